"""The journal of a contact in words: which field, from what, to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.changes.journal import fields_of
from klientel.changes.models import Change, Root, Tracked, model_of
from klientel.contacts.models import Contact, PointKind
from klientel.formats.dates import read_iso_date
from klientel.web.contacts import facts, labels
from klientel.web.dates import whole_day

Names = Mapping[str, str]  # uid → what the record is called, for whom may see it
_UNSAID = frozenset({"position", "number", "binned_at", "is_current", "is_inactive"})
_PARTS: dict[str, Any] = {
    "position": _("Position"),
    "point": _("Number or link"),
    "address": _("Address"),
    "contact_tag": _("Tag"),
    "raw_card": _("Card"),
}
ACTS: dict[str, Any] = {
    "add_contact": _("Contact added"),
    "add_household": _("Household added"),
    "change_contact": _("Contact changed"),
    "change_company": _("Company changed"),
    "end_position": _("Position ended"),
    "add_position": _("Position added"),
    "change_position": _("Position changed"),
    "make_primary": _("Primary position chosen"),
    "mark_main_contact": _("Main contact chosen"),
    "change_company_address": _("Company's address changed"),
    "change_organization": _("Organisation changed"),
    "change_own_address": _("Own address changed"),
    "restore_inheritance": _("Address inherited again"),
    "attach_tag": _("Tag added"),
    "detach_tag": _("Tag removed"),
    "bin_contact": _("Put into the bin"),
    "restore_contact": _("Taken out of the bin"),
    "deactivate_contact": _("Deactivated"),
    "reactivate_contact": _("Activated again"),
    "undo_unit": _("Undone"),
    "apply_due": _("Came into effect"),
}
SOURCES: dict[str, Any] = {
    "web": _("in the browser"),
    "api": _("through the interface"),
    "dav": _("from a phone"),
    "import": _("by an import"),
    "mail": _("by mail"),
    "system": _("automatically"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One field's change; an empty side is nothing."""

    label: str
    old: str
    new: str


def steps(line: Change, names: Names) -> list[Step]:
    """Return what a line changed, field by field, for a reader."""
    root = model_of(line.kind)
    found = list(_fields(root, _sides(line.diff), names))
    for key, (was, now) in line.diff.get("parts", {}).items():
        found += _part(model_of(key.split("/")[0]), was, now, names)
    return found


def summary(line: Change, names: Names) -> str:
    """Return which fields a line changed, in few words."""
    if line.verb == "added":
        return gettext("added")
    changed = list(dict.fromkeys(step.label for step in steps(line, names)))
    most = 3
    text = ", ".join(changed[:most])
    return f"{text} …" if len(changed) > most else text


def names_in(lines: Iterable[Change], reader: User) -> dict[str, str]:
    """Return what the records are called that the lines refer to; hidden ones are left out."""
    wanted: dict[type[Root], set[str]] = {}
    for line in lines:
        for model, values in _written(line):
            for name, value in values.items():
                field = fields_of(model).get(name)
                target = field.related_model if field is not None else None
                if isinstance(target, type) and issubclass(target, Root) and value:
                    wanted.setdefault(target, set()).add(value)
    found: dict[str, str] = {}
    for target, uids in wanted.items():
        rows = target.objects.filter(visible(reader, target), uid__in=uids)
        found |= {str(row.uid): str(row) for row in rows}
    return found


def said(model: type[Tracked], name: str, value: Any, names: Names) -> str:
    """Return a journal value as people read it."""
    if value in (None, "", False):
        return ""
    field = fields_of(model).get(name)
    if field is None:
        return ""
    if value is True:
        return gettext("yes")
    if field.is_relation:
        return names.get(str(value), gettext("not visible to you"))
    return _plain(model, field, value)


def label_of(model: type[Tracked], name: str) -> str:
    """Return what a field is called."""
    return str(capfirst(str(getattr(fields_of(model).get(name), "verbose_name", name))))


def part_name(model: type[Tracked], values: Mapping[str, Any]) -> str:
    """Return what a part is called: 'Phone', 'Address'."""
    if model.kind == "point" and values.get("sort"):
        return str(capfirst(str(PointKind(values["sort"]).label)))
    return str(_PARTS.get(model.kind, model.kind))


def _plain(model: type[Tracked], field: "models.Field[Any, Any]", value: Any) -> str:
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, (models.DateField, models.DateTimeField)):
        day: date | None = read_iso_date(str(value)[:10])
        return whole_day(day) if day else str(value)
    special = {
        (Contact, "birthday"): facts.birthday,
        (Contact, "language"): facts.language_name,
    }.get((model, field.name))  # type: ignore[arg-type] # any tracked model may be asked for
    if special is not None:
        return special(str(value))
    return labels.shown(str(value)) if field.name == "label" and model is not Contact else str(value)


def _sides(diff: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    pairs = {name: pair for name, pair in diff.items() if name != "parts"}
    return {n: pair[0] for n, pair in pairs.items()}, {n: pair[1] for n, pair in pairs.items()}


def _fields(
    model: type[Tracked], sides: tuple[dict[str, Any], dict[str, Any]], names: Names
) -> Iterator[Step]:
    old, new = sides
    for name in old:
        if name in _UNSAID and name != "binned_at":
            continue
        was, now = said(model, name, old[name], names), said(model, name, new[name], names)
        label = gettext("In the bin since") if name == "binned_at" else label_of(model, name)
        if was or now:
            yield Step(label, was, now)


def _part(
    model: type[Tracked], was: dict[str, Any] | None, now: dict[str, Any] | None, names: Names
) -> list[Step]:
    """One step for a part that came or went; one a field for a part that changed."""
    label = part_name(model, now or was or {})
    if was is None or now is None:
        return [Step(label, _whole(model, was, names), _whole(model, now, names))]
    found = []
    for name, old in was.items():
        old_text, new_text = said(model, name, old, names), said(model, name, now[name], names)
        if name not in _UNSAID and (old_text or new_text):
            found.append(Step(f"{label}: {label_of(model, name)}", old_text, new_text))
    return found


def _whole(model: type[Tracked], values: Mapping[str, Any] | None, names: Names) -> str:
    if not values:
        return ""
    if model.kind == "raw_card":
        return gettext("as it was read")
    shown = [
        said(model, name, value, names)
        for name, value in values.items()
        if name not in _UNSAID | {"sort", "is_primary", "preferred", "is_company", "use"}
    ]
    return ", ".join(part for part in shown if part)


def _written(line: Change) -> Iterator[tuple[type[Tracked], Mapping[str, Any]]]:
    for side in _sides(line.diff):
        yield model_of(line.kind), side
    for key, sides in line.diff.get("parts", {}).items():
        for side in sides:
            if side:
                yield model_of(key.split("/")[0]), side
