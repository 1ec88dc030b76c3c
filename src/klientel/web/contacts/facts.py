"""The facts beside a contact's name, each with where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, get_language_info, gettext

from klientel.contacts.letters import letter_salutation_of
from klientel.contacts.models import Address, Contact, ContactPoint, Organization
from klientel.contacts.queries import value_of
from klientel.contacts.reading import ContactSheet, is_line
from klientel.formats.dates import PartialDate, read_vcard_date
from klientel.formats.postal import PostalAddress, address_lines
from klientel.formats.states import STATE_NAMES
from klientel.web import dates
from klientel.web.contacts import labels
from klientel.web.templatetags.privacy import block_note


@dataclass(frozen=True, slots=True)
class Own:
    """What an own value stands instead of, and where inheritance is restored."""

    inherited: str
    source: str
    restore_url: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the list. `held` says that the organisation's value is kept at this contact."""

    label: str
    lines: tuple[str, ...]
    url: str = ""
    kind: str = ""
    source: str = ""
    source_url: str = ""
    note: str = ""
    held: bool = False
    derived: bool = False
    own: Own | None = None
    edit: str = ""
    block: str = ""


def facts_of(sheet: ContactSheet, home: str) -> list[Fact]:
    """Return all facts in the page's order; `home` is the country one writes letters in."""
    return [
        *_points(sheet, private=False),
        *_addresses(sheet, home),
        *_state(sheet),
        *_website(sheet),
        *_switchboard(sheet),
        *_points(sheet, private=True),
        *_landline(sheet),
        *_person(sheet.contact),
    ]


def organization_url(organization: Organization) -> str:
    try:
        return reverse("organization_detail", args=[organization.uid])
    except NoReverseMatch:
        return ""


def birthday(text: str) -> str:
    day = read_vcard_date(text)
    if day is None:
        return text
    return dates.partial_day(day) if isinstance(day, PartialDate) else dates.whole_day(day)


def lines(address: Address, home: str, line: str = "") -> tuple[str, ...]:
    """Return the lines of an address without its recipient."""
    value = value_of(address)
    extra = "\n".join(part for part in (line, value.extra) if part)
    postal = PostalAddress(
        (), extra, value.street, value.po_box, value.postcode, value.town, value.region,
        value.country,
    )  # fmt: skip
    return tuple(address_lines(postal, home=home, language=get_language() or "de"))


def source_of(held: Address | ContactPoint, contact: Contact) -> tuple[str, str, str]:
    """Return who an inherited row belongs to: name, page, and what is to be known of it."""
    position = held.position
    if position is None:
        return "", "", ""
    organization = position.organization
    note = gettext("in the bin") if organization.binned_at else ""
    if held.contact_id == contact.pk:
        return organization.name, organization_url(organization), note
    return f"{organization.name} · {held.contact}", organization_url(organization), note


def _points(sheet: ContactSheet, *, private: bool) -> Iterator[Fact]:
    order = {"phone": 0, "messenger": 1, "email": 2, "url": 3}
    points = sorted(sheet.live_points, key=lambda each: order[each.sort])
    elsewhere = {each.pk: each for each in sheet.positions if not each.is_primary}
    for point in points:
        if is_line(point) or (point.use == "private") is not private:
            continue
        at = elsewhere.get(point.position_id or 0)
        kind = [labels.kind_of(point), at.organization.name if at else ""]
        yield Fact(
            labels.name_of(point),
            (point.value,),
            url=labels.address_of(point),
            kind=" · ".join(part for part in kind if part),
            edit=f"point-{point.pk}",
            block=block_note(sheet.contact, point.sort) if point.sort != "url" else "",
        )


def _addresses(sheet: ContactSheet, home: str) -> Iterator[Fact]:
    contact, effective = sheet.contact, sheet.contact.effective
    own = {each.pk for each in sheet.addresses if not each.is_company}
    pairs = (
        (gettext("Address"), effective.address, sheet.seat_at(sheet.job), "business"),
        (gettext("Private address"), effective.private_address, sheet.seat_at(sheet.home), "home"),
    )
    for label, address, seat, what in pairs:
        if address is None:
            continue
        job = sheet.job
        line = job.address_line if job is not None and what == "business" else ""
        source, url, note = ("", "", "") if address.pk in own else source_of(address, contact)
        yield Fact(
            label,
            lines(address, home, line),
            source=source,
            source_url=url,
            note=note,
            held=bool(source) and address.contact_id == contact.pk,
            own=_own(sheet, str(seat.address), seat.address, what)
            if address.pk in own and seat is not None and seat.address
            else None,
            block=block_note(contact, "post"),
        )


def _state(sheet: ContactSheet) -> Iterator[Fact]:
    effective = sheet.contact.effective
    address = effective.address or effective.private_address
    name = STATE_NAMES.get(address.state) if address else None
    if name:
        yield Fact(gettext("Federal state"), (name,), derived=True)


def _own(sheet: ContactSheet, text: str, held: Address | ContactPoint, what: str) -> Own:
    position = held.position
    name = position.organization.name if position is not None else ""
    return Own(text, name, reverse("contact_inherit", args=[sheet.contact.uid, what]))


def _website(sheet: ContactSheet) -> Iterator[Fact]:
    holder = sheet.contact.effective.website_of
    if holder is not None:
        url = labels.web_address(holder.website)
        name, page = holder.name, organization_url(holder)
        shown = labels.website_shown(holder.website)
        yield Fact(gettext("Website"), (shown,), url=url, source=name, source_url=page)


def _switchboard(sheet: ContactSheet) -> Iterator[Fact]:
    line, own = sheet.contact.effective.switchboard, sheet.own_switchboard
    if line is None:
        return
    seat = sheet.seat_at(sheet.job)
    url = labels.address_of(line)
    label = gettext("Switchboard") if sheet.job else gettext("Landline")
    if own is not None and own.pk == line.pk:
        over = seat.switchboard if seat else None
        instead = _own(sheet, over.value, over, "switchboard") if over else None
        yield Fact(label, (line.value,), url=url, own=instead)
    else:
        source, page, note = source_of(line, sheet.contact)
        held = line.contact_id == sheet.contact.pk
        yield Fact(label, (line.value,), url, "", source, page, note, held)


def _landline(sheet: ContactSheet) -> Iterator[Fact]:
    """Yield the household's line of somebody who has a job, too."""
    line, contact = sheet.contact.effective.landline, sheet.contact
    if line is None:
        return
    source, page, note = source_of(line, contact)
    held = line.contact_id == contact.pk
    url, kind = labels.address_of(line), gettext("private")
    yield Fact(gettext("Landline"), (line.value,), url, kind, source, page, note, held)


def _person(contact: Contact) -> Iterator[Fact]:
    if contact.birthday:
        yield Fact(gettext("Birthday"), (birthday(contact.birthday),), edit="birthday")
    own = contact.letter_salutation
    yield Fact(
        gettext("Letter salutation"),
        (letter_salutation_of(contact),),
        derived=not own,
        edit="letter_salutation",
    )
    if contact.language:
        yield Fact(gettext("Language"), (language_name(contact.language),), edit="language")
    if contact.number:
        yield Fact(gettext("Number"), (str(contact.number),))


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
