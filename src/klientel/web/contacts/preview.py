"""What a change of company entails, before it is saved."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klientel.accounts.queries import the_company
from klientel.contacts.letters import address_block
from klientel.contacts.models import Address, Contact, ContactPoint, Organization, Position
from klientel.contacts.queries import value_of
from klientel.contacts.reading import ContactSheet
from klientel.contacts.resolution import own_business
from klientel.contacts.spans import day_before
from klientel.web.contacts import facts, labels


class Leaving(NamedTuple):
    """What goes into the history; `number` is a point's id, which may be `kept` instead."""

    name: str
    value: str
    number: int | None = None
    kept: bool = False

    @property
    def key(self) -> str:
        return str(self.number or "")


@dataclass(frozen=True, slots=True)
class Preview:
    """What the act entails, for the page."""

    on: date
    last_day: date
    is_ahead: bool
    before: list[str]
    before_source: str
    after: list[str]
    after_source: str
    retired: list[Leaving]
    stays: list[str]
    effects: list[tuple[str, str]]

    @property
    def retired_count(self) -> int:
        return sum(not each.kept for each in self.retired)

    @property
    def kept_count(self) -> int:
        return sum(each.kept for each in self.retired)


def preview(
    sheet: ContactSheet,
    leaving: Position | None,
    to: Organization | None,
    data: Mapping[str, Any],
    kept: Collection[int],
) -> Preview:
    """Return what would happen with the form's entries as they are (`data`, as far as valid)."""
    today = timezone.localdate()
    on = data.get("on") or today
    before = _address_at(sheet, leaving)
    after, after_source = _after(sheet, leaving, to, data)
    return Preview(
        on=on,
        last_day=day_before(on),
        is_ahead=on > today,
        before=_lines(sheet.contact, leaving, before) if leaving else [],
        before_source=_source(before, sheet.contact),
        after=after,
        after_source=after_source,
        retired=_retired(sheet, leaving, kept),
        stays=_stays(sheet, leaving),
        effects=_effects(sheet, leaving, data, on > today),
    )


def _address_at(sheet: ContactSheet, position: Position | None) -> Address | None:
    """Return the effective business address at a current position."""
    own = own_business(sheet.addresses, position)
    seat = sheet.seat_at(position)
    found = next((each for each in sheet.addresses if each.pk == own), None)
    return found or (seat.address if seat else None)


def _after(
    sheet: ContactSheet,
    leaving: Position | None,
    to: Organization | None,
    data: Mapping[str, Any],
) -> tuple[list[str], str]:
    """Return the block and where it comes from: at the new organisation, else at the next job."""
    if to is not None:
        position = Position(organization=to, department=data.get("department", ""))
        organization = Organization.objects.select_related(
            "seat__address__contact", "seat__address__position__organization"
        ).get(pk=to.pk)
        address = organization.seat.address
        return _lines(sheet.contact, position, address), _source(address, sheet.contact)
    others = [each for each in sheet.jobs if each.is_current and each != leaving]
    if data.get("target") != "none" or not others:
        return [], ""
    address = _address_at(sheet, others[0])
    return _lines(sheet.contact, others[0], address), _source(address, sheet.contact)


def _lines(contact: Contact, position: Position | None, address: Address | None) -> list[str]:
    home = the_company().country
    return address_block(contact, position, value_of(address), home=home)


def _source(address: Address | None, contact: Contact) -> str:
    if address is None or (address.contact_id == contact.pk and not address.is_company):
        return ""
    return facts.source_of(address, contact)[0]


def _of(rows: list[Any], leaving: Position | None) -> list[Any]:
    at = leaving.pk if leaving else 0
    return [row for row in rows if row.position_id == at and row.retired_on is None]


def _retired(sheet: ContactSheet, leaving: Position | None, kept: Collection[int]) -> list[Leaving]:
    """Return the numbers and addresses that go into the history, or may be kept."""
    held = leaving is not None and leaving.organization.main_position_id == leaving.pk
    points: list[ContactPoint] = _of(sheet.points, leaving)
    own = [each for each in points if not (held and each.label == "main")]
    found = [Leaving(_named(each), each.value, each.pk, each.pk in kept) for each in own]
    addresses = [each for each in _of(sheet.addresses, leaving) if not each.is_company]
    return found + [Leaving(gettext("Own address"), str(each)) for each in addresses]


def _stays(sheet: ContactSheet, leaving: Position | None) -> list[str]:
    at = leaving.pk if leaving else 0
    points = [each for each in sheet.live_points if each.position_id != at]
    found = [f"{_named(each)} {each.value}" for each in points]
    found += [gettext("Private address")] if sheet.own_private_address else []
    found += [gettext("Birthday")] if sheet.contact.birthday else []
    others = [each for each in sheet.positions if each.is_current and each.pk != at]
    return found + [" ".join(filter(None, (each.title, str(each.organization)))) for each in others]


def _named(point: ContactPoint) -> str:
    kind = labels.kind_of(point)
    return f"{labels.name_of(point)} ({kind})" if kind else labels.name_of(point)


def _effects(
    sheet: ContactSheet,
    leaving: Position | None,
    data: Mapping[str, Any],
    ahead: bool,  # noqa: FBT001 -- one call
) -> list[tuple[str, str]]:
    """Return icon and sentence of whatever else follows."""
    found = [("devices", str(_CARD_AHEAD if ahead else _CARD))]
    if leaving is not None and leaving.organization.main_position_id == leaving.pk:
        heir = data.get("successor")
        name = str(heir.contact) if heir else gettext("the office 'Switchboard'")
        text = gettext("%(organization)s keeps its address. Main contact becomes %(name)s.")
        values = {"organization": leaving.organization.name, "name": name}
        found.append(("star", text % values))
    if leaving is not None and leaving.organization.service_note:
        text = gettext("The service note of %(organization)s no longer stands here.")
        found.append(("alert-triangle", text % {"organization": leaving.organization.name}))
    others = [each for each in sheet.positions if each.is_current and each != leaving]
    if data.get("target") == "none" and not any(not e.organization.is_household for e in others):
        found.append(("user-minus", gettext("The contact becomes inactive, reason: left.")))
    return found


_CARD = _("The card changes on every phone that has it, at once.")
_CARD_AHEAD = _("The card changes on every phone that has it, at midnight of that day.")
