"""What the pages of an import show: columns with their fields, counts, reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from klientel.transfer.models import Import
from klientel.transfer.reasons import reason_text
from klientel.transfer.report import OUTCOMES
from klientel.transfer.tables.fields import DROP, FIELDS, KEEP
from klientel.transfer.tables.mapping import columns_of
from klientel.transfer.tables.reading import Table

ENCODINGS: tuple[tuple[str, StrOrPromise], ...] = (
    ("", _("found out")),
    ("utf-8", "UTF-8"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
    ("cp1252", "Windows-1252"),
    ("mac-roman", "MacRoman"),
)
DELIMITERS: tuple[tuple[str, StrOrPromise], ...] = (
    ("", _("found out")),
    (",", _("Comma")),
    (";", _("Semicolon")),
    ("\t", _("Tab")),
    ("|", _("Vertical bar")),
)
_FATES: dict[str, tuple[StrOrPromise, str, str]] = {
    "new": (_("new"), "plus", "won"),
    "updated": (_("updated"), "refresh", "accent"),
    "unchanged": (_("unchanged"), "equal", ""),
    "review": (_("to decide"), "hourglass", "today"),
    "refused": (_("refused"), "alert-circle", "late"),
}
_GROUPS: tuple[tuple[str, StrOrPromise], ...] = (
    ("name", _("Name")),
    ("job", _("Organisation and position")),
    ("reach", _("Numbers, e-mail, links")),
    ("any", _("Address")),
    ("business", _("Business address")),
    ("private", _("Private address")),
    ("other", _("Further address")),
    ("more", _("More about the person")),
    ("rest", _("Without a field")),
)
_OURS_ALONE = frozenset(
    {"points", "addresses", "preferred", "revision", "number", "household", "kind", "uid", "flag"}
)


@dataclass(frozen=True, slots=True)
class Fate:
    """An outcome, how it looks, and how many entries have it."""

    code: str
    label: StrOrPromise
    icon: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """A column of the file: its samples, and the fields that it could be."""

    name: str
    number: int
    field: str
    own: str  # a code that stands in no list, as Google's numbered columns have
    samples: tuple[str, ...]

    @property
    def is_left(self) -> bool:
        return self.field in {KEEP, DROP}


def fates(row: Import) -> list[Fate]:
    """Return all outcomes that an entry had, and the first three in any case."""
    return [
        Fate(code, *_FATES[code], row.counts.get(code, 0))
        for code in OUTCOMES
        if row.counts.get(code) or code in OUTCOMES[:3]
    ]


def columns_shown(table: Table) -> list[ColumnShown]:
    """Return the columns that have content."""
    codes = table.columns.codes
    return [
        ColumnShown(
            table.columns.name(at),
            at + 1,
            codes[at],
            "" if codes[at] in FIELDS and codes[at] not in _OURS_ALONE else codes[at],
            table.samples[at],
        )
        for at in sorted(table.used)
    ]


def field_groups() -> list[tuple[StrOrPromise, list[tuple[str, str]]]]:
    """Return the fields to choose from, in groups, in the language of the moment."""
    language = get_language() or "de"
    return [
        (
            label,
            [
                (field.code, field.name(language))
                for field in FIELDS.values()
                if field.group == group and field.code not in _OURS_ALONE
            ],
        )
        for group, label in _GROUPS
    ]


def chosen_columns(table: Table, sent: Mapping[str, str]) -> dict[str, str]:
    """Return what was sent for the columns, without what is found out anyway."""
    found = columns_of(table.layout.header).codes
    said = {f"#{at + 1}": sent.get(f"column-{at + 1}", "") for at in range(len(found))}
    return {name: code for name, code in said.items() if code and code != found[int(name[1:]) - 1]}


def named(choices: tuple[tuple[str, StrOrPromise], ...], value: str) -> StrOrPromise:
    return next((label for code, label in choices if code == value), value)


def reasons(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a report with their reasons and outcomes in words."""
    return [
        {
            **line,
            "text": reason_text(line["reason"], is_row=line.get("is_row", False)),
            "fate": Fate(line["outcome"], *_FATES[line["outcome"]], 0),
        }
        for line in lines
    ]
