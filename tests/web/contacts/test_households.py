"""The form of a new household: people, address and landline in one step."""

import pytest

from klientel.contacts.letters import household_name
from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.contacts.operations.households import add_household
from tests.contacts.looking import private_of
from tests.factories import HAMBURG, SYSTEM, contact, organization, user
from tests.picture import picture
from tests.web.contacts.conftest import fields_of

pytestmark = pytest.mark.django_db
URL = "/kontakte/haushalt/neu/"


def _typed(client, *people, url=URL, **more):
    """What a browser sends after these people were typed into the rows."""
    typed = fields_of(client.get(url)) | {"members-TOTAL_FORMS": str(max(2, len(people)))} | more
    for at, person in enumerate(people):
        typed |= {f"members-{at}-{name}": value for name, value in person.items()}
    return typed


def _people(household):
    rows = household.positions.filter(is_current=True).order_by("pk").select_related("contact")
    return [str(each.contact) for each in rows]


IDA = {"salutation": "female", "title": "Dr.", "given_name": "Ida", "family_name": "Berg"}
DENIZ = {"given_name": "Deniz", "family_name": "Özdemir"}
AT_HOME = {"home_street": "Gartenweg 8", "home_postcode": "22085", "home_town": "Hamburg"}


def test_a_household_is_made_with_its_people_in_one_unit(annas):
    ida = {**IDA, "email": "ida@berg.example", "mobile": "0171 555 01"}
    typed = _typed(annas, ida, DENIZ, **AT_HOME, phone="040 123456")

    response = annas.post(URL, typed)

    household = Organization.objects.get()
    assert (response.status_code, response.url) == (303, f"/organisationen/{household.uid}/")
    assert (household.name, _people(household)) == (
        "Berg / Özdemir",
        ["Dr. Ida Berg", "Deniz Özdemir"],
    )
    assert [str(private_of(each).street) for each in Contact.objects.all()] == ["Gartenweg 8"] * 2
    points = ContactPoint.objects.values_list("value", "label", "use")
    assert set(points) == {
        ("ida@berg.example", "home", "private"),
        ("0171 555 01", "mobile", "private"),
        ("040 123456", "main", "private"),
    }


def test_it_is_taken_back_in_one_act(annas):
    annas.post(URL, _typed(annas, IDA, DENIZ, **AT_HOME))
    household = Organization.objects.get()

    annas.post(f"/rueckgaengig/{household.revision}/")

    assert Contact.live.count() == Organization.live.count() == 0


def test_a_name_of_ones_own_is_kept(annas):
    annas.post(URL, _typed(annas, IDA, name="WG Gartenweg"))

    assert Organization.objects.get().name == "WG Gartenweg"


def test_an_existing_contact_is_taken_in_and_shares_the_address(annas):
    berg = contact(given_name="Jon", family_name="Berg", private=HAMBURG)
    typed = _typed(annas, {}, IDA, url=f"{URL}?kontakt={berg.uid}")
    assert typed["home_street"] == HAMBURG.street

    annas.post(URL, typed)

    household = Organization.objects.get()
    assert _people(household) == ["Jon Berg", "Dr. Ida Berg"]
    assert not berg.addresses.filter(is_company=False).exists()
    assert {private_of(each) for each in Contact.objects.all()} == {HAMBURG}


def test_who_is_taken_in_moves_out_of_the_other_household(annas):
    old = add_household(name="Alt", members=[{"family_name": "Berg"}], by=SYSTEM)
    berg = Contact.objects.get()

    annas.post(URL, _typed(annas, {"known": f"Berg ({berg.number})"}, IDA))

    assert _people(old) == []
    assert _people(Organization.objects.exclude(pk=old.pk).get()) == ["Berg", "Dr. Ida Berg"]


def test_another_row_is_added_without_script_and_nothing_is_lost(annas):
    typed = _typed(annas, IDA, DENIZ, another="1")

    response = annas.post(URL, typed)

    rows = response.context["rows"]
    assert (response.status_code, len(rows.forms)) == (200, 3)
    assert [form["given_name"].value() for form in rows.forms] == ["Ida", "Deniz", None]
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(
    ("person", "says"),
    [
        ({}, "A household is made of people."),
        ({"email": "ida@berg.example"}, "Fill in a first name or a surname."),
        ({**IDA, "email": "ida"}, "Enter a valid email address."),
        ({**IDA, "mobile": "?"}, "This is no phone number."),
        ({"known": "Niemand"}, "No contact is called"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_written(annas, person, says):
    typed = _typed(annas, person, **AT_HOME)
    before = picture()

    response = annas.post(URL, typed)

    assert response.status_code == 422
    assert says in response.content.decode()
    assert 'value="Gartenweg 8"' in response.content.decode()
    assert picture() == before


def test_the_same_person_twice_is_refused(annas):
    berg = contact(family_name="Berg")
    known = {"known": f"Berg ({berg.number})"}

    response = annas.post(URL, _typed(annas, known, known))

    assert "Somebody stands here twice." in response.content.decode()


def test_sent_twice_it_makes_one(annas):
    typed = _typed(annas, IDA)

    answers = [annas.post(URL, typed) for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert Organization.objects.count() == 1


def test_a_hidden_contact_is_nobody_to_take_in(client):
    secret = contact(family_name="Geheim", confidential=True)
    client.force_login(user(role="member", language="en"))

    response = client.post(URL, _typed(client, {"known": f"Geheim ({secret.number})"}))

    assert (response.status_code, Organization.objects.count()) == (422, 0)


def test_the_ways_to_a_new_household_are_shown(annas):
    berg = contact(family_name="Berg")
    organization()

    assert URL in annas.get("/organisationen/").content.decode()
    assert f"{URL}?kontakt={berg.uid}" in annas.get(f"/kontakte/{berg.uid}/").content.decode()


@pytest.mark.parametrize(
    ("people", "name"),
    [
        ([{"family_name": "Berg", "given_name": "Ida"}], "Ida Berg"),
        ([{"family_name": "Berg"}, {"family_name": "Berg"}], "Familie Berg"),
        ([{"family_name": "Berg"}, {"family_name": "Özdemir"}], "Berg / Özdemir"),
        ([{"prefix": "von", "family_name": "Stein"}] * 2, "Familie von Stein"),
        ([{"given_name": "Ida"}, {"family_name": "Berg"}], "Ida / Berg"),
        ([{"family_name": name} for name in ("A", "B", "A", "C")], "A / B / C"),
    ],
)
def test_a_household_is_called_after_its_people(people, name):
    assert household_name([Contact(**each) for each in people]) == name
