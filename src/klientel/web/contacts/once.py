"""A form that makes something makes it once: sent twice, it leads to what the first one made."""

from hashlib import blake2b
from uuid import uuid4

from klientel.web.pages import Request

_KEY = "made"
_KEPT = 20


def token() -> str:
    return uuid4().hex


def made_by(request: Request) -> str:
    """Return the address of what the same form with the same entries made before, else ''.

    Whoever goes back and types something else makes something new.
    """
    made: dict[str, str] = request.session.get(_KEY, {})
    return made.get(_sending(request), "") if request.method == "POST" else ""


def remember(request: Request, address: str) -> None:
    """Keep where the form led, for when it is sent again."""
    if not request.POST.get("once"):
        return
    made: dict[str, str] = request.session.get(_KEY, {})
    made[_sending(request)] = address
    request.session[_KEY] = dict(list(made.items())[-_KEPT:])


def _sending(request: Request) -> str:
    """Return the digest of the form and its entries."""
    entries = sorted((key, values) for key, values in request.POST.lists() if key != _SECRET)
    return blake2b(repr(entries).encode(), digest_size=12).hexdigest()


_SECRET = "csrfmiddlewaretoken"  # noqa: S105 -- the name of a field; its value differs each time
