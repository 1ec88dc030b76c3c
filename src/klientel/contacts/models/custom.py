"""What organisations and contacts hold in the fields that users made."""

from typing import ClassVar

from django.db import models

from klientel.contacts.models.contacts import Contact
from klientel.contacts.models.organizations import Organization
from klientel.records.custom.values import CustomValue, value_indexes


class ContactValue(CustomValue):
    kind: ClassVar[str] = "contact_value"
    personal: ClassVar[frozenset[str]] = frozenset(CustomValue.COLUMNS)
    root_field: ClassVar[str] = "contact"
    contact = models.ForeignKey(
        Contact, models.PROTECT, related_name="custom_values", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("contact", "field", "slot", name="contact_value_once")
        ]
        indexes = value_indexes("contact")


class OrganizationValue(CustomValue):
    kind: ClassVar[str] = "organization_value"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "organization"
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="custom_values", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "field", "slot", name="organization_value_once")
        ]
        indexes = value_indexes("organization")
