"""A form that makes something makes it once: sent twice, it leads to what the first one made."""

from uuid import uuid4

from klientel.web.pages import Request

_KEY = "made"
_KEPT = 20


def token() -> str:
    return uuid4().hex


def made_by(request: Request) -> str:
    """Return the address of what this form's first sending made; '' for the first."""
    made: dict[str, str] = request.session.get(_KEY, {})
    return made.get(request.POST.get("once", ""), "")


def remember(request: Request, address: str) -> None:
    """Keep where the form led, for when it is sent again."""
    made: dict[str, str] = request.session.get(_KEY, {})
    made[request.POST.get("once", "")] = address
    request.session[_KEY] = dict(list(made.items())[-_KEPT:])
