"""Every operation asks: who may only read is refused, and nothing is written (S1)."""

import pytest
from django.apps import apps

from klientel.accounts.operations import change_user
from klientel.accounts.permissions import Denied
from tests.contacts.all_cases import CASES
from tests.factories import SYSTEM, acting, user

pytestmark = pytest.mark.django_db


def whole_database():
    """Return every row of every table of ours."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("klientel.")
    }


def _shut_out():
    user(role="administrator")
    gone = user(role="administrator")
    change_user(user=gone, is_active=False, by=SYSTEM)
    return gone


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_may_only_read_changes_nothing(case, world):
    arguments = case.arrange(world)
    reader = acting(user(role="readonly"))
    before = whole_database()

    with pytest.raises(Denied):
        case.operation(**arguments, by=reader)

    assert whole_database() == before


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_was_shut_out_changes_nothing(case, world):
    arguments = case.arrange(world)
    left = acting(_shut_out())
    before = whole_database()

    with pytest.raises(Denied):
        case.operation(**arguments, by=left)

    assert whole_database() == before
