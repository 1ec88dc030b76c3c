"""Two people edited one contact: both versions side by side, and the choice between them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from klientel.accounts.models import User
from klientel.changes.errors import Clash, Stale
from klientel.changes.models import Change
from klientel.changes.queries import history_of
from klientel.contacts.models import Contact
from klientel.contacts.reading import ContactSheet, users_named
from klientel.web.history import labels
from klientel.web.history.values import Values

PICK = "pick_"


def side_by_side(
    stale: Stale, contact: Contact, seen: int, reader: User, data: QueryDict
) -> dict[str, Any]:
    """Return the context of `ui/clash.html`, all that was typed in hidden fields."""
    lines = list(history_of(contact).filter(unit__gt=seen))
    theirs = next((line for line in lines if line.unit.user_id != reader.pk), None)
    people = users_named({theirs.unit.user_id if theirs else None})
    values = Values(reader, _asked(stale.clashes))
    typed = {name: data[name] for name in data if not name.startswith(PICK) and name not in _OURS}
    return {
        "who": str(people.get(theirs.unit.user_id or 0, "Klientel")) if theirs else "Klientel",
        "when": theirs.unit.at if theirs else timezone.now(),
        "clashes": [_shown(clash, values, lines) for clash in stale.clashes],
        "hidden": typed,
    }


def settled(data: QueryDict, sheet: ContactSheet, now: Mapping[str, str]) -> QueryDict:
    """Return the data with the picks applied: where theirs was chosen, what stands `now`.

    A row that was removed meanwhile becomes a new one, or goes.
    """
    chosen = data.copy()
    mine = data.get("all") == "mine"
    for name in data if not mine else ():
        if name.startswith(PICK) and data[name] == "theirs":
            for field in _fields(name.removeprefix(PICK), data, sheet):
                chosen[field] = now.get(field, "")
    present = {str(point.pk) for point in sheet.points}
    for field, number in row_numbers(data).items():
        if number and number not in present:
            chosen[field] = ""
            if not mine and data.get(f"{PICK}point/{number}") == "theirs":
                chosen[field.replace("-number", "-value")] = ""
    return chosen


def row_numbers(data: QueryDict) -> dict[str, str]:
    """Return the numbers of the rows, by the name of their hidden field."""
    return {
        name: str(data[name])
        for name in data
        if name.startswith("points-") and name.endswith("-number")
    }


def _fields(key: str, data: QueryDict, sheet: ContactSheet) -> list[str]:
    """Return the names of the form's fields in which the journal's key stands."""
    kind, number, column = _taken_apart(key)
    if not number:
        return [key]
    if kind == "point":
        rows = [field for field, value in row_numbers(data).items() if value == number]
        return [field.replace("-number", f"-{column}") for field in rows if column]
    own = sheet.own_address
    prefix = "business_" if own is not None and str(own.pk) == number else "private_"
    return [prefix + column]


def _taken_apart(key: str) -> tuple[str, str, str]:
    """Return kind, number and field of a journal's key; no number for the contact's own."""
    if "/" not in key:
        return Contact.kind, "", key
    part, _, column = key.partition(".")
    kind, _, number = part.partition("/")
    return kind, number, column


def _asked(clashes: tuple[Clash, ...]) -> Iterator[tuple[str, str, Any]]:
    for clash in clashes:
        kind, _number, column = _taken_apart(clash.key)
        if column:
            yield from ((kind, column, each) for each in (clash.base, clash.mine, clash.theirs))


def _shown(clash: Clash, values: Values, lines: list[Change]) -> dict[str, str]:
    kind, number, column = _taken_apart(clash.key)
    label = labels.field_label(kind, column) if column else ""
    if number:
        part = labels.part_label(kind, _stood(f"{kind}/{number}", lines))
        label = part if column in ("", "value") else f"{part} · {label}"
    if not column:
        before = str(_stood(f"{kind}/{number}", lines).get("value", ""))
        return _row(clash.key, label, before, str(clash.mine or ""), "")
    sides = (values.text(kind, column, each) for each in (clash.base, clash.mine, clash.theirs))
    return _row(clash.key, label, *sides)


def _row(key: str, label: str, before: str, mine: str, theirs: str) -> dict[str, str]:
    return {"key": key, "label": label, "before": before, "mine": mine, "theirs": theirs}


def _stood(part: str, lines: list[Change]) -> dict[str, Any]:
    """Return what a part held that was removed meanwhile."""
    for line in lines:
        was, now = line.diff.get("parts", {}).get(part, (None, None))
        if was and now is None:
            return dict(was)
    return {}


_OURS = frozenset({"all", "expected", "csrfmiddlewaretoken"})
