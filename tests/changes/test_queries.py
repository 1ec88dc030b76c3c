"""Reads of the journal."""

from uuid import UUID

import pytest

from klientel.changes.door import writing
from klientel.changes.models import Counter, model_of
from klientel.changes.queries import (
    history_of,
    last_unit_of,
    latest_revision,
    records_of,
    unit_by,
    units_of_batch,
)
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.contacts import change_contact
from tests import factories

SYSTEM = factories.SYSTEM


@pytest.mark.parametrize("changes", [1, 3])
def test_a_history_is_read_in_one_query_newest_first(db, django_assert_num_queries, changes):
    berg = factories.contact(family_name="Berg")
    factories.contact(family_name="Thal")
    for number in range(changes):
        change_contact(contact=berg, patch={"notes": f"Notiz {number}"}, by=SYSTEM)

    with django_assert_num_queries(1):
        acts = [(line.unit.act, line.verb) for line in history_of(berg)]

    assert acts == [("change_contact", "changed")] * changes + [("add_contact", "added")]


def test_the_latest_revision_is_the_counters(db):
    berg = factories.contact(family_name="Berg")

    assert latest_revision() == berg.revision == Counter.objects.get().value


def test_the_last_unit_of_a_user_is_his_own(db):
    anna, bert = factories.user(), factories.user()
    berg = factories.contact(by=factories.acting(anna))
    change_contact(contact=berg, patch={"notes": "x"}, by=factories.acting(bert))

    units = [last_unit_of(anna.pk), last_unit_of(bert.pk), last_unit_of(0)]

    assert [unit and unit.act for unit in units] == ["add_contact", "change_contact", None]
    assert unit_by(berg.revision) == units[0]
    assert unit_by(10**9) is None


def test_a_unit_names_its_records_that_still_are(db):
    berg = factories.contact(family_name="Berg", employer="Thal AG")

    assert set(records_of(berg.revision)) == {berg, Organization.objects.get()}
    with writing(SYSTEM) as write:
        write.change(Organization.objects.get(), main_position=None)
        write.remove(berg.positions.get())
    with writing(SYSTEM) as write:
        write.purge(Contact.objects.get())
    assert records_of(berg.revision) == [Organization.objects.get()]


def test_a_batch_has_its_units_newest_first(db):
    batch = UUID(int=7)
    by = SYSTEM.in_batch(batch)
    made = [factories.organization(by=by).revision for _ in range(2)]
    factories.organization()

    assert [unit.pk for unit in units_of_batch(batch)] == made[::-1]


def test_a_kind_names_its_model():
    assert model_of("contact") is Contact
    with pytest.raises(LookupError):
        model_of("unheard_of")
