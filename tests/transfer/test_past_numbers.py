"""What holds no more is on no card."""

from datetime import timedelta

import pytest

from klientel.contacts.models import ContactPoint
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.positions import end_position
from tests.factories import SYSTEM, TODAY, contact, organization
from tests.transfer.cards import exported

pytestmark = pytest.mark.django_db


def test_a_number_of_a_past_job_is_not_exported():
    works = organization(name="Werk GmbH")
    points = (PointEdit("phone", "040 1", "direct"), PointEdit("phone", "040 2", use="private"))
    who = contact(family_name="Berg", organization=works, points=points)
    position = who.positions.select_related("organization", "contact").get()

    end_position(position=position, on=TODAY - timedelta(days=1), by=SYSTEM)

    assert ContactPoint.objects.filter(contact=who, value="040 1").exists()
    assert [line for line in exported().split("\r\n") if line.startswith("TEL")] == [
        "TEL;TYPE=HOME;TYPE=VOICE:040 2"
    ]
