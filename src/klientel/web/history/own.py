"""Values of own fields in the journal: named by their field, choices by their names."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from klientel.contacts.custom import MODELS
from klientel.records.custom.definitions import definitions
from klientel.records.custom.models import CustomField
from klientel.web.history.lines import Line
from klientel.web.history.values import Values

KINDS = frozenset(model.kind for model in MODELS.values())
_KIND = next(iter(sorted(KINDS)))
Side = Mapping[str, Any] | None


def value_lines(was: Side, now: Side, stands: Side, values: Values) -> Iterator[Line]:
    """Return the line of one value; `stands` is its row as it is now, which names its field."""
    field = field_of({**(stands or {}), **(was or {}), **(now or {})})
    line = Line(name_of(field), text_of(field, was, values), text_of(field, now, values))
    if line.was != line.now:
        yield line


def field_of(value: Mapping[str, Any]) -> CustomField | None:
    """Return the field that a value's row names by its uid; one in the bin too."""
    uid = str(value.get("field", ""))
    return next((each for each in definitions().fields if str(each.uid) == uid), None)


def field_at(kind: str, number: str) -> CustomField | None:
    """Return the field of a value's row that stands."""
    row = row_at(kind, number)
    return definitions().by_id(row.field_id) if row else None


def row_at(kind: str, number: str) -> Any:
    """Return a value's row that stands, None if it is gone."""
    model: Any = next(each for each in MODELS.values() if each.kind == kind)
    return model.objects.filter(pk=number).first()


def name_of(field: CustomField | None) -> str:
    return field.name if field else gettext("A field that is gone")


def text_of(field: CustomField | None, side: Side, values: Values) -> str:
    """Return what a value's row holds, '' for nothing."""
    for column, value in (side or {}).items():
        if column != "field" and value not in (None, ""):
            return one_text(field, column, value, values)
    return ""


def one_text(field: CustomField | None, column: str, value: Any, values: Values) -> str:
    if column == "choice" and field is not None:
        return field.option(str(value))
    return values.text(_KIND, column, value)
