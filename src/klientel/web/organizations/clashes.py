"""Two people edited one organisation: both versions side by side, and the choice between them."""

from typing import Any

from django.http import QueryDict
from django.utils import timezone

from klientel.accounts.models import User
from klientel.changes.errors import Clash, Stale
from klientel.changes.queries import history_of
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


def side_by_side(stale: Stale, seen: int, reader: User, data: QueryDict) -> dict[str, Any]:
    """Return the context of `ui/clash.html`; all that was typed goes along in hidden fields."""
    kind = stale.root.kind
    lines = history_of(stale.root).filter(unit__gt=seen)
    theirs = lines.exclude(unit__user_id=reader.pk).first() or lines.first()
    user = User.objects.filter(pk=theirs.unit.user_id).first() if theirs else None
    values = Values(reader, (asked for clash in stale.clashes for asked in _asked(kind, clash)))
    return {
        "me": str(reader),
        "who": str(user) if user else "Klientel",
        "when": theirs.unit.at if theirs else timezone.now(),
        "clashes": [_shown(kind, clash, values) for clash in stale.clashes],
        "hidden": {
            name: data[name] for name in data if name not in _CONTROL and not name.startswith(PICK)
        },
    }


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
