"""Ten failed tries a minute and address, counted in the cache that all processes share."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from klientel.accounts.adapter import TooManyTries

_RATES = {"invitation": "10/m/ip", "first_start": "10/m/ip"}


def require_tries_left(request: HttpRequest, what: str) -> None:
    """Raise `TooManyTries` (429) if the address has failed ten times within a minute."""
    if not _consume(request, what, dry_run=True):
        raise TooManyTries


def count_failure(request: HttpRequest, what: str) -> None:
    """Count one failed try of the address."""
    _consume(request, what, dry_run=False)


def _consume(request: HttpRequest, what: str, *, dry_run: bool) -> bool:
    used = ratelimit.consume(
        request,
        app="klientel",
        action=what,
        config=_RATES,
        dry_run=dry_run,
        limit_get=True,
    )
    return used is not None
