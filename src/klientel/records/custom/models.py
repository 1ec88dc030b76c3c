"""What a field of one's own is; its values are parts of the records, in their room."""

from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from klientel.accounts.roles import EVERYBODY, Access
from klientel.changes.models import Part, Root

PREFIX = "x_"
LONGEST_NAME = 60


class CustomType(models.TextChoices):
    TEXT = "text", _("Text")
    NUMBER = "number", _("Number")
    DATE = "date", _("Date")
    CHOICE = "choice", _("Choice")
    CHOICES = "choices", _("Several choices")
    BOOLEAN = "boolean", _("Yes or no")
    LINK = "link", _("Link")
    USER = "user", _("User")


COLUMNS = {
    CustomType.TEXT: "text",
    CustomType.NUMBER: "number",
    CustomType.DATE: "day",
    CustomType.CHOICE: "choice",
    CustomType.CHOICES: "choice",
    CustomType.BOOLEAN: "flag",
    CustomType.LINK: "text",
    CustomType.USER: "user",
}
WITH_CHOICES = frozenset({CustomType.CHOICE, CustomType.CHOICES})
WITH_WORDS = frozenset({CustomType.TEXT, CustomType.LINK, *WITH_CHOICES})


class CustomField(Root):
    """A field that the office made. `code` names it for ever, in filters, files and the API."""

    kind: ClassVar[str] = "custom_field"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    record_kind = models.CharField(_("of"), max_length=24)
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    type = models.CharField(_("kind"), max_length=8, choices=CustomType.choices)
    help_text = models.CharField(_("help text"), max_length=200, blank=True)
    rank = models.PositiveIntegerField(_("place"), default=0)
    in_list = models.BooleanField(_("shown in the list"), default=False)
    is_searchable = models.BooleanField(_("found by the search"), default=False)
    is_personal = models.BooleanField(_("says something about a person"), default=False)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint("record_kind", "code", name="custom_field_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """What the field is called among those of its kind: in filters, files, forms."""
        return f"{PREFIX}{self.code}"

    @property
    def column(self) -> str:
        """The column of a value's row that holds it."""
        return COLUMNS[CustomType(self.type)]

    @property
    def has_choices(self) -> bool:
        return self.type in WITH_CHOICES

    @property
    def has_many(self) -> bool:
        return self.type == CustomType.CHOICES

    @cached_property
    def options(self) -> "tuple[CustomChoice, ...]":
        """What it is chosen from, in order, retired ones too."""
        return tuple(self.choices.order_by("rank", "pk"))

    def option(self, code: str) -> str:
        """Return how a choice is called; one that is gone by its code."""
        return next((each.name for each in self.options if each.code == code), code)


class CustomChoice(Part):
    """One of a field's choices. Retired ones are no longer offered, and stay readable."""

    kind: ClassVar[str] = "custom_choice"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "field"
    field = models.ForeignKey(CustomField, models.PROTECT, related_name="choices", db_index=False)
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    rank = models.PositiveIntegerField(_("place"), default=0)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint("field", "code", name="custom_choice_code")]

    def __str__(self) -> str:
        return self.name
