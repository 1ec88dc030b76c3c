"""The records that a draft may be one with: a few candidates by index, then judged.

Only what the user may see is offered. Of a hidden record not even a hint is given: that
somebody is known here is what is to be kept (ADR on hidden duplicates).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.callers import caller, organizations_of_stem
from klientel.contacts.duplicates import Firm, Person, Reason, of_firms, of_persons, weight
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    ContactText,
    Organization,
    OrganizationText,
    Position,
)
from klientel.contacts.points import normal_value
from klientel.contacts.queries import (
    contacts_for_list,
    open_points,
    organizations_for_list,
    organizations_visible_to,
)
from klientel.contacts.resolution import SWITCHBOARD
from klientel.formats.firms import bare_name, domain_of
from klientel.formats.folding import plain
from klientel.records import search
from klientel.records.corrections import similar_words
from klientel.records.models import SearchText

MOST = 5
_CANDIDATES = 40
_REACH = ("email", "phone")
Row = TypeVar("Row", Contact, Organization)


@dataclass(frozen=True, slots=True)
class Lookalike(Generic[Row]):
    """A record that may be the one that is being typed, and why."""

    row: Row
    reasons: tuple[Reason, ...]


def normalised(draft: Person) -> Person:
    """Return the draft with mail addresses and numbers as they are matched."""
    return replace(
        draft,
        emails=tuple(normal_value("email", each) for each in draft.emails),
        phones=tuple(normal_value("phone", each) for each in draft.phones),
    )


def contact_candidates(
    draft: Person, user: User, *, but: Contact | None = None
) -> list[Lookalike[Contact]]:
    """Return up to five contacts that the draft may be, the likeliest first."""
    draft = normalised(draft)
    ids = [*_reached(draft), *_named_like(draft)]
    rows = contacts_for_list(user).filter(pk__in=list(dict.fromkeys(ids)))
    contacts = [each for each in rows if but is None or each.pk != but.pk]
    known = _persons(contacts, user)
    return _likeliest(Lookalike(each, of_persons(draft, known[each.pk])) for each in contacts)


def organization_candidates(
    draft: Firm, user: User, *, but: Organization | None = None
) -> list[Lookalike[Organization]]:
    """Return up to five organisations that the draft may be, the likeliest first."""
    by_number = _of_numbers(draft, user)
    ids = [*by_number, *_firms_named_like(draft), *_firms_at_domains(draft, user)]
    rows = organizations_for_list(user).filter(pk__in=list(dict.fromkeys(ids)))
    firms = [each for each in rows if but is None or each.pk != but.pk]
    known = _firms(firms)
    typed = replace(draft, phones=tuple(normal_value("phone", each) for each in draft.phones))
    return _likeliest(
        Lookalike(each, of_firms(typed, known[each.pk], same_stem=each.pk in by_number))
        for each in firms
    )


def _likeliest(found: Iterable[Lookalike[Row]]) -> list[Lookalike[Row]]:
    sure = [each for each in found if each.reasons]
    return sorted(sure, key=lambda each: (-weight(each.reasons), each.row.pk))[:MOST]


def _reached(draft: Person) -> list[int]:
    """Return who has an address or number of the draft."""
    normals = [each for each in (*draft.emails, *draft.phones) if each]
    if not normals:
        return []
    points = ContactPoint.objects.filter(normal__in=normals, sort__in=_REACH)
    return list(points.order_by("-pk").values_list("contact_id", flat=True)[:_CANDIDATES])


def _named_like(draft: Person) -> list[int]:
    """Return whose name is the draft's, or differs by a slip."""
    if draft.label:
        return search.named(ContactText, [plain(draft.label)])[:_CANDIDATES]
    if not draft.is_named:
        return []
    family, given = plain(draft.family_name), plain(draft.given_name)
    whole = [f"{family} {given}", f"{given} {family}"]
    exact = search.named(ContactText, whole)[:_CANDIDATES]
    return exact + _begun(ContactText, family, f" {given[:1]}")


def _firms_named_like(draft: Firm) -> list[int]:
    bare = bare_name(draft.name)
    if len(bare) < len("ab"):
        return []
    exact = search.named(OrganizationText, [plain(draft.name), bare])[:_CANDIDATES]
    return exact + _begun(OrganizationText, bare.split()[0], "")


def _begun(table: type[SearchText], word: str, rest: str) -> list[int]:
    """Return the rows whose name begins with the word or one like it, and then the rest."""
    first = word.split(maxsplit=1)[0] if word.split() else ""
    likes = [word, *(each + word[len(first) :] for each in similar_words(table, first))]
    found: list[int] = []
    for each in dict.fromkeys(likes):
        found += search.named(table, [each + rest])[:_CANDIDATES]
    return found


def _of_numbers(draft: Firm, user: User) -> list[int]:
    found = []
    for number in draft.phones:
        points = caller(number, user).points
        found += [each.position.organization_id for each in points if each.position]
        found += [each.pk for each in organizations_of_stem(number, user)]
    return found


def _firms_at_domains(draft: Firm, user: User) -> list[int]:
    found: list[int] = []
    for address in (draft.website, *draft.emails):
        if domain := domain_of(address):
            rows = search.ranked(
                organizations_visible_to(user).only("pk"),
                OrganizationText,
                domain,
                limit=_CANDIDATES,
            )
            found += [row.pk for row in rows]
    return found


def _persons(contacts: Sequence[Contact], user: User) -> dict[int, Person]:
    """Return what is known of contacts, in three queries."""
    pks = [contact.pk for contact in contacts]
    points: dict[int, list[ContactPoint]] = defaultdict(list)
    for point in ContactPoint.objects.filter(open_points(user), contact__in=pks, sort__in=_REACH):
        points[point.contact_id].append(point)
    towns, employers = _towns(pks, user), _employers(pks, user)
    return {
        each.pk: Person(
            family_name=each.family_name,
            given_name=each.given_name,
            label="" if each.family_name or each.given_name else each.label,
            emails=_normals(points[each.pk], "email"),
            phones=_normals(points[each.pk], "phone"),
            shared_phones=tuple(p.normal for p in points[each.pk] if p.label == SWITCHBOARD),
            towns=(*towns[each.pk], *_shown_town(each)),
            organizations=tuple(employers[each.pk]),
            birthday=each.birthday,
        )
        for each in contacts
    }


def _firms(firms: Sequence[Organization]) -> dict[int, Firm]:
    pks = [each.pk for each in firms]
    points: dict[int, list[ContactPoint]] = defaultdict(list)
    leading = ContactPoint.objects.filter(
        position__main_of__in=pks, sort__in=_REACH, retired_on=None
    ).select_related("position")
    for point in leading:
        if point.position:
            points[point.position.organization_id].append(point)
    return {
        each.pk: Firm(
            name=each.name,
            short_name=each.short_name,
            website=each.website,
            phones=_normals(points[each.pk], "phone"),
            emails=_normals(points[each.pk], "email"),
            towns=(each.seat.address.town,) if each.seat.address else (),
        )
        for each in firms
    }


def _normals(points: Iterable[ContactPoint], sort: str) -> tuple[str, ...]:
    return tuple(point.normal for point in points if point.sort == sort)


def _towns(pks: Collection[int], user: User) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    own = Address.objects.filter(open_points(user), contact__in=pks, retired_on=None)
    own = own.exclude(town="")
    for contact, town in own.order_by("pk").values_list("contact_id", "town"):
        found[contact].append(town)
    return found


def _shown_town(contact: Contact) -> tuple[str, ...]:
    address = contact.effective.shown_address
    return (address.town,) if address and address.town else ()


def _employers(pks: Collection[int], user: User) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    seen = visible(user, Organization, at="organization")
    positions = Position.objects.filter(seen, contact__in=pks, is_current=True)
    for contact, name in positions.values_list("contact_id", "organization__name"):
        found[contact].append(name)
    return found
