"""Two people edited one organisation: both versions side by side, and the choice between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from klientel.accounts.models import User
from klientel.changes import journal
from klientel.changes.errors import Clash, Stale
from klientel.changes.queries import history_of
from klientel.contacts.models import Address, Organization
from klientel.contacts.overview import own_seat
from klientel.web.history import labels
from klientel.web.history.values import Values
from klientel.web.organizations.forms import PREFIX, OrganizationForm

PICK = "pick_"
_CONTROL = ("csrfmiddlewaretoken", "expected", "seen", "all")


def is_settled(data: QueryDict) -> bool:
    """Return whether the data come from the page that shows both versions."""
    return "all" in data or any(name.startswith(PICK) for name in data)


def settled(data: QueryDict, now: dict[str, str]) -> QueryDict:
    """Return the form's data with the picks applied: where theirs was chosen, what stands now."""
    chosen = data.copy()
    chosen["seen"] = data.get("expected", "")
    if data.get("all") == "mine":
        return chosen
    for name in data:
        if name.startswith(PICK) and data[name] == "theirs":
            for field in _fields(name.removeprefix(PICK)):
                chosen[field] = now.get(field, "")
                if not chosen[field]:
                    del chosen[field]
    return chosen


def side_by_side(
    stale: Stale, organization: Organization, form: OrganizationForm, reader: User
) -> dict[str, Any]:
    """Return the context of `ui/clash.html`.

    All that was typed goes along in hidden fields; what others alone changed, as it stands now.
    """
    kind, seen, data = stale.root.kind, form.cleaned_data["seen"] or 0, form.data
    touched = _touched(organization, seen)
    clashes = [*stale.clashes, *_at_main_contact(stale, form, touched)]
    taken = set(touched) - {clash.key for clash in clashes}
    lines = history_of(stale.root).filter(unit__gt=seen)
    theirs = lines.exclude(unit__user_id=reader.pk).first() or lines.first()
    user = User.objects.filter(pk=theirs.unit.user_id).first() if theirs else None
    values = Values(reader, (asked for clash in clashes for asked in _asked(kind, clash)))
    return {
        "me": str(reader),
        "who": str(user) if user else "Klientel",
        "when": theirs.unit.at if theirs else timezone.now(),
        "clashes": [_shown(kind, clash, values) for clash in clashes],
        "hidden": _typed(data) | _now(taken, form),
    }


def _typed(data: Mapping[str, Any]) -> dict[str, Any]:
    names = (name for name in data if name not in _CONTROL and not name.startswith(PICK))
    return {name: data[name] for name in names}


def _now(taken: Iterable[str], form: OrganizationForm) -> dict[str, str]:
    """Return the fields that others alone changed, as they stand now."""
    now = form.texts()
    return {field: now[field] for key in taken for field in _fields(key) if field in now}


def _touched(organization: Organization, seen: int) -> dict[str, tuple[Any, Any]]:
    """Return what others changed since and left so: journal key → what stood, what stands."""
    found = {
        key: (base, journal.plain(organization, key, journal.current(organization, key)))
        for key, base in journal.touched_since(organization, seen).items()
        if "/" not in key
    }
    for part in filter(None, own_seat(organization)):
        for key, base in journal.touched_since(part.root, seen).items():
            start, _dot, name = key.partition(".")
            if name and start == journal.part_key(part):
                found[key] = (base, journal.plain(part, name, journal.current(part, name)))
    return {key: pair for key, pair in found.items() if pair[0] != pair[1]}


def _at_main_contact(
    stale: Stale, form: OrganizationForm, touched: Mapping[str, tuple[Any, Any]]
) -> Iterator[Clash]:
    """Return the clashes of address and switchboard; the door tells those of one record."""
    told = {clash.key for clash in stale.clashes}
    typed = asdict(form.address())
    for key, (base, theirs) in touched.items():
        part, _dot, name = key.partition(".")
        if key in told or "/" not in key:
            continue
        mine = typed.get(name) if part.startswith(Address.kind) else _switchboard(form, name)
        if mine is not None and mine not in (base, theirs):
            yield Clash(key, base, mine, theirs)


def _switchboard(form: OrganizationForm, name: str) -> str | None:
    return str(form.cleaned_data["switchboard"]) if name == "value" else None


def _shown(kind: str, clash: Clash, values: Values) -> dict[str, str]:
    of, name, label = _placed(kind, clash.key)
    if not name:
        return {"key": clash.key, "label": label, "before": "", "mine": str(clash.mine or ""),
                "theirs": ""}  # fmt: skip
    return {
        "key": clash.key,
        "label": label,
        "before": values.text(of, name, clash.base),
        "mine": values.text(of, name, clash.mine),
        "theirs": values.text(of, name, clash.theirs),
    }


def _placed(kind: str, key: str) -> tuple[str, str, str]:
    """Return the kind, the field and the label of a clash's key."""
    if "/" not in key:
        return kind, key, labels.field_label(kind, key)
    part, _dot, name = key.partition(".")
    of = part.partition("/")[0]
    label = labels.part_label(of, {"sort": "phone"})
    return of, name, f"{label}: {labels.field_label(of, name)}" if name else label


def _asked(kind: str, clash: Clash) -> list[tuple[str, str, Any]]:
    of, name, _label = _placed(kind, clash.key)
    return [(of, name, value) for value in (clash.base, clash.mine, clash.theirs) if name]


def _fields(key: str) -> list[str]:
    """Return the form's fields in which the journal's key stands."""
    if "/" not in key:
        return [key]
    part, _dot, name = key.partition(".")
    if part.startswith("point/"):
        return ["switchboard"]
    if name:
        return [PREFIX + name]
    return [field for field in OrganizationForm.base_fields if field.startswith(PREFIX)]
