"""Files at contacts and organisations."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from klientel.changes.models import Part
from klientel.contacts.models.contacts import Contact
from klientel.contacts.models.organizations import Organization
from klientel.files.models import File
from klientel.files.names import LONGEST


class Attachment(Part):
    """A file under the name that it has at this record; the content may hang at others too."""

    personal: ClassVar[frozenset[str]] = frozenset({"name", "note", "file"})
    name = models.CharField(_("file name"), max_length=LONGEST)
    note = models.CharField(_("note"), max_length=300, blank=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+", verbose_name=_("file"))
    added_at = models.DateTimeField(_("added on"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class ContactFile(Attachment):
    kind: ClassVar[str] = "contact_file"
    root_field: ClassVar[str] = "contact"
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="files")


class OrganizationFile(Attachment):
    kind: ClassVar[str] = "organization_file"
    root_field: ClassVar[str] = "organization"
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="files")
