"""Own fields as fields of their kind, beside those that the program knows."""

from dataclasses import replace

from klientel.records.custom.definitions import definitions
from klientel.records.custom.models import CustomField, CustomType
from klientel.records.kinds import Choices, Field, FieldType, Kind

TYPES: dict[CustomType, FieldType] = {
    CustomType.TEXT: "text",
    CustomType.LINK: "text",
    CustomType.NUMBER: "number",
    CustomType.DATE: "date",
    CustomType.CHOICE: "choice",
    CustomType.CHOICES: "choice",
    CustomType.BOOLEAN: "boolean",
    CustomType.USER: "user",
}
UNSORTED = (CustomType.CHOICES, CustomType.USER)


def with_own_fields(kind: Kind) -> Kind:
    """Return the kind with the fields that users made, the same object while none changes."""
    known = definitions()
    if not known.fields:
        return kind
    return known.once(("kind", kind.code), lambda: _with(kind, known.of(kind.code)))


def _with(kind: Kind, fields: tuple[CustomField, ...]) -> Kind:
    own = tuple(joined(field, kind.custom) for field in fields)
    return replace(kind, fields=(*kind.fields, *own))


def joined(field: CustomField, values: str) -> Field:
    """Return the field as lists and filters know it; `values` leads to the values' rows."""
    sort = CustomType(field.type)
    column = f"{values}__{field.column}"
    folded = f"{values}__folded" if field.column == "text" else ""
    return Field(
        code=field.key,
        label=field.name,
        type=TYPES[sort],
        path=column,
        sortable=sort not in UNSORTED,
        choices=_choices(field),
        personal=field.is_personal,
        folded=folded,
        sort_path=folded,
        within=(("field", field.pk),),
    )


def _choices(field: CustomField) -> Choices:
    return tuple((each.code, each.name) for each in field.options) if field.has_choices else ()
