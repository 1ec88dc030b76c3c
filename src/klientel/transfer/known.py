"""What the database knows, as plain values for the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from klientel.contacts.addresses import NOWHERE, PostalAddress
from klientel.formats.vcard import AddressFacts, Card, CardFacts, PointFacts


@dataclass(frozen=True, slots=True)
class KnownOrganization:
    """An organisation that the importing user sees, and what its people inherit."""

    pk: int
    name: str
    address: PostalAddress = NOWHERE
    switchboard: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A contact: what its card prints, and its own rows behind that.

    `lent` are the places in `facts.addresses` that are the company's. `points` and `addresses`
    are its own live rows by id. `job` is the organisation of the primary position, `company` where
    that is, `in_household` whether it is one. `revision` is the state that its card shows now.
    """

    pk: int
    uid: str
    facts: CardFacts
    lent: frozenset[int] = frozenset()
    job: int | None = None
    company: PostalAddress = NOWHERE
    raw: Card | None = None
    raw_uid: str = ""
    points: tuple[tuple[int, PointFacts], ...] = ()
    addresses: tuple[tuple[int, AddressFacts], ...] = ()
    is_binned: bool = False
    revision: str = ""
    in_household: bool = False
    number: int | None = None
    blocked: tuple[str, ...] = ()


@dataclass(slots=True)
class Snapshot:
    """What the cards of one chunk may meet.

    `organizations` by folded name; `by_uid` by our own uid and by the card's; `by_name` by the
    name as contacts are sorted; `by_email` by address. `taken` are uids in use, seen or not;
    `erased` the files and lines of cards of people who were erased.
    """

    organizations: Mapping[str, tuple[KnownOrganization, ...]] = field(default_factory=dict)
    by_uid: Mapping[str, Known] = field(default_factory=dict)
    by_name: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    by_email: Mapping[str, tuple[Known, ...]] = field(default_factory=dict)
    taken: frozenset[UUID] = frozenset()
    erased: frozenset[tuple[str, int]] = frozenset()
