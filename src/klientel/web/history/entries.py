"""Journal lines → what a reader understands: who did what, when, from where, field by field."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from klientel.accounts.models import User
from klientel.changes import journal
from klientel.changes.models import Change, Unit, model_of
from klientel.records.operations import UNDO_FOR, UNDO_OF_OTHERS
from klientel.web.history import labels, own
from klientel.web.history.lines import Line
from klientel.web.history.values import Values

HIDDEN_PARTS = frozenset({"raw_card", "relationship_cause"})
HIDDEN_FIELDS = frozenset(
    {("address", "position"), ("point", "position"), ("address", "is_company"),
     ("address", "preferred"), ("point", "preferred"), ("address", "use"), ("point", "use"),
     ("point", "sort"), ("organization", "number"), ("contact", "number"),
     ("contact", "photo_origin"), ("organization", "logo_origin")}
)  # fmt: skip
WHOLE = {
    "address": ("extra", "street", "po_box", "postcode", "town", "country", "pending_from"),
    "point": ("value", "label"),
    "position": ("organization", "title", "department", "since", "until"),
    "relationship": ("type", "number", "since", "until"),
    "organization_tag": ("tag",),
    "contact_tag": ("tag",),
    "contact_file": ("name", "note"),
    "organization_file": ("name", "note"),
    "consent": ("channel", "state", "on", "text"),
    "retention_keep": ("until", "reason"),
}
PartValues = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """What one unit did to one record."""

    revision: int
    title: str
    icon: str
    at: datetime
    who: str
    source: str
    lines: tuple[Line, ...]
    undo_url: str

    @property
    def day(self) -> date:
        """The day in the reader's time zone."""
        return timezone.localdate(self.at)


def entries_of(changes: Iterable[Change], user: User) -> list[Entry]:
    """Return journal lines (with their units) readable; the number of queries is constant."""
    lines = list(changes)
    people = User.objects.in_bulk({line.unit.user_id for line in lines if line.unit.user_id})
    parts = _standing_parts(lines)
    values = Values(user, _asked(lines, parts))
    return [
        Entry(
            revision=line.unit_id,
            title=_title(line),
            icon=_icon(line),
            at=line.unit.at,
            who=_who(line.unit, people),
            source=str(labels.SOURCES.get(line.unit.source, "")),
            lines=tuple(_lines(line, parts, values)),
            undo_url=_undo_url(line, user),
        )
        for line in lines
    ]


def _title(line: Change) -> str:
    acts = line.unit.act
    if line.verb in {"removed", "erased"} or acts not in labels.ACTS:
        return str(labels.VERBS[line.verb])
    return str(labels.ACTS[acts])


def _icon(line: Change) -> str:
    if line.unit.undoes:
        return "arrow-back-up"
    by_act = labels.ACT_ICONS if line.verb == "changed" else {}
    return by_act.get(line.unit.act, labels.ICONS[line.verb])


def _who(unit: Unit, people: Mapping[int, User]) -> str:
    if unit.user_id is None:
        return gettext("Klientel itself")
    user = people.get(unit.user_id)
    return str(user) if user else gettext("a former user")


def _undo_url(line: Change, user: User) -> str:
    """Return where the unit is taken back, '' where this reader surely cannot."""
    who = line.unit.user_id
    by_people = line.unit.source != "system"
    own = who == user.pk or (by_people and user.role in UNDO_OF_OTHERS)
    recent = timezone.now() - line.unit.at <= UNDO_FOR
    if not own or not recent or line.verb in {"removed", "erased"} or user.role == "readonly":
        return ""
    return reverse("unit_undo", args=[line.unit_id])


def _lines(line: Change, parts: Mapping[str, PartValues], values: Values) -> Iterator[Line]:
    for name in _in_order(line.kind, line.diff):
        pair = line.diff[name]
        if (line.kind, name) in HIDDEN_FIELDS:
            continue
        texts = values.text(line.kind, name, pair[0]), values.text(line.kind, name, pair[1])
        if texts[0] != texts[1]:
            yield Line(labels.field_label(line.kind, name), *texts)
    for key, (was, now) in sorted(line.diff.get("parts", {}).items()):
        yield from _part_lines(key, was, now, parts, values)


def _in_order(kind: str, names: Iterable[str]) -> list[str]:
    """Return field names as the model has them; databases keep JSON in orders of their own."""
    order = list(journal.fields_of(model_of(kind)))
    return sorted(
        (name for name in names if name != "parts"),
        key=lambda name: order.index(name) if name in order else len(order),
    )


def _part_lines(
    key: str,
    was: PartValues | None,
    now: PartValues | None,
    parts: Mapping[str, PartValues],
    values: Values,
) -> Iterator[Line]:
    kind = key.split("/", maxsplit=1)[0]
    if kind in HIDDEN_PARTS:
        return
    if kind in own.KINDS:
        yield from own.value_lines(was, now, parts.get(key), values)
        return
    label = labels.part_label(kind, {**parts.get(key, {}), **(was or {}), **(now or {})})
    if was is None or now is None:
        yield Line(label, _whole(kind, was, values), _whole(kind, now, values))
        return
    about = "" if kind == "address" else _whole(kind, parts.get(key), values)
    for name in _in_order(kind, now):
        texts = values.text(kind, name, was.get(name)), values.text(kind, name, now[name])
        if texts[0] == texts[1] or (kind, name) in HIDDEN_FIELDS:
            continue
        heading = label if name == "value" else f"{label} · {labels.field_label(kind, name)}"
        with_about = about and name not in WHOLE.get(kind, ())[:1]
        yield Line(f"{heading} ({about})" if with_about else heading, *texts)


def _whole(kind: str, part: PartValues | None, values: Values) -> str:
    """Return a part in one line: 'Musterkai 14, 20457 Hamburg'."""
    if part is None:
        return ""
    texts = {name: values.text(kind, name, part.get(name)) for name in WHOLE.get(kind, ())}
    if kind == "address":
        texts["town"] = f"{texts.pop('postcode')} {texts['town']}".strip()
    for name, words in (("since", gettext("since")), ("until", gettext("until"))):
        if texts.get(name):
            texts[name] = f"{words} {texts[name]}"
    if texts.get("pending_from"):
        texts["pending_from"] = gettext("from %(day)s") % {"day": texts["pending_from"]}
    return ", ".join(text for text in texts.values() if text)


def _standing_parts(lines: Sequence[Change]) -> dict[str, PartValues]:
    """Return the parts that lines change a field of, as they stand now, by their journal key."""
    wanted: dict[str, set[int]] = {}
    for line in lines:
        for key, (was, now) in line.diff.get("parts", {}).items():
            kind, number = key.split("/")
            if was is not None and now is not None and kind not in HIDDEN_PARTS:
                wanted.setdefault(kind, set()).add(int(number))
    found: dict[str, PartValues] = {}
    for kind, numbers in wanted.items():
        model: Any = model_of(kind)
        rows = cast("Any", model.objects).select_related(*_references(model)).in_bulk(numbers)
        found |= {journal.part_key(row): journal.whole(row) for row in rows.values()}
    return found


def _references(model: Any) -> list[str]:
    fields = journal.fields_of(model).items()
    return [name for name, field in fields if field.is_relation] or [model.root_field]


def _asked(
    lines: Sequence[Change], parts: Mapping[str, PartValues]
) -> Iterator[tuple[str, str, Any]]:
    for line in lines:
        for name, pair in line.diff.items():
            if name != "parts":
                yield from ((line.kind, name, value) for value in pair)
        for key, sides in line.diff.get("parts", {}).items():
            kind = key.split("/")[0]
            for side in (*sides, parts.get(key)):
                yield from ((kind, name, value) for name, value in (side or {}).items())
