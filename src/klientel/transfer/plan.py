"""What becomes of each card: new, updated, unchanged, or for a person to decide. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal
from uuid import UUID

from klientel.contacts.addresses import NOWHERE, PostalAddress, same
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.imports import CardAddress, CardChange, Founding, NewCard
from klientel.contacts.points import normal_value
from klientel.formats.vcard import PointFacts
from klientel.transfer.completing import completed
from klientel.transfer.differences import (
    card_address,
    difference,
    is_from,
    kept_text,
    new_patch,
    own_version,
)
from klientel.transfer.known import Known, KnownOrganization, Snapshot
from klientel.transfer.marks import is_older, is_said_by, plain, revision_of
from klientel.transfer.matching import (
    Match,
    as_uuid,
    is_as_kept,
    is_ours,
    match_of,
    organization_of,
    personal_mails,
)
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key
from klientel.transfer.survey import (
    Company,
    Survey,
    founding_of,
    holding,
    postal,
    shared_address,
    use_of,
)
from klientel.transfer.wording import card_of

Outcome = Literal["new", "updated", "unchanged", "review", "refused"]


@dataclass(frozen=True, slots=True)
class Row:
    """One card and what becomes of it."""

    card: CardRead
    outcome: Outcome
    reason: str = ""
    new: NewCard | None = None
    change: CardChange | None = None


@dataclass(slots=True)
class Plan:
    """The rows of a chunk, the organisations that they bring, and addresses for those without."""

    rows: list[Row] = field(default_factory=list)
    founded: dict[str, Founding] = field(default_factory=dict)
    settled: dict[int, PostalAddress] = field(default_factory=dict)


def planned(
    cards: Sequence[CardRead],
    snapshot: Snapshot,
    survey: Survey,
    made: Mapping[str, int],
    restored: Collection[str] = (),
) -> Plan:
    """Return the plan of a chunk. `made` are organisations that this import brought already,
    `restored` the uids of its contacts.

    No two of the cards may be the same contact: `apart` sees to that.
    """
    plan = Plan()
    for card in cards:
        if (card.file, card.line) in snapshot.erased:
            plan.rows.append(Row(card, "refused", "erased"))
            continue
        match = match_of(card, snapshot, restored)
        if match.reason:
            plan.rows.append(Row(card, "review", match.reason))
        elif match.known is None:
            plan.rows.append(_new(card, snapshot, survey, made, plan))
        else:
            plan.rows.append(known_row(card, match, match.known))
    return plan


def keys_of(card: CardRead) -> Iterable[str]:
    """Return what tells that two cards of one import may be the same contact: as `match_of` asks,
    the same name at the same organisation, a person's own mail address, or the same UID."""
    yield f"name {card.shape.name_key} at {organization_key(card.shape.organization)}"
    for mail in personal_mails(card):
        yield f"mail {mail}"
    if card.said.uid:
        yield f"uid {card.said.uid}"


def known_row(card: CardRead, match: Match, known: Known) -> Row:
    """Return what becomes of the card of a contact that is there."""
    if match.by == "uid" and card.speaks is not None:
        card = completed(card, known)
    if is_as_kept(card, known) or _is_as_exported(card, known):
        return Row(card, "unchanged")
    if match.by == "name":
        found = difference(card, known, whole=False, by_our_uid=False)
    else:
        if _moves(card, known, by_our_uid=match.by == "uid"):
            return Row(card, "review", "other-organization")
        found = difference(card, known, whole=True, by_our_uid=match.by == "uid")
    if found.change is not None and _is_newer_here(card, match, known):
        return Row(card, "review", "newer-here")
    reason = "kept-ours" if found.kept else ""
    if found.change is None:
        return Row(card, "unchanged", reason or "nothing-new")
    return Row(card, "updated", reason or _shortened(card), change=found.change)


def _is_as_exported(card: CardRead, known: Known) -> bool:
    version = own_version(card.card.version)
    return plain(card_of(known.facts, known.raw, version, known.lent)) == plain(card.card)


def _is_newer_here(card: CardRead, match: Match, known: Known) -> bool:
    """Return whether the contact changed here after this card of ours was exported."""
    if match.by != "uid" or not is_older(revision_of(card.card), known.revision):
        return False
    version = own_version(card.card.version)
    ours = card_of(known.facts, known.raw, version, known.lent)
    return not (is_from(card.card, known.raw) and is_said_by(known.raw, ours, version))


def _moves(card: CardRead, known: Known, *, by_our_uid: bool) -> bool:
    """Return whether the card names another organisation than the contact has, and did not before."""
    said = organization_key(card.shape.organization)
    now = organization_key(known.facts.org[0]) if known.facts.org else ""
    if said in ("", now):
        return False
    if by_our_uid or known.raw is None:
        return True
    before = known.raw.first("ORG")
    return before is None or before != card.card.first("ORG")


def _shortened(card: CardRead) -> str:
    return "shortened" if card.shape.shortened else ""


def _new(
    card: CardRead, snapshot: Snapshot, survey: Survey, made: Mapping[str, int], plan: Plan
) -> Row:
    said = card.shape.facts
    employer = organization_of(card, snapshot)
    key = organization_key(card.shape.organization)
    if isinstance(employer, str):
        return Row(card, "review", employer)
    new = NewCard(
        patch=new_patch(said),
        text=kept_text(card),
        card_uid=card.said.uid[:300],
        uid=_free_uid(card.said.uid, snapshot),
        title=said.title,
        department=card.shape.department,
        tags=said.categories,
        **_inheriting(card, _passed_on(card, employer, survey, plan)),  # type: ignore[arg-type] # points and addresses
    )
    if key:
        leads = _company(survey, key, card).leader == (card.file, card.line)
        is_ours = employer is None or made.get(key) == employer.pk
        new = replace(new, employer=employer.pk if employer else key, leads=leads and is_ours)
    return Row(card, "new", _shortened(card), new=new)


def _passed_on(
    card: CardRead, employer: KnownOrganization | None, survey: Survey, plan: Plan
) -> Founding | None:
    """Return what a new contact inherits at the organisation that its card names."""
    key = organization_key(card.shape.organization)
    if not key:
        return None
    company = _company(survey, key, card)
    if employer is None:
        if key not in plan.founded:
            plan.founded[key] = founding_of(company)
        return plan.founded[key]
    address = employer.address
    if not address and (shared := shared_address(company)):
        address = plan.settled.setdefault(employer.pk, shared)
    return Founding(employer.name, address, employer.switchboard, employer.website)


def _company(survey: Survey, key: str, card: CardRead) -> Company:
    """Return what the cards say of an organisation; one that was whole when they were counted
    has no need of their votes."""
    return survey.get(key) or Company(card.shape.organization, card.names_household)


def _inheriting(
    card: CardRead, company: Founding | None
) -> dict[str, tuple[PointEdit, ...] | tuple[CardAddress, ...]]:
    """Return a card's points and addresses without those that it inherits."""
    said, use = card.shape.facts, use_of(card)
    points = [each for each in said.points if not _is_passed_on(each, company, use)]
    place = company.address if company else NOWHERE
    holds = holding(card)
    inherits = holds is not None and same(postal(holds), place)
    return {
        "points": tuple(
            PointEdit(each.kind, each.value, each.label, each.use, each.preferred)
            for each in points
        ),
        "addresses": tuple(
            card_address(each, beside=inherits and each.use == use)
            for each in said.addresses
            if each.use != use or not place or not same(postal(each), place)
        ),
    }


def _is_passed_on(point: PointFacts, company: Founding | None, use: str) -> bool:
    if company is None or point.use != use:
        return False
    if (point.kind, point.label) == ("phone", "main"):
        number = normal_value("phone", company.switchboard)
        return bool(number) and normal_value("phone", point.value) == number
    if (point.kind, point.label) == ("url", "work"):
        return point.value.lower().rstrip("/") == company.website.lower().rstrip("/")
    return False


def _free_uid(text: str, snapshot: Snapshot) -> UUID | None:
    """Return the uid of a card that we once exported, if no contact has it: it stays the same."""
    uid = as_uuid(text) if is_ours(text) else None
    return uid if uid not in snapshot.taken else None
