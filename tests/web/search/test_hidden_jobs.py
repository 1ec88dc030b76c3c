"""Who works at a confidential organisation too: its name, number and town are shown nowhere."""

import pytest

from klientel.contacts.callers import caller
from klientel.contacts.duplicates import Person
from klientel.contacts.lookalikes import contact_candidates
from klientel.contacts.models import ContactPoint
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.positions import add_position, make_primary
from tests.factories import SYSTEM, contact, organization, user

pytestmark = pytest.mark.django_db
NUMBER, MAIL = "+49 30 555517", "otter@geheim.example"


@pytest.fixture
def anna(client):
    anna = user(username="anna", language="en")
    client.force_login(anna)
    return anna


@pytest.fixture(autouse=True)
def otter(db):
    """Works at an open firm, and at a confidential one where his number is."""
    hidden = organization(name="Geheim AG", confidential=True)
    points = (PointEdit("phone", NUMBER, "direct"), PointEdit("email", MAIL))
    otter = contact(family_name="Otter", given_name="Udo", organization=hidden, points=points)
    open_ = organization(name="Offen AG")
    job = add_position(contact=otter, organization=open_, patch={}, by=SYSTEM)
    make_primary(position=job, by=SYSTEM)
    assert set(ContactPoint.objects.values_list("position__organization__name", flat=True)) == {
        "Geheim AG"
    }
    return otter


def test_a_call_from_there_is_nobodys(anna, client):
    answer = client.get("/anruf/", {"nummer": NUMBER})

    assert caller(NUMBER, anna).points == []
    assert "Geheim" not in answer.content.decode()


@pytest.mark.parametrize("query", [NUMBER, MAIL, "Otter"])
def test_a_hit_shows_no_number_of_there(anna, client, query):
    answer = client.get("/suche/", {"q": query}).content.decode()

    shown = answer.replace(f'value="{query}"', "")
    assert "geheim.example</" not in shown
    assert "<mark>+49 30 555517</mark>" not in shown


def test_the_list_shows_no_number_of_there(anna, client):
    answer = client.get("/kontakte/").content.decode()

    assert "Otter" in answer
    assert "555517" not in answer.replace(" ", "")


def test_a_warning_does_not_tell_that_a_number_of_there_is_his(anna):
    draft = Person(emails=(MAIL,), phones=(NUMBER,))

    assert contact_candidates(draft, anna) == []
