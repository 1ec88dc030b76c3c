"""Derived rows: where inheritance leads, what a card shows, what search finds."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from klientel.changes.models import Derived
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.models.contacts import Address, Contact, ContactPoint, Position
from klientel.contacts.models.organizations import Organization
from klientel.contacts.models.privacy import Standing
from klientel.records.models import RowKey, SearchText


def pointer(to: type[models.Model], name: str = "+") -> "models.ForeignKey[None, None]":
    """Return a key that points at a row without holding it: derived rows follow, never lead.

    Only one that is followed backwards, by its name, has an index.
    """
    return models.ForeignKey(
        to,
        models.DO_NOTHING,
        null=True,
        related_name=name,
        db_constraint=False,
        db_index=name != "+",
    )


def standing(label: StrOrPromise) -> "models.CharField[str, str]":
    return models.CharField(label, max_length=8, choices=Standing.choices, default=Standing.MISSING)


class Seat(Derived):
    """Where an organisation is: its main position's marked address, or its parent's while it
    is a department; switchboard and website likewise, each by itself."""

    organization = RowKey(
        Organization, models.DO_NOTHING, primary_key=True, related_name="seat", db_constraint=False
    )
    address = pointer(Address, "seats")
    switchboard = pointer(ContactPoint)
    website_of = pointer(Organization)

    def __str__(self) -> str:
        return f"seat of {self.organization_id}"


class Effective(Derived):
    """Where a contact is reached: pointers to the rows that hold, and the card's revision.

    `landline` is the household's beside a job; without a job `switchboard` is the household's.

    `…_standing` is how he stands to a channel: with consent, without, or objecting.
    `card_revision` moves if and only if something that the card prints changed; `card_digest`
    is the digest of what it prints, '' while the contact has no card (bin, inactive).
    """

    contact = RowKey(
        Contact, models.DO_NOTHING, primary_key=True, related_name="effective", db_constraint=False
    )
    organization = pointer(Organization, "effective_contacts")
    position = pointer(Position)
    address = pointer(Address, "effective_contacts")
    private_address = pointer(Address)
    shown_address = pointer(Address, "shown_at")
    switchboard = pointer(ContactPoint)
    website_of = pointer(Organization)
    landline = pointer(ContactPoint)
    email_standing = standing(_("consent: e-mail"))
    phone_standing = standing(_("consent: phone"))
    post_standing = standing(_("consent: post"))
    messenger_standing = standing(_("consent: messenger"))
    card_revision = models.PositiveBigIntegerField(default=0)
    card_digest = models.CharField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["card_revision", "contact"], name="effective_cards")]

    def __str__(self) -> str:
        return f"effective of {self.contact_id}"

    @property
    def blocked(self) -> list[str]:
        """The channels that the contact objected to."""
        return [each for each in CHANNELS if getattr(self, f"{each}_standing") == "objected"]


class ContactText(SearchText):
    row = RowKey(
        Contact, models.DO_NOTHING, primary_key=True, related_name="found_text", db_constraint=False
    )


class OrganizationText(SearchText):
    row = RowKey(
        Organization,
        models.DO_NOTHING,
        primary_key=True,
        related_name="found_text",
        db_constraint=False,
    )
