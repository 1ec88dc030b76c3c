"""Tags, and connections without employment."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientel.accounts.roles import EVERYBODY, Access
from klientel.changes.models import Part, Root
from klientel.contacts.models.contacts import Contact
from klientel.contacts.models.organizations import Organization


class TagColour(models.TextChoices):
    """The palette of tags: quiet hues that are told apart in light and dark."""

    NONE = "", _("no colour")
    GREEN = "m1", _("green")
    ORANGE = "m2", _("orange")
    BLUE = "m6", _("blue")
    VIOLET = "m3", _("violet")
    PINK = "m4", _("pink")
    YELLOW = "m5", _("yellow")


class Tag(Root):
    kind: ClassVar[str] = "tag"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    name = models.CharField(_("name"), max_length=60, unique=True)
    colour = models.CharField(_("colour"), max_length=4, choices=TagColour.choices, blank=True)

    def __str__(self) -> str:
        return self.name


class ContactTag(Part):
    kind: ClassVar[str] = "contact_tag"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "contact"
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="contact_links")

    class Meta:
        constraints = [models.UniqueConstraint("contact", "tag", name="contact_tag_once")]

    def __str__(self) -> str:
        return str(self.tag)


class OrganizationTag(Part):
    kind: ClassVar[str] = "organization_tag"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "organization"
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="organization_links")

    class Meta:
        constraints = [models.UniqueConstraint("organization", "tag", name="organization_tag_once")]

    def __str__(self) -> str:
        return str(self.tag)


class ConnectionType(Root):
    """A named tie with two readable roles: 'Steuerberater von' ↔ 'wird beraten von'."""

    kind: ClassVar[str] = "connection_type"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    code = models.CharField(max_length=24, blank=True)
    forward = models.CharField(_("role"), max_length=80, blank=True)
    backward = models.CharField(_("opposite role"), max_length=80, blank=True)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    def __str__(self) -> str:
        return self.role(forward=True)

    @property
    def opposite(self) -> str:
        return self.role(forward=False)

    def role(self, *, forward: bool) -> str:
        """Return what stands between the names, read from either end."""
        built_in = BUILT_IN_CONNECTIONS.get(self.code)
        if built_in:
            return str(built_in[0 if forward else 1])
        return self.forward if forward else self.backward


BUILT_IN_CONNECTIONS = {
    "tax_adviser": (_("tax adviser of"), _("is advised on taxes by")),
    "lawyer": (_("lawyer of"), _("is represented by")),
    "supervisory_board": (_("on the supervisory board of"), _("has on its supervisory board")),
    "cooperation": (_("cooperates with"), _("cooperates with")),
    "reports_to": (_("reports to"), _("leads")),
}


class Connection(Root):
    """A tie between two of: organisations, or a person and an organisation."""

    kind: ClassVar[str] = "connection"
    personal: ClassVar[frozenset[str]] = frozenset({"note"})
    access: ClassVar[Access] = Access(
        via=("contact", "organization", "other_contact", "other_organization")
    )
    type = models.ForeignKey(ConnectionType, models.PROTECT, related_name="+")
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="connections"
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="connections"
    )
    other_contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="connections_back"
    )
    other_organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="connections_back"
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contact=None, organization__isnull=False)
                | Q(contact__isnull=False, organization=None),
                name="connection_one_end",
            ),
            models.CheckConstraint(
                condition=Q(other_contact=None, other_organization__isnull=False)
                | Q(other_contact__isnull=False, other_organization=None),
                name="connection_other_end",
            ),
        ]

    def __str__(self) -> str:
        return str(self.type)

    @property
    def near_end(self) -> Contact | Organization | None:
        """The end that reads the type's role."""
        return self.contact or self.organization

    @property
    def far_end(self) -> Contact | Organization | None:
        """The end that reads the opposite role."""
        return self.other_contact or self.other_organization
