"""Whatever is written, exactly the cards move that print something else, and all tables follow."""

import importlib
import inspect
import pkgutil

import pytest

from klientel.changes.derivers import Moment, rederive
from klientel.changes.models import Change, Counter, Unit
from klientel.contacts import operations
from tests.contacts.all_cases import CASES
from tests.contacts.rendering import all_cards, card_revisions, derived_rows
from tests.factories import NOW, SYSTEM

pytestmark = pytest.mark.django_db


def public_operations():
    """Return every function in `contacts/operations` that an edge may call: it ends in `by`."""
    for info in pkgutil.iter_modules(operations.__path__):
        module = importlib.import_module(f"{operations.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and "by" in inspect.signature(function).parameters:
                yield function


def test_every_public_operation_has_a_case():
    missing = set(public_operations()) - {case.operation for case in CASES}

    assert {function.__name__ for function in missing} == set()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_exactly_the_cards_that_print_something_else_move(case, world):
    arguments = case.arrange(world)
    before, revisions = all_cards(), card_revisions()

    case.operation(**arguments, by=SYSTEM)

    after, moved = all_cards(), card_revisions()
    differing = {pk for pk in after if after[pk] != before.get(pk)}
    assert {pk for pk in moved if moved[pk][0] != revisions.get(pk, (0,))[0]} == differing
    assert {pk: has_card for pk, (_revision, has_card) in moved.items()} == {
        pk: bool(text) for pk, text in after.items()
    }


@pytest.mark.parametrize("case", CASES, ids=str)
def test_nothing_is_left_to_derive(case, world):
    arguments = case.arrange(world)
    case.operation(**arguments, by=SYSTEM)
    followed = derived_rows()

    remade = rederive(Moment(Counter.objects.get().value + 1, NOW))

    assert remade["contacts"] == 0
    assert derived_rows() == followed


@pytest.mark.parametrize("case", CASES, ids=str)
def test_it_is_one_unit_with_one_line_a_record(case, world):
    arguments = case.arrange(world)
    before = Counter.objects.get().value

    case.operation(**arguments, by=SYSTEM)

    lines = Change.objects.filter(unit__gt=before).values_list("unit", "kind", "uid")
    assert Unit.objects.filter(revision__gt=before).count() == case.units
    assert len(lines) == len(set(lines)) > 0
