"""Undoing an operation brings back what stood before, cards included."""

import pytest

from klientel.changes.checks import tracked_models
from klientel.changes.derivers import Moment, rederive
from klientel.changes.door import writing
from klientel.changes.models import Counter, Part, Unit
from klientel.changes.undoing import undo
from tests.contacts.all_cases import CASES
from tests.contacts.rendering import all_cards
from tests.factories import NOW, SYSTEM

pytestmark = pytest.mark.django_db
UNDONE = [case for case in CASES if case.undone]


def standing():
    """Return every tracked row that is not in the bin, nor its record, but their revisions."""
    tables = {model: list(model.objects.order_by("pk").values()) for model in tracked_models()}
    binned = {
        (model, row["id"]) for model, rows in tables.items() for row in rows if _is_binned(row)
    }
    return {
        f"{model.kind}/{row['id']}": row | {"revision": None}
        for model, rows in tables.items()
        for row in rows
        if (model, row["id"]) not in binned and _root(model, row) not in binned
    }


def _is_binned(row):
    return row.get("binned_at") is not None


def _root(model, row):
    if not issubclass(model, Part):
        return None
    to_root = model._meta.get_field(model.root_field)
    return to_root.related_model, row[to_root.attname]


@pytest.mark.parametrize("case", UNDONE, ids=str)
def test_undoing_restores_what_stood_before(case, world):
    arguments = case.arrange(world)
    before, cards, revision = standing(), all_cards(), Counter.objects.get().value
    case.operation(**arguments, by=SYSTEM)
    assert standing() != before

    for unit in Unit.objects.filter(revision__gt=revision).order_by("-revision"):
        with writing(SYSTEM, act="undo") as write:
            undo(write, unit.revision)

    assert standing() == before
    assert {pk: text for pk, text in all_cards().items() if text or pk in cards} == cards
    assert rederive(Moment(Counter.objects.get().value + 1, NOW))["contacts"] == 0
