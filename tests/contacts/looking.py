"""What stands where, read as a page reads it."""

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Contact, Effective, Organization, Seat
from klientel.contacts.queries import value_of


def business_of(contact: Contact) -> PostalAddress:
    """Return the effective business address."""
    return value_of(Effective.objects.select_related("address").get(pk=contact.pk).address)


def private_of(contact: Contact) -> PostalAddress:
    at = Effective.objects.select_related("private_address").get(pk=contact.pk)
    return value_of(at.private_address)


def address_of(organization: Organization) -> PostalAddress:
    return value_of(Seat.objects.select_related("address").get(pk=organization.pk).address)


def switchboard_of(organization: Organization) -> str:
    line = Seat.objects.select_related("switchboard").get(pk=organization.pk).switchboard
    return line.value if line else ""


def main_contact_of(organization: Organization) -> Contact | None:
    row = Organization.objects.select_related("main_position__contact").get(pk=organization.pk)
    return row.main_position.contact if row.main_position else None


def primary_of(contact: Contact) -> Organization | None:
    position = contact.positions.filter(is_primary=True).select_related("organization").first()
    return position.organization if position else None


def again(contact: Contact) -> Contact:
    row: Contact = Contact.objects.get(pk=contact.pk)
    return row
