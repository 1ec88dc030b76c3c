"""The filter's editor: its lines with the right control for each, and how many rows they meet."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from klientel.records import compiling, kinds
from klientel.records.addressing import from_text
from klientel.records.filters import All, RefusedFilter
from klientel.web.lists import lines, wording
from klientel.web.lists.asked import Asked
from klientel.web.lists.choices import Chooser

_TEXT, _NUMBER, _DATE, _DAYS = "text", "number", "date", "days"


@dataclass(frozen=True, slots=True)
class Row:
    """One line as its template shows it. `control` is what its value is typed or chosen with."""

    name: str
    line: lines.Line
    field: kinds.Field | None
    join: str
    operators: tuple[tuple[str, str], ...]
    control: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    pick_url: str = ""
    shown: str = ""
    error: str = ""

    @property
    def first(self) -> str:
        return self.line.values[0] if self.line.values else ""

    @property
    def second(self) -> str:
        return self.line.values[1] if len(self.line.values) > 1 else ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one group, or one row alone (`group` 0)."""

    group: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Editor:
    asked: Asked
    blocks: tuple[Block, ...]
    fields: tuple[tuple[str, StrOrPromise], ...]
    is_new: bool = False

    @property
    def reset_url(self) -> str:
        return self.asked.url(filter=All())

    @property
    def close_url(self) -> str:
        return self.asked.url()

    @property
    def is_wrong(self) -> bool:
        return any(row.error for block in self.blocks for row in block.rows)


def open_editor(asked: Asked, kind: kinds.Kind, chooser: Chooser) -> Editor:
    """Return the editor of the list's filter; an empty one begins with an empty line."""
    given = lines.lines_of(asked.filter, kind) or [lines.Line()]
    return replace(build(asked, given, kind, chooser), is_new=True)


def sent(query: QueryDict, kind: kinds.Kind) -> list[lines.Line]:
    """Return the lines after the form's button was pressed, operators fit to their fields."""
    return [
        lines.settled(line, kind) for line in lines.edited(lines.read(query), query.get("do", ""))
    ]


def build(
    asked: Asked,
    given: list[lines.Line],
    kind: kinds.Kind,
    chooser: Chooser,
    *,
    complain_on: date | None = None,
) -> Editor:
    """Return the editor with these lines; with a day it complains of what asks nothing then."""
    chooser.learn(lines.node_of(given, kind), kind)
    blocks: list[Block] = []
    for number, line in enumerate(given):
        grows = bool(blocks) and line.group != 0 and blocks[-1].group == line.group
        join = _join(number, grows=grows)
        row = _row(f"c{number}", line, join, kind, chooser)
        if complain_on and not _asks(line, kind, complain_on):
            row = replace(row, error=_("The value is missing or does not fit."))
        if grows:
            blocks[-1] = replace(blocks[-1], rows=(*blocks[-1].rows, row))
        else:
            blocks.append(Block(line.group, (row,)))
    fields = tuple((field.code, field.label) for field in kind.fields)
    return Editor(asked, tuple(blocks), fields)


def _join(number: int, *, grows: bool) -> str:
    if number == 0:
        return _("Where")
    return _("or") if grows else _("and")


def _asks(line: lines.Line, kind: kinds.Kind, today: date) -> bool:
    """Return whether the line can be asked; one without a field asks nothing, and may stay so."""
    if not line.field and not line.kept:
        return True
    try:
        node = All(tuple(lines.nodes_of(line, kind)))
        compiling.compiled(node, kind, today=today)
    except (lines.Unfinished, RefusedFilter):
        return False
    return True


def _row(name: str, line: lines.Line, join: str, kind: kinds.Kind, chooser: Chooser) -> Row:
    naming = chooser.naming(kind)
    if line.kept:
        return Row(name, line, None, join, (), "kept", shown=_kept(line.kept, kind, naming))
    field = kind.field(line.field)
    if field is None:
        return Row(name, line, None, join, ())
    operators = tuple((op, wording.operator(op, field.type)) for op in lines.offered(field))
    row = Row(name, line, field, join, operators)
    if line.op in ("empty", "not_empty"):
        return row
    if picked := chooser.picked_kind(field, kind):
        url = f"{reverse('search_pick', args=[picked])}?{urlencode({'for': field.code})}"
        shown = naming(field, row.first) if row.first else ""
        return replace(row, control="pick", pick_url=url, shown=shown)
    choices = chooser.choices(field, kind)
    if choices is not None:
        return replace(row, control="choices", choices=tuple(choices))
    return replace(row, control=_control(field, line.op))


def _control(field: kinds.Field, op: str) -> str:
    if op in ("within_last", "within_next"):
        return _DAYS
    simple = {"date": _DATE, "number": _NUMBER, "money": _NUMBER}.get(field.type, _TEXT)
    return f"{simple}s" if op == "between" else simple


def _kept(text: str, kind: kinds.Kind, naming: wording.Naming) -> str:
    try:
        return wording.sentence(from_text(text), kind, naming)
    except RefusedFilter:
        return text
