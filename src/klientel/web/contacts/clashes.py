"""What a contact's form needs to show two versions: which fields a key of the journal means."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from klientel.accounts.models import User
from klientel.changes.errors import Stale
from klientel.changes.journal import touched_since
from klientel.contacts.models import Contact
from klientel.contacts.reading import ContactSheet
from klientel.web import clashes
from klientel.web.contacts.forms import ContactForm, texts
from klientel.web.contacts.points import initial_row


def side_by_side(
    stale: Stale, sheet: ContactSheet, form: ContactForm, reader: User
) -> dict[str, Any]:
    """Return the context of `ui/clash.html`."""
    seen, data = form.cleaned_data["seen"] or 0, form.data
    touched = clashes.with_lines(touched_since(sheet.contact, seen))
    chosen, keys = clashes.both_chose(sheet.contact, form, seen)
    taken = touched - {clash.key for clash in stale.clashes} - keys
    now = _now(sheet, data, form.initial)
    hidden = clashes.carried(data, taken, now, lambda key: _fields(key, data, sheet))
    context = clashes.side_by_side(stale, stale.clashes, seen, reader)
    return {**context, "clashes": context["clashes"] + chosen, "hidden": hidden}


def settled(data: QueryDict, sheet: ContactSheet, initial: Mapping[str, Any]) -> QueryDict:
    """Return the data with the picks applied.

    A row that was removed meanwhile becomes a new one, or goes.
    """
    now = _now(sheet, data, initial)
    chosen = clashes.settled(data, now, lambda key: _fields(key, data, sheet))
    present = {str(point.pk) for point in sheet.points}
    for field, number in _row_numbers(data).items():
        if number and number not in present:
            chosen[field] = ""
            picked = data.get(f"{clashes.PICK}point/{number}")
            if picked == "theirs" and data.get("all") != "mine":
                chosen[field.replace("-number", "-value")] = ""
    return chosen


def _now(
    sheet: ContactSheet, data: Mapping[str, Any], initial: Mapping[str, Any]
) -> dict[str, str]:
    """Return what stands now, as the fields of the form and of its rows would hold it."""
    now = texts(ContactForm(initial=initial), initial)
    points = {str(point.pk): point for point in sheet.points}
    for name, number in _row_numbers(data).items():
        if number in points:
            row = initial_row(points[number])
            now |= {name.replace("-number", f"-{key}"): _text(row[key]) for key in row}
    return now


def _row_numbers(data: Mapping[str, Any]) -> dict[str, str]:
    """Return the numbers of the rows, by the name of their hidden field."""
    return {
        name: str(data[name])
        for name in data
        if name.startswith("points-") and name.endswith("-number")
    }


def _fields(key: str, data: Mapping[str, Any], sheet: ContactSheet) -> list[str]:
    """Return the names of the form's fields in which the journal's key stands."""
    kind, number, column = clashes.taken_apart(Contact.kind, key)
    if not number:
        return [key] if key in ContactForm.FACTS else []
    if kind == "point":
        rows = [field for field, value in _row_numbers(data).items() if value == number]
        return [field.replace("-number", f"-{column}") for field in rows if column]
    if kind != "address" or not column:
        return clashes.own_field_names(key, sheet.contact)
    effective = sheet.contact.effective
    held = {
        str(effective.address_id): "business_",
        str(effective.private_address_id): "private_",
    }
    prefix = held.get(number)
    return [prefix + column] if prefix else []


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value)
