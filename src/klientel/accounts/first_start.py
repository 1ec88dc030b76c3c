"""Who may set a fresh Klientel up: whoever sits at the machine, or has the code it printed."""

import base64
import hmac

from django.conf import settings

from klientel.accounts.models import User

_LETTERS = 12


def is_fresh() -> bool:
    """Return whether nobody can log in yet, because there is no user."""
    return not User.objects.exists()


def set_up_code() -> str:
    """Return the code of this installation, in groups: made from its key, so stored nowhere."""
    made = hmac.digest(settings.SECRET_KEY.encode(), b"klientel first start", "sha256")
    letters = base64.b32encode(made).decode()[:_LETTERS]
    return "-".join(letters[start : start + 4] for start in range(0, _LETTERS, 4))


def is_set_up_code(text: str) -> bool:
    """Return whether the text is the code, however its groups and letters are written."""
    plain = "".join(text.split()).replace("-", "").upper()
    return hmac.compare_digest(plain.encode(), set_up_code().replace("-", "").encode())
