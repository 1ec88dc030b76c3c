"""A small world that every operation has something to do in."""

from dataclasses import dataclass
from datetime import timedelta

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    Organization,
    Position,
    RelationshipType,
    Tag,
)
from klientel.contacts.operations.bin import bin_contact, bin_organization
from klientel.contacts.operations.contacts import PointEdit, deactivate_contact
from klientel.contacts.operations.households import add_household, join_household
from klientel.contacts.operations.organizations import deactivate_organization
from klientel.contacts.operations.own_addresses import add_further_address
from klientel.contacts.operations.positions import add_position
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.ties import add_connection, add_tag, attach_tag
from tests.factories import BERN, HAMBURG, NOW, STADE, SYSTEM, TODAY, contact, organization

TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)
KIEL = PostalAddress(street="Hafenweg 2", postcode="24103", town="Kiel", country="DE")
BREMEN = PostalAddress(street="Am Wall 9", postcode="28195", town="Bremen", country="DE")


@dataclass(slots=True)
class World:
    """Köhler leads Musterbau; Berg and the department inherit from him; Stein has an own address,
    is at Alpin too, and lives with Maria, who holds the household's address."""

    firm: Organization
    department: Organization
    subsidiary: Organization
    alpin: Organization
    home: Organization
    closed: Organization
    binned_firm: Organization
    koehler: Contact
    berg: Contact
    sand: Contact
    stein: Contact
    weiss: Contact
    maria: Contact
    gone: Contact
    binned: Contact
    tag: Tag
    unused: Tag
    tie: Connection

    def position(self, who: Contact, at: Organization) -> Position:
        found: Position = Position.objects.select_related("contact", "organization").get(
            contact=who, organization=at
        )
        return found

    @property
    def customer(self) -> RelationshipType:
        return RelationshipType.objects.get(code="customer")

    @property
    def prospect(self) -> RelationshipType:
        return RelationshipType.objects.get(code="prospect")


def build() -> World:
    firm = _firm()
    department = organization(name="Einkauf", parent=firm, is_department=True)
    subsidiary = organization(name="Musterbau Nord GmbH", parent=firm, address=HAMBURG)
    alpin = organization(name="Alpin AG", address=BERN, switchboard="+41 31 100")
    stein = _stein(firm, alpin)
    home, maria = _home(stein)
    berg = _berg(firm)
    tag = add_tag(name="Messe", by=SYSTEM)
    attach_tag(record=berg, tag=tag, by=SYSTEM)
    attach_tag(record=firm, tag=tag, by=SYSTEM)
    customer = RelationshipType.objects.get(code="customer")
    set_relationship(organization=firm, type=customer, since=YESTERDAY, by=SYSTEM)
    advises = ConnectionType.objects.get(code="tax_adviser")
    return World(
        firm=firm,
        department=department,
        subsidiary=subsidiary,
        alpin=alpin,
        home=home,
        closed=_closed(),
        binned_firm=_binned_firm(),
        koehler=Contact.objects.get(family_name="Köhler"),
        berg=berg,
        sand=contact(family_name="Sand", organization=department),
        stein=stein,
        weiss=contact(family_name="Weiß", organization=subsidiary, address=HAMBURG),
        maria=maria,
        gone=_gone(firm),
        binned=_binned(firm),
        tag=tag,
        unused=add_tag(name="Ruhend", by=SYSTEM),
        tie=add_connection(type=advises, one=alpin, other=firm, by=SYSTEM),
    )


def _berg(firm: Organization) -> Contact:
    return contact(
        family_name="Berg",
        given_name="Anna",
        salutation="female",
        organization=firm,
        title="Einkäuferin",
        points=(PointEdit("phone", "+49 40 123-4", "direct"), PointEdit("email", "a@muster.de")),
    )


def _stein(firm: Organization, alpin: Organization) -> Contact:
    stein = contact(family_name="Stein", organization=firm, address=STADE, birthday="1980-05-01")
    add_position(contact=stein, organization=alpin, patch={"title": "Beirat"}, by=SYSTEM)
    return stein


def _gone(firm: Organization) -> Contact:
    gone = contact(family_name="Fern", organization=firm)
    deactivate_contact(contact=gone, since=TODAY, reason="do_not_contact", by=SYSTEM)
    return gone


def _binned(firm: Organization) -> Contact:
    binned = contact(family_name="Müll", organization=firm)
    bin_contact(contact=binned, by=SYSTEM)
    return binned


def _closed() -> Organization:
    closed = organization(name="Pleite GmbH", address=KIEL)
    deactivate_organization(organization=closed, since=TODAY, reason="insolvent", by=SYSTEM)
    return closed


def _binned_firm() -> Organization:
    binned = organization(name="Alt KG", address=KIEL)
    contact(family_name="Alt", organization=binned)
    bin_organization(organization=binned, people="bin", by=SYSTEM)
    return binned


def _firm() -> Organization:
    koehler = contact(
        family_name="Köhler",
        given_name="Jens",
        salutation="male",
        employer="Musterbau GmbH",
        title="Inhaber",
        address=HAMBURG,
        points=(PointEdit("phone", "+49 40 123-0", "main"), PointEdit("email", "k@muster.de")),
    )
    position = koehler.positions.select_related("organization").get()
    add_further_address(
        contact=koehler,
        position=position,
        address=BREMEN,
        use="business",
        purpose="delivery",
        by=SYSTEM,
    )
    return position.organization


def _home(stein: Contact) -> tuple[Organization, Contact]:
    home = add_household(
        name="Familie Stein",
        members=[{"family_name": "Stein", "given_name": "Maria", "salutation": "female"}],
        address=KIEL,
        phone="+49 431 99",
        by=SYSTEM,
    )
    join_household(contact=stein, household=home, by=SYSTEM)
    return home, Contact.objects.get(given_name="Maria")


LONG_AFTER = NOW + timedelta(days=31)
