"""What a card says, as plain values."""

from dataclasses import dataclass, field
from typing import Literal

from klientel.formats.dates import Day, PartialDate

Kind = Literal["individual", "org", "group"]
PointKind = Literal["phone", "email", "url", "messenger"]
Use = Literal["business", "private", ""]

__all__ = ["AddressFacts", "CardFacts", "Kind", "PartialDate", "PointFacts", "PointKind", "Use"]


@dataclass(frozen=True, slots=True)
class PointFacts:
    """A number, address or link.

    `label` is a code (mobile direct fax main pager car home work other homepage; the
    service for a messenger), or the text that the card's owner wrote.
    """

    kind: PointKind
    value: str
    label: str = "other"
    use: Use = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class AddressFacts:
    street: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""
    po_box: str = ""
    extra: str = ""
    use: Use = ""
    label: str = ""
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class CardFacts:
    """`photo` is a JPEG to print in place of the kept card's own; `drops_photo` prints none."""

    uid: str = ""
    fn: str = ""
    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    nickname: str = ""
    phonetic_family: str = ""
    phonetic_given: str = ""
    org: tuple[str, ...] = ()
    title: str = ""
    role: str = ""
    birthday: Day | str | None = None
    anniversary: Day | str | None = None
    note: str = ""
    categories: tuple[str, ...] = ()
    kind: Kind = "individual"
    gender: str = ""
    language: str = ""
    points: tuple[PointFacts, ...] = ()
    addresses: tuple[AddressFacts, ...] = ()
    rev: str = ""
    has_photo: bool = False
    photo: bytes = field(default=b"", repr=False)
    drops_photo: bool = field(default=False, repr=False)
