"""Two people edited one record: both versions side by side, and the choice between them.

A form knows which of its fields a key of the journal stands in: that is its `Fields`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from django.forms import Form
from django.http import QueryDict
from django.utils import timezone

from klientel.accounts.models import User
from klientel.changes.errors import Clash, Stale
from klientel.changes.journal import touched_since
from klientel.changes.models import Change, Root
from klientel.changes.queries import history_of
from klientel.contacts.custom import Record, values_of
from klientel.contacts.queries import ADDRESS_COLUMNS
from klientel.records.custom.models import CustomField
from klientel.web.history import labels, own
from klientel.web.history.values import Values

PICK = "pick_"
_CONTROL = frozenset({"csrfmiddlewaretoken", "expected", "seen", "all"})
Fields = Callable[[str], Sequence[str]]


def is_settled(data: QueryDict) -> bool:
    """Return whether the data come from the page that shows both versions."""
    return "all" in data or any(name.startswith(PICK) for name in data)


def settled(data: QueryDict, now: Mapping[str, str], fields: Fields) -> QueryDict:
    """Return the form's data with the picks applied: where theirs was chosen, what stands `now`."""
    chosen = data.copy()
    chosen["seen"] = data.get("expected", "")
    if data.get("all") == "mine":
        return chosen
    for name in data:
        if name.startswith(PICK) and data[name] == "theirs":
            for field in fields(name.removeprefix(PICK)):
                chosen[field] = now.get(field, "")
    return chosen


def side_by_side(stale: Stale, clashes: Sequence[Clash], seen: int, reader: User) -> dict[str, Any]:
    """Return the context of `ui/clash.html`, but for what the form carries along."""
    lines = list(history_of(stale.root).filter(unit__gt=seen))
    theirs = next((line for line in lines if line.unit.user_id != reader.pk), None)
    theirs = theirs or next(iter(lines), None)
    user = User.objects.filter(pk=theirs.unit.user_id).first() if theirs else None
    kind = stale.root.kind
    values = Values(reader, _asked(kind, clashes))
    return {
        "me": str(reader),
        "who": str(user) if user else "Klientel",
        "when": theirs.unit.at if theirs else timezone.now(),
        "clashes": [_shown(kind, clash, values, lines) for clash in clashes],
    }


def carried(
    data: Mapping[str, Any], taken: Iterable[str], now: Mapping[str, str], fields: Fields
) -> dict[str, str]:
    """Return all that was typed, for hidden fields; what others alone changed, as it stands `now`.

    `taken` are the journal's keys of the latter. Sent back with the old values they would
    overwrite what the colleague saved.
    """
    names = (name for name in data if name not in _CONTROL and not name.startswith(PICK))
    typed = {name: _typed(data, name) for name in names}
    return typed | {field: now.get(field, "") for key in taken for field in fields(key)}


def _typed(data: Mapping[str, Any], name: str) -> str:
    """Return what a field was sent with; several ticked boxes as one text."""
    given = data.getlist(name) if isinstance(data, QueryDict) else [data[name]]
    return ",".join(map(str, given)) if len(given) > 1 else str(data[name])


def with_lines(touched: Iterable[str]) -> set[str]:
    """Return the journal's keys; an address that was added or removed stands as its lines."""
    keys = set(touched)
    whole = {key for key in keys if key.startswith("address/") and "." not in key}
    return keys - whole | {f"{key}.{line}" for key in whole for line in ADDRESS_COLUMNS}


def taken_apart(kind: str, key: str) -> tuple[str, str, str]:
    """Return kind, number and field of a journal's key; no number for the record's own."""
    if "/" not in key:
        return kind, "", key
    part, _dot, column = key.partition(".")
    kind, _slash, number = part.partition("/")
    return kind, number, column


def _asked(kind: str, clashes: Iterable[Clash]) -> Iterator[tuple[str, str, Any]]:
    for clash in clashes:
        of, _number, column = taken_apart(kind, clash.key)
        if column:
            yield from ((of, column, each) for each in (clash.base, clash.mine, clash.theirs))


def _shown(kind: str, clash: Clash, values: Values, lines: Iterable[Change]) -> dict[str, str]:
    of, number, column = taken_apart(kind, clash.key)
    if of in own.KINDS:
        return _own(clash, values, lines)
    label = labels.field_label(of, column) if column else ""
    stood = _stood(f"{of}/{number}", lines) if number else {}
    if number:
        part = labels.part_label(of, stood)
        label = part if column in ("", "value") else f"{part} · {label}"
    if not column:
        return _row(clash.key, label, str(stood.get("value", "")), str(clash.mine or ""), "")
    sides = (values.text(of, column, each) for each in (clash.base, clash.mine, clash.theirs))
    return _row(clash.key, label, *sides)


def _own(clash: Clash, values: Values, lines: Iterable[Change]) -> dict[str, str]:
    """Return the clash of a value in an own field; one without a column was removed meanwhile."""
    of, number, column = taken_apart("", clash.key)
    stood = _stood(f"{of}/{number}", lines)
    field = own.field_of(stood) if stood else own.field_at(of, number)
    column = column or (field.column if field else "text")
    before = (
        own.text_of(field, stood, values) if stood else _side(field, clash.base, column, values)
    )
    sides = (_side(field, each, column, values) for each in (clash.mine, clash.theirs))
    return _row(clash.key, own.name_of(field), before, *sides)


def _side(field: CustomField | None, value: Any, column: str, values: Values) -> str:
    return own.one_text(field, column, value, values) if value not in (None, "") else ""


def own_field_names(key: str, record: Root) -> list[str]:
    """Return the input that asks for the value which a journal's key names."""
    of, number, _column = taken_apart("", key)
    if of not in own.KINDS:
        return []
    field = own.field_at(of, number) or own.field_of(_stood(f"{of}/{number}", history_of(record)))
    return [field.key] if field else []


def both_chose(record: Root, form: Form, seen: int) -> tuple[list[dict[str, str]], set[str]]:
    """Return the fields of several choices that both changed, side by side, and their keys.

    No single choice of theirs clashes: one took a choice away, the other added another.
    """
    theirs: dict[str, Any] = values_of(cast("Record", record))
    shown, keys = [], set()
    for field, changes in _choices_since(record, seen).items():
        if field.key not in form.fields:
            continue
        added = {code for _key, code, is_new in changes if is_new}
        removed = {code for _key, code, is_new in changes if not is_new}
        now = set(theirs.get(field.key, ()))
        before = (now - added) | removed
        data: Any = form.data
        mine = set(_typed(data, field.key).split(",")) - {""} if field.key in data else set()
        if mine not in (before, now):
            sides = [_named(field, codes) for codes in (before, mine, now)]
            shown.append(_row(changes[0][0], field.name, *sides))
            keys |= {key for key, _code, _is_new in changes}
    return shown, keys


def _choices_since(record: Root, seen: int) -> dict[CustomField, list[tuple[str, str, bool]]]:
    """Return by field which choices others added (True) or took away: key, code, whether new."""
    found: dict[CustomField, list[tuple[str, str, bool]]] = {}
    for key, stood in touched_since(record, seen).items():
        of, number, _column = taken_apart("", key)
        if of not in own.KINDS:
            continue
        row = None if stood else own.row_at(of, number)
        field = own.field_of(stood) if isinstance(stood, dict) else own.field_at(of, number)
        if field is not None and field.has_many and (stood or row):
            code = stood.get("choice") if isinstance(stood, dict) else getattr(row, "choice", "")
            found.setdefault(field, []).append((key, str(code), not stood))
    return found


def _named(field: CustomField, codes: set[str]) -> str:
    return ", ".join(each.name for each in field.options if each.code in codes)


def _row(key: str, label: str, before: str, mine: str, theirs: str) -> dict[str, str]:
    return {"key": key, "label": label, "before": before, "mine": mine, "theirs": theirs}


def _stood(part: str, lines: Iterable[Change]) -> dict[str, Any]:
    """Return what a part held that was removed meanwhile."""
    for line in lines:
        was, now = line.diff.get("parts", {}).get(part, (None, None))
        if was and now is None:
            return dict(was)
    return {}
