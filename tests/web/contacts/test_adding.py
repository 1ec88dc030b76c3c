import pytest

from klientel.contacts.models import Address, Contact, Organization
from tests.factories import HAMBURG, organization, user
from tests.web.contacts.conftest import fields_of

NEW = "/kontakte/neu/"


def opened(client, url=NEW):
    return fields_of(client.get(url))


def jobs():
    rows = Contact.objects.exclude(family_name="").order_by("pk")
    return [
        (each.family_name, [(p.organization.name, p.title) for p in each.positions.all()])
        for each in rows
    ]


def test_contact_new_makes_the_organisation_with_the_contact(annas, db):
    typed = opened(annas) | {
        "family_name": "Lund",
        "employer": "Lund & Söhne KG",
        "position": "Geschäftsführerin",
        "business_street": "Musterkai 14",
        "business_town": "Hamburg",
    }

    response = annas.post(NEW, typed)

    contact = Contact.objects.get(family_name="Lund")
    firm = Organization.objects.get()
    assert (response.status_code, response.url) == (303, f"/kontakte/{contact.uid}/")
    assert jobs() == [("Lund", [("Lund & Söhne KG", "Geschäftsführerin")])]
    assert firm.main_position.contact == contact
    assert Address.objects.get().is_company


def test_contact_new_without_script_matches_the_name_as_typed(annas, db):
    organization(name="Müller Bau GmbH", address=HAMBURG)
    typed = opened(annas) | {"family_name": "Lund", "employer": "mueller bau gmbh"}

    annas.post(NEW, typed)

    assert jobs() == [("Lund", [("Müller Bau GmbH", "")])]


def test_contact_new_offers_what_is_called_alike(annas, db):
    firm = organization(name="Müller Bau GmbH")
    typed = opened(annas) | {"family_name": "Lund", "employer": "Müller"}

    response = annas.post(NEW, typed)
    before = jobs()
    annas.post(NEW, {**typed, "employer_choice": str(firm.uid)})

    assert (response.status_code, response.context["offers"], before) == (422, [firm], [])
    assert jobs() == [("Lund", [("Müller Bau GmbH", "")])]


def test_contact_new_makes_a_new_one_of_a_similar_name_when_told_to(annas, db):
    organization(name="Müller Bau GmbH")
    typed = opened(annas) | {"family_name": "Lund", "employer": "Müller", "employer_choice": "new"}

    annas.post(NEW, typed)

    assert jobs() == [("Lund", [("Müller", "")])]


def test_contact_new_also_takes_a_private_person(annas, db):
    typed = opened(annas) | {"given_name": "Ida", "family_name": "Berg", "private_town": "Bern"}

    annas.post(NEW, typed)

    assert jobs() == [("Berg", [])]
    assert list(Address.objects.values_list("use", "town")) == [("private", "Bern")]


def test_contact_new_sent_twice_makes_one(annas, db):
    typed = opened(annas) | {"family_name": "Lund"}

    answers = [annas.post(NEW, typed) for _ in range(2)]

    contact = Contact.objects.get()
    assert [answer.url for answer in answers] == [f"/kontakte/{contact.uid}/"] * 2


def test_contact_new_begins_with_the_organisation_it_was_called_from(annas, db):
    firm = organization(name="Musterbau GmbH")

    form = opened(annas, f"{NEW}?organization={firm.uid}")

    assert (form["employer"], form["employer_uid"]) == ("Musterbau GmbH", str(firm.uid))


def test_contact_new_needs_a_name(annas, db):
    response = annas.post(NEW, opened(annas) | {"employer": "Musterbau GmbH"})

    assert response.status_code == 422
    assert "A contact needs a name." in response.content.decode()
    assert Organization.objects.count() == 0


def test_contact_new_matches_no_organisation_that_is_hidden(client, db):
    organization(name="Geheim AG", confidential=True)
    client.force_login(user(role="member", language="en"))
    typed = opened(client) | {"family_name": "Lund", "employer": "Geheim"}

    response = client.post(NEW, typed)

    assert response.status_code == 303


@pytest.mark.parametrize("url", [NEW, "/kontakte/haushalt/neu/"])
def test_contact_new_is_not_for_readers(reader, url):
    assert reader.get(url).status_code == 403


def test_employer_choices_suggest_and_offer_to_make_a_new_one(annas, db):
    firm = organization(name="Musterbau GmbH", address=HAMBURG)

    html = annas.get("/kontakte/arbeitgeber/", {"employer": "muster"}).content.decode()

    assert f'data-value="{firm.uid}"' in html
    assert "Hamburg" in html
    assert 'data-value="new"' in html
