"""Whatever is written, exactly the cards move that print something else, and all tables follow."""

import importlib
import inspect
import pkgutil
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.db import transaction

from klientel.changes.derivers import Moment, rederive
from klientel.changes.models import Change, Counter, Unit
from klientel.contacts import operations
from tests.contacts.all_cases import CASES
from tests.contacts.cases import Case
from tests.contacts.rendering import all_cards, card_revisions, derived_rows
from tests.factories import NOW, SYSTEM


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


@dataclass(frozen=True)
class Done:
    """A case that was run, and what stood before it."""

    case: Case
    revision: int
    cards: dict
    card_revisions: dict


@pytest.fixture(scope="module", params=CASES, ids=str)
def done(request, built_world, django_db_blocker):
    """Run a case once for all that is asked about it."""
    with django_db_blocker.unblock(), transaction.atomic():
        case = request.param
        arguments = case.arrange(deepcopy(built_world))
        before = Done(case, Counter.objects.get().value, all_cards(), card_revisions())
        case.operation(**arguments, by=SYSTEM)
        yield before
        transaction.set_rollback(True)


def test_exactly_the_cards_that_print_something_else_move(done, db):
    after, moved = all_cards(), card_revisions()

    differing = {pk for pk in after if after[pk] != done.cards.get(pk)}
    assert {pk for pk in moved if moved[pk][0] != done.card_revisions.get(pk, (0,))[0]} == differing
    assert {pk: has_card for pk, (_revision, has_card) in moved.items()} == {
        pk: bool(text) for pk, text in after.items()
    }


def test_nothing_is_left_to_derive(done, db):
    followed = derived_rows()

    remade = rederive(Moment(Counter.objects.get().value + 1, NOW))

    assert remade["contacts"] == 0
    assert derived_rows() == followed


def test_it_is_one_unit_with_one_line_a_record(done, db):
    lines = Change.objects.filter(unit__gt=done.revision).values_list("unit", "kind", "uid")

    assert Unit.objects.filter(revision__gt=done.revision).count() == done.case.units
    assert len(lines) == len(set(lines)) > 0
