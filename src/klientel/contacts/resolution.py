"""Which rows hold for a contact: the inheritance rule over rows at hand. Reads nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klientel.contacts.addresses import effective
from klientel.contacts.holdings import Holding
from klientel.contacts.models import Address, ContactPoint, Organization, Position, Purpose, Use

SWITCHBOARD = "main"


@dataclass(frozen=True, slots=True)
class SeatOf:
    """Ids of what an organisation passes on: address, switchboard, who has the website."""

    address: int | None = None
    switchboard: int | None = None
    website_of: int | None = None


NO_SEAT = SeatOf()


@dataclass(frozen=True, slots=True)
class Resolved:
    """Ids of what holds for a contact. `shown` is the business address, else the private one.

    `switchboard` is the line of the job, of the household where there is no job; `landline` the
    household's beside a job.
    """

    organization: int | None
    position: int | None
    address: int | None
    private: int | None
    switchboard: int | None
    website_of: int | None
    landline: int | None = None

    @property
    def shown(self) -> int | None:
        return self.address or self.private


def resolved(
    holding: Holding, seats: Mapping[int, SeatOf], organizations: Mapping[int, Organization]
) -> Resolved:
    primary = holding.primary
    home = _household(holding, organizations)
    job = None if primary is home else primary
    seat = seats.get(job.organization_id, NO_SEAT) if job else NO_SEAT
    home_seat = seats.get(home.organization_id, NO_SEAT) if home else NO_SEAT
    line = seat if job else home_seat
    own_line = _own_switchboard(holding.points, job or home)
    home_line = _own_switchboard(holding.points, home) if job else None
    return Resolved(
        organization=primary.organization_id if primary else None,
        position=primary.pk if primary else None,
        address=effective(own_business(holding.addresses, job), seat.address),
        private=effective(own_private(holding.addresses, home), home_seat.address),
        switchboard=effective(own_line, line.switchboard),
        website_of=line.website_of,
        landline=effective(home_line, home_seat.switchboard) if job else None,
    )


def own_business(addresses: Iterable[Address], job: Position | None) -> int | None:
    """Return the id of the own business address at a position (of none: without one)."""
    at = job.pk if job else None
    return _first(a for a in addresses if a.use == Use.BUSINESS and a.position_id == at)


def own_private(addresses: Iterable[Address], home: Position | None) -> int | None:
    addresses = list(addresses)
    own = _first(a for a in addresses if a.use == Use.PRIVATE and a.position_id is None)
    if own or home is None:
        return own
    return _first(a for a in addresses if a.position_id == home.pk)


def _first(addresses: Iterable[Address]) -> int | None:
    live = [
        address
        for address in addresses
        if address.retired_on is None and address.pending_from is None and not address.is_company
    ]
    live.sort(key=lambda each: (not each.preferred, each.purpose != "", each.pk))
    return next((each.pk for each in live if holds_itself(each)), None)


def holds_itself(address: Address) -> bool:
    """Return whether it is where one is; one for visits, invoices, deliveries stands beside."""
    return address.preferred or address.purpose in ("", Purpose.POST)


def _household(holding: Holding, organizations: Mapping[int, Organization]) -> Position | None:
    for position in holding.current:
        organization = organizations.get(position.organization_id)
        if organization is not None and organization.is_household:
            return position
    return None


def _own_switchboard(points: Iterable[ContactPoint], at: Position | None) -> int | None:
    own = [point for point in points if is_switchboard(point) and at and point.position_id == at.pk]
    return own[0].pk if own else None


def is_switchboard(point: ContactPoint) -> bool:
    return point.sort == "phone" and point.label == SWITCHBOARD and point.retired_on is None
