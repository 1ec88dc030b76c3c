from dataclasses import replace

import pytest

from klientel.contacts.models import Address, Contact, ContactPoint
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import PointEdit, change_contact
from tests.factories import BERN, STADE, SYSTEM, acting, user
from tests.web.contacts.conftest import fields_of, path


def facts(contact, *names):
    return Contact.objects.filter(pk=contact.pk).values(*names).get()


def opened(client, contact):
    return fields_of(client.get(path(contact, "bearbeiten/")))


def numbers(contact):
    rows = ContactPoint.objects.filter(contact=contact).order_by("pk")
    return list(rows.values_list("sort", "value", "label", "use", "preferred"))


def own_addresses(contact):
    rows = Address.objects.filter(contact=contact, is_company=False, retired_on=None)
    return list(rows.order_by("pk").values_list("use", "street", "town"))


def test_contact_edit_saves_what_was_typed(annas, berg):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"family_name": "von der Weyde", "birthday": "14.3.1979"}

    response = annas.post(path(person, "bearbeiten/"), typed)

    assert (response.status_code, response.url) == (303, path(person))
    assert facts(person, "family_name", "given_name", "birthday") == {
        "family_name": "von der Weyde",
        "given_name": "Anna",
        "birthday": "1979-03-14",
    }


def test_contact_edit_sent_as_it_came_changes_nothing(annas, berg):
    _firm, person, _other = berg
    change_contact(
        contact=person,
        patch={"salutation": "female", "birthday": "--0314", "language": "sv"},
        points=[PointEdit("phone", "040 1", "mobile"), PointEdit("email", "a@b.example", "work")],
        private=BERN,
        by=SYSTEM,
    )
    before = Contact.objects.get(pk=person.pk).revision

    annas.post(path(person, "bearbeiten/"), opened(annas, person))

    assert Contact.objects.get(pk=person.pk).revision == before


def test_contact_edit_adds_changes_and_takes_away_numbers(annas, berg):
    _firm, person, _other = berg
    change_contact(
        contact=person,
        patch={},
        points=[PointEdit("phone", "040 1111", "direct"), PointEdit("phone", "040 2222", "fax")],
        by=SYSTEM,
    )
    typed = opened(annas, person) | {
        "points-0-value": "040 9999",
        "points-1-DELETE": "on",
        "points-2-sort": "email",
        "points-2-value": "anna@berg.example",
        "points-2-use": "private",
        "points-2-preferred": "on",
    }

    annas.post(path(person, "bearbeiten/"), typed)

    assert numbers(person) == [
        ("phone", "040 9999", "direct", "business", False),
        ("email", "anna@berg.example", "home", "private", True),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [("mobile", "mobile"), ("Handy", "mobile"), ("direct dial", "direct"), ("Büro 2", "Büro 2")],
)
def test_contact_edit_understands_labels_as_people_call_them(annas, berg, typed, code):
    _firm, person, _other = berg
    form = opened(annas, person) | {"points-0-value": "040 1111", "points-0-label": typed}

    annas.post(path(person, "bearbeiten/"), form)

    assert numbers(person) == [("phone", "040 1111", code, "business", False)]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"family_name": "", "given_name": ""}, "A contact needs a name."),
        ({"birthday": "31.2."}, "This is no birthday."),
        ({"business_country": "Atlantis"}, "This country is unknown."),
        ({"points-0-sort": "email", "points-0-value": "anna@"}, "This is no e-mail address."),
        ({"points-0-sort": "phone", "points-0-value": "Zentrale"}, "This is no phone number."),
        ({"points-0-sort": "url", "points-0-value": "javascript:1"}, "This is no link."),
    ],
)
def test_contact_edit_says_what_is_wrong_and_keeps_what_was_typed(annas, berg, fields, says):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"nickname": "Anni"} | fields

    response = annas.post(path(person, "bearbeiten/"), typed)

    html = response.content.decode()
    assert (response.status_code, says in html, 'value="Anni"' in html) == (422, True, True)
    assert facts(person, "nickname", "family_name") == {"nickname": "", "family_name": "Berg"}


def test_contact_edit_makes_an_address_of_his_own_and_gives_it_up_again(annas, berg):
    _firm, person, _other = berg
    own = {"business_street": "Am Sande 3", "business_postcode": "21682", "business_town": "Stade"}

    annas.post(path(person, "bearbeiten/"), opened(annas, person) | own)
    between = own_addresses(person)
    annas.post(path(person, "bearbeiten/"), opened(annas, person) | {"inherit_business": "on"})

    assert (between, own_addresses(person)) == ([("business", "Am Sande 3", "Stade")], [])


def test_contact_edit_freezes_no_address_that_the_company_left_meanwhile(annas, berg):
    firm, person, _other = berg
    typed = opened(annas, person) | {"nickname": "Anni"}
    change_company_address(organization=firm, address=STADE, by=SYSTEM)

    annas.post(path(person, "bearbeiten/"), typed)

    assert (own_addresses(person), facts(person, "nickname")) == ([], {"nickname": "Anni"})


def test_contact_edit_does_not_bring_back_an_own_address_that_a_colleague_gave_up(annas, berg):
    _firm, person, _other = berg
    change_contact(contact=person, patch={}, business=STADE, by=SYSTEM)
    typed = opened(annas, person) | {"nickname": "Anni"}
    change_contact(contact=person, patch={}, business=type(STADE)(), by=SYSTEM)

    annas.post(path(person, "bearbeiten/"), typed)

    assert own_addresses(person) == []


def test_contact_edit_keeps_what_a_colleague_changed_elsewhere(annas, berg):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"nickname": "Anni"}
    change_contact(contact=person, patch={"title": "Dr."}, by=SYSTEM)

    annas.post(path(person, "bearbeiten/"), typed)

    assert facts(person, "nickname", "title") == {"nickname": "Anni", "title": "Dr."}


@pytest.fixture
def clash(annas, berg):
    """Two people gave Anna Berg another nickname and number: the second one's page."""
    _firm, person, _other = berg
    tarek = user(given_name="Tarek", family_name="Özdemir")
    change_contact(
        contact=person, patch={}, points=[PointEdit("phone", "040 1111", "direct")], by=SYSTEM
    )
    number = ContactPoint.objects.get(contact=person).pk
    typed = opened(annas, person) | {
        "nickname": "Anni",
        "title": "Dr.",
        "points-0-value": "040 2222",
    }
    theirs = PointEdit("phone", "040 3333", "direct", number=number)
    change_contact(contact=person, patch={"nickname": "Nanni"}, points=[theirs], by=acting(tarek))
    return person, annas.post(path(person, "bearbeiten/"), typed), number


def resent(response, **picks):
    return {
        **response.context["hidden"],
        "expected": response.context["revision"],
        **picks,
    }


def test_contact_edit_shows_a_clash_side_by_side(clash):
    _person, response, number = clash

    assert (response.status_code, response.context["who"]) == (409, "Tarek Özdemir")
    assert response.context["clashes"] == [
        {
            "key": "nickname",
            "label": "Nickname",
            "before": "",
            "mine": "Anni",
            "theirs": "Nanni",
        },
        {
            "key": f"point/{number}.value",
            "label": "Phone",
            "before": "040 1111",
            "mine": "040 2222",
            "theirs": "040 3333",
        },
    ]


def test_contact_edit_takes_of_a_clash_what_was_chosen(clash, annas):
    person, response, number = clash
    picks = {"pick_nickname": "theirs", f"pick_point/{number}.value": "mine"}

    annas.post(path(person, "bearbeiten/"), resent(response, **picks))

    assert facts(person, "nickname", "title") == {"nickname": "Nanni", "title": "Dr."}
    assert numbers(person) == [("phone", "040 2222", "direct", "business", False)]


def test_contact_edit_saves_ones_whole_version_after_a_clash(clash, annas):
    person, response, number = clash
    picks = {"pick_nickname": "theirs", f"pick_point/{number}.value": "theirs", "all": "mine"}

    annas.post(path(person, "bearbeiten/"), resent(response, **picks))

    assert facts(person, "nickname") == {"nickname": "Anni"}
    assert numbers(person) == [("phone", "040 2222", "direct", "business", False)]


@pytest.mark.parametrize(("pick", "left"), [("mine", ["040 2222"]), ("theirs", [])])
def test_contact_edit_asks_about_a_number_that_was_removed_meanwhile(annas, berg, pick, left):
    _firm, person, _other = berg
    change_contact(contact=person, patch={}, points=[PointEdit("phone", "040 1111")], by=SYSTEM)
    number = ContactPoint.objects.get(contact=person).pk
    typed = opened(annas, person) | {"points-0-value": "040 2222"}
    gone = PointEdit("phone", "", number=number)
    change_contact(contact=person, patch={}, points=[gone], by=SYSTEM)

    response = annas.post(path(person, "bearbeiten/"), typed)
    annas.post(path(person, "bearbeiten/"), resent(response, **{f"pick_point/{number}": pick}))

    assert response.status_code == 409
    assert [value for _sort, value, *_ in numbers(person)] == left


def test_contact_edit_is_not_for_readers(reader, berg):
    _firm, person, _other = berg

    assert reader.get(path(person, "bearbeiten/")).status_code == 403
    assert reader.post(path(person, "bearbeiten/"), {"family_name": "Eve"}).status_code == 403
    assert facts(person, "family_name") == {"family_name": "Berg"}


@pytest.mark.parametrize(("pick", "street"), [("mine", "Aarweg 1"), ("theirs", "Am Sande 5")])
def test_contact_edit_asks_about_an_own_address_that_both_changed(annas, berg, pick, street):
    _firm, person, _other = berg
    change_contact(contact=person, patch={}, business=STADE, by=SYSTEM)
    typed = opened(annas, person) | {"business_street": "Aarweg 1"}
    theirs = replace(STADE, street="Am Sande 5")
    change_contact(contact=person, patch={}, business=theirs, by=acting(user()))

    response = annas.post(path(person, "bearbeiten/"), typed)
    [clash] = response.context["clashes"]
    picks = {f"pick_{clash['key']}": pick}
    annas.post(path(person, "bearbeiten/"), resent(response, **picks))

    assert (clash["mine"], clash["theirs"]) == ("Aarweg 1", "Am Sande 5")
    assert own_addresses(person) == [("business", street, "Stade")]


def test_contact_edit_keeps_after_a_clash_what_the_other_alone_changed(annas, berg):
    _firm, person, _other = berg
    point = PointEdit("phone", "040 1111", "direct")
    change_contact(contact=person, patch={}, points=[point], business=STADE, by=SYSTEM)
    number = ContactPoint.objects.get(contact=person).pk
    typed = opened(annas, person) | {"nickname": "Anni", "title": "Dr.", "business_street": "Am 1"}
    change_contact(
        contact=person,
        patch={"nickname": "Nanni", "notes": "mag Tee", "language": "en"},
        points=[replace(point, value="040 3333", number=number), PointEdit("email", "a@b.example")],
        business=replace(STADE, town="Buxtehude"),
        by=acting(user()),
    )

    response = annas.post(path(person, "bearbeiten/"), typed)
    annas.post(path(person, "bearbeiten/"), resent(response, pick_nickname="mine"))

    assert [clash["key"] for clash in response.context["clashes"]] == ["nickname"]
    assert facts(person, "nickname", "title", "notes", "language") == {
        "nickname": "Anni",
        "title": "Dr.",
        "notes": "mag Tee",
        "language": "en",
    }
    assert [value for _sort, value, *_ in numbers(person)] == ["040 3333", "a@b.example"]
    assert own_addresses(person) == [("business", "Am 1", "Buxtehude")]


def test_contact_edit_asks_who_enters_the_first_own_address_as_second(annas, berg):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"private_street": "Weg 1", "private_town": "Stade"}
    change_contact(contact=person, patch={}, private=STADE, by=acting(user()))

    response = annas.post(path(person, "bearbeiten/"), typed)
    picks = {f"pick_{each['key']}": "theirs" for each in response.context["clashes"]}
    annas.post(path(person, "bearbeiten/"), resent(response, **picks))

    assert response.status_code == 409
    assert own_addresses(person) == [("private", "Am Sande 3", "Stade")]


def test_contact_edit_keeps_an_address_that_others_added_when_another_field_clashes(annas, berg):
    _firm, person, _other = berg
    typed = opened(annas, person) | {"nickname": "Anni"}
    patch = {"nickname": "Nanni"}
    change_contact(contact=person, patch=patch, private=STADE, business=BERN, by=acting(user()))

    response = annas.post(path(person, "bearbeiten/"), typed)
    annas.post(path(person, "bearbeiten/"), resent(response, pick_nickname="mine"))

    assert [clash["key"] for clash in response.context["clashes"]] == ["nickname"]
    assert facts(person, "nickname") == {"nickname": "Anni"}
    assert own_addresses(person) == [
        ("business", "Aarweg 1", "Bern"),
        ("private", "Am Sande 3", "Stade"),
    ]
