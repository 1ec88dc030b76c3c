"""What an organisation's form needs to show two versions: its address stands at a contact."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from klientel.accounts.models import User
from klientel.changes import journal
from klientel.changes.errors import Clash, Stale
from klientel.contacts.models import Address, Organization
from klientel.contacts.overview import own_seat
from klientel.web import clashes
from klientel.web.organizations.forms import PREFIX, OrganizationForm


def side_by_side(
    stale: Stale, organization: Organization, form: OrganizationForm, reader: User
) -> dict[str, Any]:
    """Return the context of `ui/clash.html`."""
    seen = form.cleaned_data["seen"] or 0
    touched = _touched(organization, seen)
    found = (*stale.clashes, *_at_main_contact(stale, form, touched))
    taken = touched.keys() - {clash.key for clash in found}
    hidden = clashes.carried(form.data, taken, form.texts(), fields)
    return {**clashes.side_by_side(stale, found, seen, reader), "hidden": hidden}


def fields(key: str) -> list[str]:
    """Return the form's fields in which the journal's key stands."""
    if "/" not in key:
        return [key] if key in OrganizationForm.FACTS else []
    part, _dot, name = key.partition(".")
    if part.startswith("point/"):
        return ["switchboard"]
    if name:
        return [PREFIX + name]
    return [field for field in OrganizationForm.base_fields if field.startswith(PREFIX)]


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
