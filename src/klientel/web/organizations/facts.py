"""What stands beside an organisation's name, each with where it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass

from babel.numbers import format_decimal
from django.urls import reverse
from django.utils.translation import get_language, gettext

from klientel.accounts.models import User
from klientel.contacts.models import Address, ContactPoint, Organization
from klientel.contacts.overview import heir_count
from klientel.formats.states import STATE_NAMES
from klientel.web.contacts.facts import lines, organization_url
from klientel.web.contacts.labels import address_of, web_address, website_shown
from klientel.web.templatetags.ui import money


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value; `source` is where an inherited one comes from."""

    label: str
    value: str
    url: str = ""
    source: str = ""
    source_url: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class AddressFact:
    """The address that holds: `holder` keeps the organisation's own, `source` passes it on."""

    lines: tuple[str, ...]
    heirs: int
    holder: str = ""
    holder_url: str = ""
    source: str = ""
    source_url: str = ""


def address_fact(organization: Organization, reader: User, home: str) -> AddressFact | None:
    """Return where an organisation is and whose contact holds it; None for nowhere."""
    address = organization.seat.address
    if address is None:
        return None
    heirs = heir_count(address, reader)
    if address.position_id == organization.main_position_id:
        url = reverse("contact_detail", args=[address.contact.uid])
        return AddressFact(lines(address, home), heirs, str(address.contact), url)
    return AddressFact(lines(address, home), heirs, "", "", *_source(address))


def facts_of(organization: Organization) -> Iterator[Fact]:
    """Return the master data in the page's order."""
    yield from _reach(organization)
    for name, label in (
        ("account_manager", gettext("Account manager")),
        ("account_manager_deputy", gettext("Deputy")),
        ("key_account_manager", gettext("Key account manager")),
        ("key_account_manager_deputy", gettext("Deputy (key account)")),
        ("team", gettext("Team")),
        ("short_name", gettext("Short name")),
    ):
        value = getattr(organization, name)
        if value:
            yield Fact(label, str(value))


def _reach(organization: Organization) -> Iterator[Fact]:
    line = organization.seat.switchboard
    if line is not None:
        own = line.position_id == organization.main_position_id
        source, url = ("", "") if own else _source(line)
        yield Fact(gettext("Switchboard"), line.value, address_of(line), source, url)
    holder = organization.seat.website_of
    if holder is not None:
        own = holder.pk == organization.pk
        source, url = ("", "") if own else (holder.name, organization_url(holder))
        shown = website_shown(holder.website)
        yield Fact(gettext("Website"), shown, web_address(holder.website), source, url)


def statistics_of(organization: Organization) -> Iterator[Fact]:
    """Return what stands once, here, and is read at the contacts."""
    number = organization.employees
    currency = organization.revenue_currency or "EUR"
    for label, value in (
        (gettext("Industry"), organization.industry),
        (gettext("Employees"), "" if number is None else _count(number)),
        (gettext("Annual revenue"), money(organization.annual_revenue, currency)),
        (gettext("Source"), organization.source),
        (gettext("Region"), organization.region),
        (gettext("ABC class"), organization.abc_class),
    ):
        if value:
            yield Fact(label, value)


def place_of(organization: Organization) -> Iterator[Fact]:
    """Return the federal state, which follows from the postcode of the effective address."""
    if state := state_of(organization):
        yield Fact(gettext("Federal state"), state)


def state_of(organization: Organization) -> str:
    """Return the name of the German state that the organisation lies in, or ''."""
    address = organization.seat.address
    return STATE_NAMES.get(address.state, "") if address else ""


def _count(number: int) -> str:
    return str(format_decimal(number, locale=get_language() or "de"))


def _source(held: Address | ContactPoint) -> tuple[str, str]:
    position = held.position
    if position is None:
        return "", ""
    organization = position.organization
    return f"{organization.name} · {held.contact}", organization_url(organization)
