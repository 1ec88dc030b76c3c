"""Further addresses: changed on a page of their own."""

import pytest

from klientel.contacts.models import Address
from klientel.contacts.operations.own_addresses import add_further_address, change_further_address
from tests.factories import BERN, STADE, SYSTEM
from tests.web.contacts.conftest import fields_of, path


@pytest.fixture
def visit(berg):
    _firm, person, _other = berg
    said = {"use": "business", "purpose": "visit", "label": "Werkstatt"}
    address = add_further_address(
        contact=person, address=STADE, position=person.positions.get(), **said, by=SYSTEM
    )
    return address, path(person, f"anschrift/{address.pk}/")


def row(address):
    columns = ("street", "town", "purpose", "label", "use", "position")
    return Address.objects.filter(pk=address.pk).values_list(*columns).get()


def test_address_edit_changes_lines_and_purpose(annas, visit):
    address, url = visit
    typed = fields_of(annas.get(url)) | {"street": "Weg 1", "purpose": "delivery"}

    response = annas.post(url, typed)

    assert (response.status_code, response.url) == (303, path(address.contact))
    assert row(address) == (
        "Weg 1", "Stade", "delivery", "Werkstatt", "business", address.position_id,
    )  # fmt: skip


def test_address_edit_made_private_leaves_the_job(annas, visit):
    address, url = visit

    annas.post(url, fields_of(annas.get(url)) | {"use": "private"})

    assert row(address)[-2:] == ("private", None)


def test_address_edit_without_a_line_is_asked_for_one(annas, visit):
    address, url = visit
    empty = dict.fromkeys(("street", "postcode", "town", "country"), "")

    response = annas.post(url, fields_of(annas.get(url)) | empty)

    assert response.status_code == 422
    assert row(address)[:2] == ("Am Sande 3", "Stade")


def test_address_edit_shows_both_versions_and_keeps_what_was_typed(annas, visit):
    address, url = visit
    typed = fields_of(annas.get(url)) | {"street": "Weg 1"}
    change_further_address(
        address=address, to=BERN, use="business", purpose="visit", label="Werkstatt", by=SYSTEM
    )

    response = annas.post(url, typed)
    context = response.context
    again = annas.post(url, context["hidden"] | {"expected": context["revision"], "all": "mine"})

    assert [each["theirs"] for each in context["clashes"]] == ["Aarweg 1"]
    assert (response.status_code, again.status_code) == (409, 303)
    assert row(address)[:2] == ("Weg 1", "Bern")


def test_address_edit_is_not_for_the_companys_own(annas, berg):
    firm, person, _other = berg
    held = Address.objects.get(is_company=True, position__organization=firm)

    assert annas.get(path(held.contact, f"anschrift/{held.pk}/")).status_code == 404
    assert annas.get(path(person, f"anschrift/{held.pk}/")).status_code == 404
