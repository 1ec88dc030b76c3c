"""The form of a field of one's own, and its choices as rows that can be moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from klientel.records.custom.models import LONGEST_NAME, WITH_CHOICES, CustomField, CustomType
from klientel.records.operations import ChoiceEdit, CustomFieldPatch

MOST_CHOICES = 200
EMPTY_ROWS = 3


class CustomFieldForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("A field needs a name, such as ‘Payment’.")},
    )
    type = forms.ChoiceField(label=_("Type"), choices=CustomType.choices)
    help_text = forms.CharField(
        label=_("Help text"),
        max_length=200,
        required=False,
        help_text=_("Stands below the input: what belongs there."),
    )
    in_list = forms.BooleanField(label=_("As a column in the list"), required=False)
    is_searchable = forms.BooleanField(
        label=_("The search finds records by it"),
        required=False,
        help_text=_("Texts, links and choices. Filters can ask for any field."),
    )
    is_personal = forms.BooleanField(
        label=_("Says something about a person"),
        required=False,
        help_text=_("Belongs to the report of a person's data, and goes when they are erased."),
    )
    is_retired = forms.BooleanField(
        label=_("No longer offer it"),
        required=False,
        help_text=_("Values that are there stay readable; forms ask for it no more."),
    )
    FLAGS = ("in_list", "is_searchable", "is_personal", "is_retired")

    def __init__(
        self, *args: Any, field: CustomField | None, fixed: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs |= {"autocomplete": "off"}
        if field is None:
            del self.fields["is_retired"]
            self.fields["name"].widget.attrs["autofocus"] = True
        if fixed:
            self.fields["type"].disabled = True
            self.fields["type"].help_text = _(
                "Records hold values of this type, so it stays. For another type make a new field."
            )

    @property
    def has_choices(self) -> bool:
        return self["type"].value() in WITH_CHOICES

    def flags(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FLAGS if name in self.fields]

    def patch(self) -> CustomFieldPatch:
        names = ("name", "type", "help_text", *self.FLAGS)
        values = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return cast("CustomFieldPatch", values)

    @staticmethod
    def initial_for(field: CustomField, seen: int) -> dict[str, Any]:
        names = ("name", "type", "help_text", *CustomFieldForm.FLAGS)
        return {name: getattr(field, name) for name in names} | {"seen": seen}


@dataclass(frozen=True, slots=True)
class Row:
    """A choice in the form; `number` is its row's, '' for a new one."""

    name: str = ""
    number: str = ""
    is_retired: bool = False


def rows_of(field: CustomField | None) -> list[Row]:
    """Return what the form begins with: the choices, and empty rows for a new field."""
    if field is None or not field.options:
        return [Row()] * EMPTY_ROWS
    return [Row(each.name, str(each.pk), each.is_retired) for each in field.options]


def rows_sent(data: QueryDict) -> list[Row]:
    """Return the choices as the form sends them, after its button `do` if one was pressed."""
    rows = []
    for number in range(MOST_CHOICES):
        name = f"choice-{number}"
        if f"{name}-name" not in data:
            break
        retired = f"{name}-retired" in data
        text = data.get(f"{name}-name", "").strip()[:LONGEST_NAME]
        rows.append(Row(text, data.get(f"{name}-number", ""), retired))
    return moved(rows, data.get("do", ""))


def moved(rows: Sequence[Row], action: str) -> list[Row]:
    """Return the rows after a button: `add`, `up-2`, `down-0`, `drop-3`."""
    new = list(rows)
    verb, _dash, number = action.partition("-")
    at = int(number) if number.isdecimal() and len(number) <= len("199") else -1
    if verb == "add" and len(new) < MOST_CHOICES:
        new.append(Row())
    elif verb == "drop" and 0 <= at < len(new) and not new[at].number:
        del new[at]
    elif verb in ("up", "down") and 0 <= at < len(new):
        to = at - 1 if verb == "up" else at + 1
        if 0 <= to < len(new):
            new[at], new[to] = new[to], new[at]
    return new


def edits(rows: Sequence[Row]) -> list[ChoiceEdit]:
    return [
        ChoiceEdit(row.name, int(row.number) if row.number.isdecimal() else None, row.is_retired)
        for row in rows
    ]
