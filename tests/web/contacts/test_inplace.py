import pytest

from klientel.contacts.models import Contact, ContactPoint
from klientel.contacts.operations.contacts import PointEdit, change_contact
from tests.factories import SYSTEM, acting, user
from tests.web.contacts.conftest import fields_of, path

HTMX = {"HX-Request": "true", "HX-Target": "fact-1"}


@pytest.fixture
def number(berg):
    _firm, person, _other = berg
    direct = PointEdit("phone", "040 1111", "direct", preferred=True)
    change_contact(contact=person, patch={}, points=[direct], by=SYSTEM)
    return ContactPoint.objects.get(contact=person)


def row(point):
    return ContactPoint.objects.values("value", "label", "preferred").get(pk=point.pk)


def test_contact_fact_saves_one_fact_and_no_other(annas, berg):
    _firm, person, _other = berg
    url = path(person, "angabe/birthday/")

    response = annas.post(url, fields_of(annas.get(url)) | {"fact": "14.3."})

    assert (response.status_code, response.url) == (303, path(person))
    assert Contact.objects.get(pk=person.pk).birthday == "--0314"


def test_contact_fact_saves_a_number_and_keeps_its_label(annas, berg, number):
    _firm, person, _other = berg
    url = path(person, f"angabe/point-{number.pk}/")

    answer = annas.post(url, fields_of(annas.get(url)) | {"fact": "040 2222"}, headers=HTMX)

    assert answer.headers["HX-Redirect"] == path(person)
    assert row(number) == {"value": "040 2222", "label": "direct", "preferred": True}


def test_contact_fact_comes_as_a_piece_where_it_stands(annas, berg):
    _firm, person, _other = berg

    html = annas.get(path(person, "angabe/notes/"), headers=HTMX).content.decode()

    assert html.strip().startswith('<form class="k-fact-form"')


def test_contact_fact_says_what_is_wrong(annas, berg, number):
    _firm, person, _other = berg
    url = path(person, f"angabe/point-{number.pk}/")

    response = annas.post(url, fields_of(annas.get(url)) | {"fact": "Zentrale"}, headers=HTMX)

    assert response.status_code == 422
    assert "This is no phone number." in response.content.decode()
    assert row(number)["value"] == "040 1111"


def test_contact_fact_says_what_a_colleague_saved_meanwhile(annas, berg):
    _firm, person, _other = berg
    url = path(person, "angabe/notes/")
    typed = fields_of(annas.get(url)) | {"fact": "Meine"}
    change_contact(contact=person, patch={"notes": "Ihre"}, by=acting(user()))

    response = annas.post(url, typed)
    annas.post(url, fields_of(response))

    assert response.status_code == 422
    assert "Somebody saved &#x27;Ihre&#x27; here meanwhile." in response.content.decode()
    assert Contact.objects.get(pk=person.pk).notes == "Meine"


@pytest.mark.parametrize("fact", ["confidential", "sort_name", "point-0", "point-x", "nothing"])
def test_contact_fact_knows_no_other_fields(annas, berg, fact):
    _firm, person, _other = berg

    assert annas.get(path(person, f"angabe/{fact}/")).status_code == 404


def test_contact_fact_knows_no_number_of_another_contact(annas, berg, number):
    _firm, _person, other = berg

    assert annas.get(path(other, f"angabe/point-{number.pk}/")).status_code == 404
