"""Who a card is: a contact that is there, a new one, or something for a person to decide. Pure.

Never by surname alone, nor by an address that several may share.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from klientel.contacts.points import normal_value
from klientel.formats.folding import plain
from klientel.formats.vcard import CardFacts
from klientel.transfer.known import Known, KnownOrganization, Snapshot
from klientel.transfer.marks import plain as plain_lines
from klientel.transfer.read import CardRead
from klientel.transfer.shape import organization_key

By = Literal["uid", "card uid", "name", "nobody"]
_OURS = 7
SHARED_BOXES = frozenset(
    {"anfrage", "bestellung", "buchhaltung", "buero", "büro", "contact", "einkauf", "empfang"}
    | {"hello", "hallo", "info", "kontakt", "mail", "office", "post", "rechnung", "sales"}
    | {"sekretariat", "service", "support", "team", "vertrieb", "verwaltung", "zentrale"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """`known` is the contact, matched `by` which key; a `reason` sends the card to review."""

    known: Known | None = None
    by: By = "nobody"
    reason: str = ""


NOBODY = Match()


def match_of(card: CardRead, snapshot: Snapshot, restored: Collection[str] = ()) -> Match:
    """Return who the card is. `restored` are uids that this import brought already: two cards
    that we exported with uids of their own are two, however alike their names."""
    uid = card.said.uid
    known = snapshot.by_uid.get(uid) if uid else None
    if known is not None:
        if known.is_binned:
            return Match(reason="in-bin")
        return Match(known, "uid" if uid.removeprefix("urn:uuid:") == known.uid else "card uid")
    organization = organization_of(card, snapshot)
    if isinstance(organization, str):
        return Match(reason=organization)
    named = snapshot.by_name.get(card.shape.name_key, ())
    if card.shape.organization and organization is None:
        named = ()  # nobody is at an organisation that is not there yet
    if is_ours(uid):
        named = tuple(each for each in named if each.uid not in restored)
    here = [each for each in named if each.job == (organization.pk if organization else None)]
    written = next((each for each in here if is_as_kept(card, each)), None)
    if written is not None:
        return Match(written, "name")
    if here:
        return _among(card, here)
    return _by_mail(card, snapshot, restored if is_ours(uid) else ())


def is_ours(uid: str) -> bool:
    """Return whether a UID has the form of those that we make: a UUID of version 7."""
    found = as_uuid(uid)
    return found is not None and found.version == _OURS


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text.removeprefix("urn:uuid:"))
    except ValueError:
        return None


def organization_of(card: CardRead, snapshot: Snapshot) -> KnownOrganization | str | None:
    """Return the organisation that a card names, None if there is none yet, or why it is unclear."""
    key = organization_key(card.shape.organization)
    found = snapshot.organizations.get(key, ()) if key else ()
    if len(found) > 1:
        return "organization-unclear"
    return found[0] if found else None


def is_as_kept(card: CardRead, known: Known) -> bool:
    """Return whether the card is the one that we keep, line by line."""
    return known.raw is not None and plain_lines(known.raw) == plain_lines(card.card)


def _among(card: CardRead, here: list[Known]) -> Match:
    """Decide among contacts of the same name at the same organisation (or all without one)."""
    said = card.shape.facts
    alike = [each for each in here if not differs(said, each.facts)]
    if len(alike) > 1:
        return Match(reason="several")
    if not alike:
        return NOBODY if here[0].job is None else Match(reason="same-name")
    (known,) = alike
    certain = agrees(said, known.facts)
    whole_name = bool(said.given and said.family) or card.shape.is_office
    if certain or (known.job is not None and whole_name):
        return Match(known, "name")
    return Match(reason="name-alone")


def _by_mail(card: CardRead, snapshot: Snapshot, restored: Collection[str]) -> Match:
    """Find one person of the same full name by a mail address that nobody else has."""
    for mail in sorted(personal_mails(card)):
        owners = snapshot.by_email.get(mail, ())
        owners = tuple(each for each in owners if each.uid not in restored)
        if len(owners) == 1 and _full_name(owners[0].facts) == _full_name(card.shape.facts):
            (known,) = owners
            if differs(card.shape.facts, known.facts, kinds=()):
                return Match(reason="same-name")
            if card.shape.organization:
                return Match(reason="other-organization")
            return Match(known, "name")
    return NOBODY


def personal_mails(card: CardRead) -> set[str]:
    """Return the mail addresses that are one person's: not those that an office shares."""
    points = card.shape.facts.points
    mails = {normal_value("email", each.value) for each in points if each.kind == "email"}
    return {mail for mail in mails if mail.partition("@")[0] not in SHARED_BOXES}


def _full_name(facts: CardFacts) -> str:
    return plain(f"{facts.given} {facts.family}".strip() or facts.fn)


def _values(facts: CardFacts, kind: str) -> set[str]:
    return {normal_value(kind, each.value) for each in facts.points if each.kind == kind}


def differs(one: CardFacts, other: CardFacts, kinds: Iterable[str] = ("email", "phone")) -> bool:
    """Return whether both say a birthday, and another one, or both have mail addresses (numbers)
    and none in common."""
    if one.birthday and other.birthday and one.birthday != other.birthday:
        return True
    pairs = ((_values(one, kind), _values(other, kind)) for kind in kinds)
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


def agrees(one: CardFacts, other: CardFacts) -> bool:
    """Return whether anything but the name tells that they are one person."""
    if one.birthday and one.birthday == other.birthday:
        return True
    return any(_values(one, kind) & _values(other, kind) for kind in ("email", "phone"))
