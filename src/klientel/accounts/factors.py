"""Second factors: how allauth names and keeps them."""

import base64
from hashlib import sha256
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext

from klientel.accounts.models import Company, User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class Adapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """Secrets are stored sealed with the installation's key, which is not in the database."""

    def get_totp_issuer(self) -> str:
        return " ".join(["Klientel", *Company.objects.values_list("name", flat=True)[:1]]).strip()

    def build_totp_svg(self, url: str) -> str:
        """Return the code as SVG without prolog, drawn in the colour of the text around it."""
        import qrcode  # type: ignore[import-untyped] # has no types
        from qrcode.image.svg import SvgPathImage  # type: ignore[import-untyped] # as above

        drawn = qrcode.make(url, image_factory=SvgPathImage, border=2)
        return str(drawn.to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; nothing, which fits no code, if the key is another one now."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002 -- its name
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": number + 1}


def _box() -> Fernet:
    key = sha256(b"klientel factors" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def has_two_factors(user: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=STRONG).exists())


def must_set_up_factors(user: User) -> bool:
    """Return whether the company asks for two factors and the user has one only."""
    asked = Company.objects.filter(requires_two_factors=True).exists()
    return asked and not has_two_factors(user)
