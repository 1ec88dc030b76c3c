"""The parts of a record, found through the models' own keys."""

from functools import cache
from typing import Any

from django.db.models import ForeignObjectRel

from klientel.changes.models import Part, Root


@cache
def part_models(root: type[Root]) -> tuple[type[Part], ...]:
    """Return the models of a record's parts."""
    found: dict[type[Part], None] = {}
    for relation in root._meta.get_fields(include_hidden=True):
        model: Any = relation.related_model
        if not isinstance(relation, ForeignObjectRel) or not issubclass(model, Part):
            continue
        if relation.field.name == model.root_field:
            found[model] = None
    return tuple(found)


def parts_of(root: Root) -> list[Part]:
    """Return all parts of a record as they stand now, the latest of each kind first."""
    found: list[Part] = []
    for model in part_models(type(root)):
        found += model.objects.filter(**{model.root_field: root.pk}).order_by("-pk")
    for part in found:
        setattr(part, part.root_field, root)
    return found
