"""What an organisation's form needs to show two versions: its address stands at a contact."""

from typing import Any

from klientel.accounts.models import User
from klientel.changes import journal
from klientel.changes.errors import Stale
from klientel.contacts.models import ContactPoint, Organization, OrganizationValue
from klientel.contacts.overview import own_seat
from klientel.web import clashes
from klientel.web.organizations.forms import PREFIX, OrganizationForm


def side_by_side(
    stale: Stale, organization: Organization, form: OrganizationForm, reader: User
) -> dict[str, Any]:
    """Return the context of `ui/clash.html`."""
    seen = form.cleaned_data["seen"] or 0
    chosen, keys = clashes.both_chose(organization, form, seen)
    taken = _touched(organization, seen) - {clash.key for clash in stale.clashes} - keys
    hidden = clashes.carried(form.data, taken, form.texts(), lambda key: fields(key, organization))
    context = clashes.side_by_side(stale, stale.clashes, seen, reader)
    return {**context, "clashes": context["clashes"] + chosen, "hidden": hidden}


def fields(key: str, organization: Organization) -> list[str]:
    """Return the form's fields in which the journal's key stands."""
    if own := clashes.own_field_names(key, organization):
        return own
    if "/" not in key:
        return [key] if key in OrganizationForm.FACTS else []
    part, _dot, name = key.partition(".")
    if part.startswith("point/"):
        return ["switchboard"]
    if name:
        return [PREFIX + name]
    return [field for field in OrganizationForm.base_fields if field.startswith(PREFIX)]


def _now(organization: Organization, name: str) -> Any:
    return journal.plain(organization, name, journal.current(organization, name))


def _touched(organization: Organization, seen: int) -> set[str]:
    """Return the journal's keys of what others changed since and left so."""
    found = {
        key
        for key, base in journal.touched_since(organization, seen).items()
        if key.startswith(f"{OrganizationValue.kind}/")
        or ("/" not in key and base != _now(organization, key))
    }
    for part in filter(None, own_seat(organization)):
        mine = journal.part_key(part)
        for key, base in journal.touched_since(part.root, seen).items():
            start, _dot, name = key.partition(".")
            if start == mine and not name:
                found.add(f"{key}.value" if isinstance(part, ContactPoint) else key)
            elif start == mine and base != journal.plain(part, name, journal.current(part, name)):
                found.add(key)
    return clashes.with_lines(found)
