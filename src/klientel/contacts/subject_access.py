"""The report of all data of a person (Art. 15): sections of entries, as plain values.

Parts of a contact come by themselves; what else a room holds of a person it registers as a
`Provider`. What the actor may not see is left out and counted.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import User
from klientel.accounts.permissions import must, visible
from klientel.changes import journal
from klientel.changes.actors import Actor
from klientel.changes.models import Change, Tracked
from klientel.changes.parts import part_models
from klientel.contacts.models import (
    Connection,
    Contact,
    Erasure,
    Organization,
    Position,
    Relationship,
)

SCHEMA = "klientel-subject-access-1"
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: its kind and its filled fields. `review` marks what names somebody else."""

    kind: str
    values: Values
    review: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: StrOrPromise
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Provider:
    """What a room holds of a person beside the contact's parts.

    `answers` are the models whose key to the contact it answers for.
    """

    code: str
    title: StrOrPromise
    entries: Callable[[Contact, User | None], list[Entry]]
    answers: tuple[type[models.Model], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """All data of a person. `hidden` counts positions that the actor may not see."""

    contact: Contact
    made_at: datetime
    source: str
    sections: list[Section] = field(default_factory=list)
    hidden: int = 0


_providers: dict[str, Provider] = {}


def register_provider(provider: Provider) -> None:
    _providers[provider.code] = provider


def providers() -> tuple[Provider, ...]:
    return tuple(_providers.values())


def subject_access_report(contact: Contact, by: Actor) -> Report:
    """Return all data of a person. Only who may erase may see a person whole (`Denied`)."""
    must(by, "view", Erasure)
    must(by, "export", contact)
    user = None if by.is_system else User.objects.get(pk=by.user_id)
    first = Change.objects.filter(uid=contact.uid).select_related("unit").order_by("pk").first()
    seen = _seen(contact, user)
    report = Report(
        contact,
        by.at,
        first.unit.source if first else "",
        hidden=contact.positions.count() - len(seen),
    )
    report.sections.append(Section("contact", _("Master data"), [entry_of(contact)]))
    for model in part_models(Contact):
        report.sections.append(_section(model, contact, seen))
    for provider in providers():
        entries = provider.entries(contact, user)
        report.sections.append(Section(provider.code, provider.title, entries))
    report.sections.append(Section("journal", _("All changes"), _journal(contact)))
    return report


def as_json(report: Report) -> Values:
    """Return the report for machines; docs/datenschutz.md names the fields."""
    return {
        "schema": SCHEMA,
        "uid": str(report.contact.uid),
        "made_at": report.made_at.isoformat(),
        "source": report.source,
        "hidden_positions": report.hidden,
        "sections": {
            section.code: [
                {"kind": each.kind, "review": each.review, **each.values}
                for each in section.entries
            ]
            for section in report.sections
        },
    }


def entry_of(row: Tracked, *, review: bool = False) -> Entry:
    """Return what a row says: names instead of keys, colleagues only as what they are to him."""
    values: Values = {}
    for name, column in journal.fields_of(type(row)).items():
        value = _value(row, name, column)
        if value not in (None, "", False):
            values[name] = value
    return Entry(row.kind, values, review)


def _value(row: Tracked, name: str, column: Any) -> Any:
    if not column.is_relation:
        return journal.plain(row, name, getattr(row, name))
    if column.related_model is User and not name.startswith(("account_manager", "key_account")):
        return None  # who noted it is a colleague's data
    other = getattr(row, name)
    return None if other is None else str(other)


def _seen(contact: Contact, user: User | None) -> set[int]:
    rows = Position.objects.filter(contact=contact)
    if user is not None:
        rows = rows.filter(visible(user, Organization, at="organization"))
    return set(rows.values_list("pk", flat=True))


def _section(model: Any, contact: Contact, seen: set[int]) -> Section:
    rows = model.objects.filter(**{model.root_field: contact}).order_by("pk")
    if model is Position:
        rows = rows.filter(pk__in=seen)
    elif any(each.name == "position" for each in model._meta.fields):
        rows = rows.filter(Q(position=None) | Q(position__in=seen))
    return Section(model.kind, model._meta.verbose_name, [entry_of(row) for row in rows])


def _relationships(contact: Contact, user: User | None) -> list[Entry]:
    """Return what his organisations are to us."""
    firms = Organization.objects.filter(positions__contact=contact)
    if user is not None:
        firms = firms.filter(visible(user, Organization))
    rows = Relationship.objects.filter(organization__in=firms.values("pk"))
    rows = rows.select_related("type", "organization").order_by("pk")
    return [
        Entry(row.kind, {"organization": str(row.organization), **entry_of(row).values})
        for row in rows
    ]


def _connections(contact: Contact, user: User | None) -> list[Entry]:
    """Return his connections; each names somebody else, so it is to be looked at first."""
    rows = Connection.objects.filter(Q(contact=contact) | Q(other_contact=contact))
    if user is not None:
        rows = rows.filter(visible(user, Connection))
    return [entry_of(row, review=True) for row in rows.order_by("pk")]


def _journal(contact: Contact) -> list[Entry]:
    """Return who changed what when: of colleagues only that it was one."""
    lines = Change.objects.filter(uid=contact.uid).select_related("unit").order_by("pk")
    return [
        Entry(
            line.kind,
            {
                "at": line.unit.at.isoformat(),
                "by": "user" if line.unit.user_id else "system",
                "source": line.unit.source,
                "act": line.unit.act,
                "changes": line.diff,
            },
        )
        for line in lines
    ]


def register_own_providers() -> None:
    """Register what this room holds of a person beside his parts."""
    register_provider(
        Provider(
            "relationships", _("Relationships of the organisations"), _relationships, (Position,)
        )
    )
    register_provider(Provider("connections", _("Connections"), _connections, (Connection,)))


REASONS: dict[str, str] = {
    "contacts.Effective": "computed: points at rows that stand in the report themselves",
    "contacts.ContactText": "computed: the words of the report's own values, for the search",
}


def unanswered(models_there: Sequence[type[models.Model]]) -> list[str]:
    """Return the models with a key to a contact that no section and no reason answers for."""
    answered = {*part_models(Contact), *(each for one in providers() for each in one.answers)}
    return [
        model._meta.label
        for model in models_there
        if _points_at_contact(model) and model not in answered and model._meta.label not in REASONS
    ]


def _points_at_contact(model: type[models.Model]) -> bool:
    return any(
        isinstance(target := each.related_model, type) and issubclass(target, Contact)
        for each in model._meta.concrete_fields
        if each.is_relation
    )
