"""The inheritance of addresses: which one holds, and the inverse. Pure.

The same rule serves address, switchboard and website, each by itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from klientel.formats.folding import plain
from klientel.formats.states import STATE_NAMES, german_state

Held = TypeVar("Held")


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """An address by value. Empty in every line is no address."""

    extra: str = ""
    street: str = ""
    po_box: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        return bool(
            self.street
            or self.town
            or self.postcode
            or self.po_box
            or self.extra
            or self.region
            or self.country
        )


NOWHERE = PostalAddress()
_SPACES = re.compile(r"[\s.,]+")
_STREET = re.compile(r"str(?:aße|asse|\.)?(?=[\s\d]|$)", re.IGNORECASE)
_WRITTEN_OUT = re.compile(r"(?<=[aou])e")


def effective(own: Held | None, inherited: Held | None) -> Held | None:
    """Return one's own where there is one, else the inherited."""
    return own or inherited


@lru_cache(maxsize=4096)
def normalised(address: PostalAddress) -> PostalAddress:
    """Return the address folded for comparison: case, umlauts, spaces and 'Str.' do not count.

    The country counts only abroad: an address without one is at home.
    """
    country = _folded(address.country)
    return PostalAddress(
        extra=_folded(address.extra),
        street=_folded(address.street),
        po_box=_folded(address.po_box),
        postcode=_folded(address.postcode),
        town=_folded(address.town),
        country="" if country == "de" else country,
    )


def _folded(text: str) -> str:
    """Fold 'Köln', 'KOELN' and 'koln' into one, and the ways to write 'Straße'."""
    return _SPACES.sub(" ", _WRITTEN_OUT.sub("", plain(_STREET.sub("strasse ", text)))).strip()


_STATES = {
    _folded(said): code
    for code, name in STATE_NAMES.items()
    for said in (name, code, code.removeprefix("DE-"))
}


def same(one: PostalAddress, other: PostalAddress) -> bool:
    return one == other or normalised(one) == normalised(other)


def federal_state(address: PostalAddress) -> str:
    """Return the ISO code of the German state that an address lies in, such as 'DE-HH', or ''.

    What stands as its region wins if it is a state's name or code; else the postcode tells.
    """
    if address.country not in ("", "DE"):
        return ""
    return _STATES.get(_folded(address.region), "") or german_state(address.postcode)


def own_part(
    submitted: PostalAddress,
    inherited_now: PostalAddress,
    inherited_when_served: PostalAddress | None = None,
) -> PostalAddress:
    """Undo `effective`: an address equal to the inherited one is not one's own.

    A phone or form sends back what it was shown. What it was last served counts too: without it
    the first edit after the company moved would freeze the old address into a copy.
    """
    if not submitted or same(submitted, inherited_now):
        return NOWHERE
    if inherited_when_served is not None and same(submitted, inherited_when_served):
        return NOWHERE
    return submitted


@dataclass(frozen=True, slots=True)
class Place(Generic[Held]):
    """An organisation in its tree, as far as inheritance looks: what its main position marks."""

    held: Held | None
    parent: int | None
    is_department: bool


def seat_of(organization: int, places: Mapping[int, Place[Held]]) -> Held | None:
    """Return what holds at an organisation: its own, else its parent's while a department.

    The first that is no department ends the way up, and is itself still asked.
    """
    at: int | None = organization
    seen: set[int] = set()
    while at is not None and at not in seen:
        place = places[at]
        if place.held:
            return place.held
        seen.add(at)
        at = place.parent if place.is_department else None
    return None
