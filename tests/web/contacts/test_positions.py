from datetime import date

import pytest

from klientel.changes.queries import latest_revision
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations.households import add_household
from klientel.contacts.operations.positions import add_position, change_position
from tests.factories import HAMBURG, SYSTEM, acting, organization, user
from tests.web.contacts.conftest import fields_of, path


def way(person, position, rest=""):
    return path(person, f"anstellung/{position.pk}/{rest}")


def test_position_new_adds_one_beside_the_job(annas, berg):
    _firm, person, _other = berg
    club = organization(name="Förderverein Alte Mühle e. V.")
    url = path(person, "anstellung/neu/")
    typed = fields_of(annas.get(url)) | {
        "employer_uid": str(club.uid),
        "title": "Beirätin",
        "since": "1.1.2025",
    }

    annas.post(url, typed)

    rows = Position.objects.filter(contact=person).order_by("pk")
    assert list(rows.values_list("title", "since", "is_primary")) == [
        ("Einkauf", None, True),
        ("Beirätin", date(2025, 1, 1), False),
    ]


def test_position_new_at_a_new_organization_is_one_act(annas, berg):
    _firm, person, _other = berg
    url = path(person, "anstellung/neu/")
    typed = fields_of(annas.get(url)) | {"employer": "Nebenbei GmbH", "title": "Inhaberin"}
    before = latest_revision()

    annas.post(url, typed)

    assert latest_revision() == before + 1
    made = Organization.objects.get(name="Nebenbei GmbH")
    assert made.main_position.contact == person


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose an organisation"),
        ({"employer": "Musterbau GmbH"}, "already has an open position there"),
        ({"employer": "Neu AG", "since": "1.1.2025", "until": "1.1.2020"}, "before the first"),
    ],
)
def test_position_new_says_what_is_wrong(annas, berg, fields, says):
    _firm, person, _other = berg
    url = path(person, "anstellung/neu/")

    response = annas.post(url, fields_of(annas.get(url)) | fields)

    assert (response.status_code, says in response.content.decode()) == (422, True)
    assert Organization.objects.filter(name="Neu AG").count() == 0


def test_position_edit_changes_title_and_dates(annas, berg):
    _firm, person, _other = berg
    position = person.positions.get()
    typed = fields_of(annas.get(way(person, position))) | {
        "title": "Leiterin Einkauf",
        "since": "1.4.2023",
        "address_line": "Gebäude 7",
    }

    response = annas.post(way(person, position), typed)

    assert response.status_code == 303
    assert Position.objects.values("title", "since", "address_line").get(pk=position.pk) == {
        "title": "Leiterin Einkauf",
        "since": date(2023, 4, 1),
        "address_line": "Gebäude 7",
    }


def test_position_edit_shows_both_versions_and_keeps_what_was_typed(annas, berg):
    _firm, person, _other = berg
    position = person.positions.get()
    url = way(person, position)
    typed = fields_of(annas.get(url)) | {"title": "Leiterin", "department": "Bau"}
    theirs = {"title": "Chefin", "address_line": "Haus 7"}
    change_position(position=position, patch=theirs, by=acting(user()))

    response = annas.post(url, typed)
    chosen = {f"pick_position/{position.pk}.title": "theirs"}
    said = response.context["hidden"] | {"expected": response.context["revision"]} | chosen
    again = annas.post(url, said)

    now = Position.objects.get(pk=position.pk)
    assert (response.status_code, again.status_code) == (409, 303)
    assert [
        (each["label"], each["mine"], each["theirs"]) for each in response.context["clashes"]
    ] == [("Position · Position", "Leiterin", "Chefin")]
    assert (now.title, now.department, now.address_line) == ("Chefin", "Bau", "Haus 7")


def test_position_edit_saves_the_whole_own_version_if_told_to(annas, berg):
    _firm, person, _other = berg
    position = person.positions.get()
    url = way(person, position)
    typed = fields_of(annas.get(url)) | {"title": "Leiterin"}
    change_position(position=position, patch={"title": "Chefin"}, by=acting(user()))

    context = annas.post(url, typed).context
    annas.post(url, context["hidden"] | {"expected": context["revision"], "all": "mine"})

    assert Position.objects.get(pk=position.pk).title == "Leiterin"


def test_position_end_leaves_the_others(annas, berg):
    _firm, person, _other = berg
    club = organization(name="Verein")
    second = add_position(contact=person, organization=club, patch={}, by=SYSTEM)
    url = way(person, second, "ende/")

    annas.post(url, fields_of(annas.get(url)) | {"on": "heute"})

    rows = Position.objects.filter(contact=person).order_by("pk")
    assert list(rows.values_list("is_current", flat=True)) == [True, False]


def test_position_end_of_a_membership_moves_out_into_a_new_household(annas, db):
    add_household(
        name="Familie Berg",
        members=[{"given_name": "Ida"}, {"given_name": "Jon"}],
        address=HAMBURG,
        by=SYSTEM,
    )
    jon = Contact.objects.get(given_name="Jon")
    url = way(jon, jon.positions.get(), "ende/")

    annas.post(url, fields_of(annas.get(url)) | {"new_household": "Jon Berg"})

    rows = Position.objects.filter(contact=jon).order_by("pk")
    assert list(rows.values_list("organization__name", "is_current")) == [
        ("Familie Berg", False),
        ("Jon Berg", True),
    ]


def test_position_primary_changes_what_is_inherited(annas, berg):
    _firm, person, _other = berg
    club = organization(name="Verein")
    second = add_position(contact=person, organization=club, patch={}, by=SYSTEM)

    annas.post(way(person, second, "haupt/"))

    assert Contact.objects.get(pk=person.pk).effective.organization == club


def test_position_edit_of_another_contact_is_not_found(annas, berg):
    _firm, person, other = berg

    assert annas.get(way(person, other.positions.get())).status_code == 404
