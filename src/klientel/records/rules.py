"""Rules that operations keep and no constraint of the database: undoing must keep them too."""

from collections.abc import Callable
from typing import Any

from klientel.accounts.queries import administrators
from klientel.changes.models import Root
from klientel.formats.folding import german
from klientel.records.custom.models import CustomChoice, CustomField

Rule = Callable[[Any], str]
_rules: dict[str, Rule] = {}


def register_rule(kind: str, rule: Rule) -> None:
    """Have each undone record of a kind asked; `rule` returns the field that breaks it, or ''."""
    _rules[kind] = rule


def broken_by(records: list[Root]) -> list[tuple[str, str]]:
    """Return the records, as they stand now, that break a rule, each with the field."""
    found = ((str(each.uid), _rules[each.kind](each)) for each in records if each.kind in _rules)
    return [(uid, name) for uid, name in found if name]


def register_own_rules() -> None:
    register_rule("user", _administers)
    register_rule("custom_field", _field_name)


def _administers(_user: Root) -> str:
    return "" if administrators().exists() else "role"


def _field_name(field: CustomField) -> str:
    others = CustomField.live.filter(record_kind=field.record_kind).exclude(pk=field.pk)
    names = {german(each.name) for each in others}
    choices = CustomChoice.objects.filter(field=field, is_retired=False)
    offered = [german(name) for name in choices.values_list("name", flat=True)]
    taken = field.binned_at is None and german(field.name) in names
    return "name" if taken or len(set(offered)) < len(offered) else ""
