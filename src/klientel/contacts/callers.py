"""Who calls: the contacts with a number, or else the organisations whose numbers begin like it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.models import Contact, ContactPoint, Organization, PointKind
from klientel.contacts.points import normal_value
from klientel.contacts.queries import open_points
from klientel.contacts.resolution import SWITCHBOARD
from klientel.formats import phones

MOST = 20
_NEAR = 30
_LONGEST_EXTENSION = 5
_SHORTEST_STEM = 6
_UNSAID_EXTENSION = 4
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Caller:
    """What is known of a number; `points` are its contacts' now, `former` were until retired."""

    digits: str
    points: list[ContactPoint] = field(default_factory=list)
    former: list[ContactPoint] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)

    @property
    def only(self) -> ContactPoint | None:
        """The number's one holder, if there is one alone."""
        return self.points[0] if len({each.contact_id for each in self.points}) == 1 else None

    @property
    def is_known(self) -> bool:
        return bool(self.points or self.former or self.organizations)


def caller(number: str, user: User) -> Caller:
    """Return who has this number, and only if nobody has: whose numbers begin like it.

    As far as the user may see; records in the bin are nobody's.
    """
    digits = normal_value("phone", number)
    if not digits.isdigit() or len(digits) < _SHORTEST:
        return Caller("")
    exact = list(_points(user).filter(normal=digits).order_by("contact__is_inactive", "pk")[:MOST])
    live = [point for point in exact if point.retired_on is None]
    if live:
        return Caller(digits, live)
    former = [point for point in exact if point.retired_on is not None]
    return Caller(digits, [], former, organizations_of_stem(number, user))


def organizations_of_stem(number: str, user: User) -> list[Organization]:
    """Return the organisations that the number belongs to by its beginning, the surest first.

    '040 66969-347' belongs to whom has '040 66969-0'. A mobile number has no stem.
    """
    digits = normal_value("phone", number)
    start = digits[: max(_SHORTEST_STEM, len(digits) - _LONGEST_EXTENSION)]
    if not digits.isdigit() or len(digits) <= _SHORTEST_STEM or phones.is_mobile(number):
        return []
    near = _points(user).filter(
        visible(user, Organization, at="position__organization"),
        position__organization__binned_at=None,
        normal__gte=start,
        normal__lt=str(int(start) + 1),
    )
    below = near.filter(normal__lt=digits).order_by("-normal", "pk")[:_NEAR]
    above = near.filter(normal__gt=digits).order_by("normal", "pk")[:_NEAR]
    return by_stem(digits, [*below, *above])


def by_stem(digits: str, points: Iterable[ContactPoint]) -> list[Organization]:
    """Return the organisations of those points that share a stem with the number. Pure."""
    sure: dict[Organization, int] = {}
    together: dict[Organization, list[str]] = defaultdict(list)
    for point in points:
        organization = point.position.organization if point.position else None
        if organization is not None:
            sure[organization] = max(sure.get(organization, 0), _shared(digits, point))
            together[organization].append(point.normal)
    for organization, normals in together.items():
        sure[organization] = max(sure[organization], _in_common(digits, normals))
    best = max(sure.values(), default=0)
    return [each for each, length in sure.items() if length == best and best]


def _points(user: User) -> "QuerySet[ContactPoint]":
    found: QuerySet[ContactPoint] = ContactPoint.objects.filter(
        visible(user, Contact, at="contact"),
        open_points(user),
        sort=PointKind.PHONE,
        contact__binned_at=None,
    )
    return found.select_related(
        "contact__effective__organization",
        "contact__effective__position",
        "position__organization__seat__address",
    )


def _shared(digits: str, point: ContactPoint) -> int:
    """Return how long a stem the number surely has in common with a point, 0 if none."""
    stems = [phones.stem(point.value), point.normal]
    if point.label == SWITCHBOARD and point.normal.endswith("0"):
        stems.append(point.normal[:-1])
    fitting = [
        len(stem) for stem in stems if len(stem) >= _SHORTEST_STEM and digits.startswith(stem)
    ]
    return max(fitting, default=0)


def _in_common(digits: str, normals: Sequence[str]) -> int:
    """Return how long a beginning is that two numbers of one firm share with this one."""
    least = max(_SHORTEST_STEM, len(digits) - _UNSAID_EXTENSION)
    shared = [_beginning(digits, normal) for normal in set(normals)]
    enough = [length for length in shared if length >= least]
    return min(enough) if len(enough) > 1 else 0


def _beginning(one: str, other: str) -> int:
    """Return how many signs both begin with."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (mine, its) in enumerate(pairs) if mine != its), min(len(one), len(other))
    )
