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
    """Return every tracked row that is not in the bin, or whose record is not, but revisions."""
    found = {}
    for model in tracked_models():
        for row in model.objects.order_by("pk"):
            root = row.root if isinstance(row, Part) else row
            key = f"{model.kind}/{row.pk}"
            if root.binned_at is None or not isinstance(row, Part):
                found[key] = _values(row)
    return {key: values for key, values in found.items() if values.get("binned_at") is None}


def _values(row):
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name != "revision"
    }


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
