"""The columns of a value's row, the same for every kind of record."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import User
from klientel.changes.models import Part
from klientel.formats.folding import plain
from klientel.records.custom.models import CustomField

LONGEST_TEXT = 500
LONGEST_FOLDED = 200
DIGITS, PLACES = 18, 4


class CustomValue(Part):
    """What one record holds in one field: one row, of several choices a row each.

    One of the columns holds it, the others are NULL. `slot` keeps a second row out: it is the
    choice where there may be several, else ''.
    """

    COLUMNS: ClassVar[tuple[str, ...]] = ("text", "number", "day", "choice", "flag", "user")
    computed: ClassVar[frozenset[str]] = frozenset({"folded", "slot"})
    field = models.ForeignKey(CustomField, models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(_("text"), max_length=LONGEST_TEXT, null=True, blank=True)
    folded = models.CharField(max_length=LONGEST_FOLDED, null=True, editable=False)
    number = models.DecimalField(
        _("number"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    day = models.DateField(_("day"), null=True, blank=True)
    choice = models.CharField(_("choice"), max_length=60, null=True, blank=True)
    flag = models.BooleanField(_("yes or no"), null=True, blank=True)
    user = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("user"),
    )  # fmt: skip
    slot = models.CharField(max_length=60, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.field)

    def compute(self) -> None:
        self.folded = None if self.text is None else plain(self.text)[:LONGEST_FOLDED]
        self.slot = self.choice or "" if self.field.has_many else ""

    @property
    def held(self) -> Any:
        """The value; of a user the key."""
        if self.user_id is not None:
            return self.user_id
        held = (self.text, self.number, self.day, self.choice, self.flag)
        return next((each for each in held if each is not None), None)


def value_indexes(record: str) -> list[Index]:
    """Return the indexes that filter and order by a value: each has the rows that hold one."""
    columns = ("folded", "number", "day", "choice", "flag", "user")
    return [
        Index(
            fields=["field", column, record],
            name=f"{record[:7]}_value_{column}",
            condition=Q(**{f"{column}__isnull": False}),
        )
        for column in columns
    ]
