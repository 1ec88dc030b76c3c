"""Values of own fields at a record and in a list's columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from klientel.contacts.custom import held_values, values_of
from klientel.contacts.models import Contact, Organization
from klientel.records.custom.definitions import custom_fields
from klientel.records.custom.joining import UNSORTED
from klientel.records.custom.models import CustomField, CustomType
from klientel.records.custom.texts import format_value, web_address
from klientel.web.custom_fields.fields import language, shown_values
from klientel.web.lists.nouns import Column


@dataclass(frozen=True, slots=True)
class OwnFact:
    """A field and what the record holds in it; `url` makes it a link."""

    key: str
    label: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    look: str
    text: SafeString


def own_facts(record: Contact | Organization, *, also_empty: bool) -> list[OwnFact]:
    """Return what a record holds; with `also_empty` the fields that it could hold, too."""
    return [
        OwnFact(own.key, own.name, text, _url(own, text))
        for own, text in shown_values(record.kind, values_of(record))
        if text or (also_empty and not own.is_retired)
    ]


def own_columns(record_kind: str) -> list[Column]:
    """Return the columns of the fields that are shown in the list."""
    return [
        Column(
            own.name,
            "" if own.type in UNSORTED else own.key,
            is_number=own.type == CustomType.NUMBER,
        )
        for own in _in_list(record_kind)
    ]


def own_cells(record_kind: str, pks: Sequence[int]) -> Mapping[int, list[Cell]]:
    """Return the cells of each row, read with one query; none if the list has no own columns."""
    shown = _in_list(record_kind)
    if not shown:
        return {}
    held = held_values(record_kind, pks)
    return {pk: [_cell(own, held.get(pk, {}).get(own.key)) for own in shown] for pk in pks}


def _in_list(record_kind: str) -> list[CustomField]:
    return [own for own in custom_fields(record_kind) if own.in_list]


def _cell(own: CustomField, value: Any) -> Cell:
    text = format_value(own, value, language())
    look = "k-num k-2nd" if own.type == CustomType.NUMBER else "k-2nd k-w"
    if url := _url(own, text):
        return Cell(look, format_html('<a href="{}" rel="noreferrer">{}</a>', url, text))
    return Cell(look, format_html("{}", text))


def _url(own: CustomField, text: str) -> str:
    return web_address(text) if own.type == CustomType.LINK and text else ""
