"""Addresses of pages that may not exist yet, and of many records at once."""

from collections.abc import Callable
from uuid import UUID

from django.urls import NoReverseMatch, reverse

_NOBODY = UUID(int=0)


def page_address(url_name: str) -> str:
    """Return the address of a page, '' if there is none of that name."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def record_addresses(url_name: str) -> Callable[[object], str]:
    """Return what makes a record's address of its uid: resolved once, not for each row."""
    try:
        before, after = reverse(url_name, args=[_NOBODY]).split(str(_NOBODY))
    except NoReverseMatch:
        return lambda _uid: ""
    return lambda uid: f"{before}{uid}{after}"
