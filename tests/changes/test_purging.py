"""A purged record leaves whole in one line, or stays and says who holds it."""

import pytest
from django.db.models import ProtectedError

from klientel.changes.door import writing
from klientel.changes.parts import parts_of
from klientel.contacts.models import (
    Address,
    Contact,
    ContactPoint,
    ContactText,
    Effective,
    Organization,
    Position,
)
from klientel.contacts.operations.contacts import PointEdit
from tests import factories
from tests.changes.journal import state, written

SYSTEM = factories.SYSTEM
MODELS = (Contact, Position, ContactPoint, Address, Effective, ContactText)


def _purge(record):
    with writing(SYSTEM) as write:
        parts = parts_of(record)
        for part in sorted(parts, key=lambda part: part.kind == "position"):  # held by the others
            write.remove(part)
        write.purge(record)
    return write.revision


BERN_STOOD = {
    "use": "private",
    "preferred": True,
    "street": "Aarweg 1",
    "postcode": "3011",
    "town": "Bern",
    "country": "CH",
}


def test_the_row_and_its_parts_stand_whole_in_one_line(db):
    works = factories.organization(name="Berg AG")
    phone = PointEdit("phone", "040 5550100")
    berg = factories.contact(
        family_name="Berg",
        organization=works,
        title="Einkauf",
        points=(phone,),
        private=factories.BERN,
        confidential=True,
    )
    position, point, address = berg.positions.get(), berg.points.get(), berg.addresses.get()
    works.refresh_from_db()
    number = berg.number

    revision = _purge(Contact.objects.get(pk=berg.pk))

    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
    line = {
        "number": [number, None],
        "family_name": ["Berg", None],
        "confidential": [True, None],
        "parts": {
            f"address/{address.pk}": [BERN_STOOD, None],
            f"point/{point.pk}": [
                {"value": "040 5550100", "sort": "phone", "position": position.pk},
                None,
            ],
            f"position/{position.pk}": [
                {"organization": str(works.uid), "title": "Einkauf", "is_primary": True},
                None,
            ],
        },
    }
    assert written(revision) == [("removed", "contact", berg.uid, line)]


def test_a_record_that_others_need_stays_and_they_are_named(db):
    works = factories.organization(name="Berg AG")
    berg = factories.contact(family_name="Berg", organization=works)
    before = state()

    with pytest.raises(ProtectedError) as held:
        _purge(works)

    assert (held.value.protected_objects, state()) == ({berg.positions.get()}, before)
    assert list(Organization.objects.all()) == [works]


def test_a_held_record_does_not_keep_others_from_going(db):
    works = factories.organization(name="Berg AG")
    factories.contact(family_name="Berg", organization=works)
    free = factories.organization(name="Thal AG")

    with writing(SYSTEM) as write:
        with pytest.raises(ProtectedError), write.part():
            write.purge(works)
        write.purge(free)

    assert list(Organization.objects.all()) == [works]
    assert [line[:3] for line in written(write.revision)] == [("removed", "organization", free.uid)]
