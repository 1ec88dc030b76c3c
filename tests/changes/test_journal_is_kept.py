"""Nobody rewrites the journal, not even with SQL of his own."""

import pytest
from django.db import DatabaseError, connection, transaction

from klientel.changes import triggers
from klientel.changes.models import Change, Counter, Unit
from tests import factories

REFUSED = {
    "update_line": lambda: Change.objects.update(verb="changed"),
    "update_unit": lambda: Unit.objects.update(user_id=None),
    "delete_lines": lambda: Change.objects.all().delete(),
    "delete_unit": lambda: Unit.objects.all()._raw_delete("default"),
    "save_line": lambda: Change.objects.first().save(),
    "upsert": lambda: Unit.objects.bulk_create(
        Unit.objects.all(), update_conflicts=True, unique_fields=["revision"], update_fields=["act"]
    ),
    "sql_update": lambda: _execute("UPDATE changes_change SET diff = '{}'"),
    "sql_delete": lambda: _execute("DELETE FROM changes_unit"),
}


def _execute(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _all():
    return list(Unit.objects.order_by("pk").values()), list(Change.objects.order_by("pk").values())


@pytest.fixture
def before(db):
    factories.contact(family_name="Berg")
    return _all()


@pytest.mark.parametrize("way", REFUSED)
def test_the_database_refuses(before, way):
    with pytest.raises(DatabaseError, match=triggers.REFUSED), transaction.atomic():
        REFUSED[way]()

    assert _all() == before


def test_triggers_made_anew_still_refuse(before):
    triggers.make_triggers()

    with pytest.raises(DatabaseError, match=triggers.REFUSED), transaction.atomic():
        Change.objects.update(verb="changed")


def test_the_lock_is_shut_again_after_a_failure(before):
    with pytest.raises(ZeroDivisionError), triggers.unlocked():  # noqa: PT012 -- a unit is a block
        Change.objects.update(verb="changed")
        1 / 0  # noqa: B018 -- fails

    assert (_all(), Counter.objects.get().unlocked) == (before, False)


def test_there_is_one_counter_with_an_epoch(db):
    epoch = Counter.objects.get().epoch

    triggers.make_counter()

    counter = Counter.objects.get()
    assert (len(epoch), str(counter)) == (12, f"{epoch}-{counter.value}")
