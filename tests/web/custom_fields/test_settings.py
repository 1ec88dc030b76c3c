"""Settings of own fields: made, changed, ordered, deleted; by administrators alone."""

import pytest

from klientel.contacts.custom import values_of
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.records.custom.definitions import custom_fields
from klientel.records.custom.models import CustomField
from tests.factories import SYSTEM, contact, user
from tests.fields import field

pytestmark = pytest.mark.django_db
FIELDS = "/einstellungen/felder/"


@pytest.fixture
def chief(client):
    client.force_login(user(role="administrator", language="de"))
    return client


def page(answer):
    return answer.content.decode()


def choices(*names, **more):
    return {f"choice-{at}-name": name for at, name in enumerate(names)} | more


def test_a_choice_field_is_made_with_its_choices_in_order(chief):
    answer = chief.post(
        f"{FIELDS}neu/organization/",
        {
            "name": "Zahlungsart",
            "type": "choice",
            "in_list": "on",
            **choices("Rechnung", "Lastschrift", ""),
        },
    )

    (made,) = custom_fields("organization")
    assert answer.status_code == 303
    assert (made.name, made.in_list) == ("Zahlungsart", True)
    assert [each.name for each in made.options] == ["Rechnung", "Lastschrift"]
    assert "Zahlungsart" in page(chief.get(FIELDS))


def test_the_buttons_of_choices_move_and_add_rows_without_saving(chief):
    data = {"name": "Art", "type": "choice", **choices("Eins", "Zwei")}

    answer = chief.post(f"{FIELDS}neu/contact/", data | {"do": "down-0"})
    text = page(answer)

    assert answer.status_code == 200
    assert text.index('value="Zwei"') < text.index('value="Eins"')
    assert "k-error" not in text
    more = page(chief.post(f"{FIELDS}neu/contact/", data | {"do": "add"}))
    assert more.count('class="k-choice"') == 3
    assert not CustomField.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"name": "", "type": "text"}, "Ein Feld braucht einen Namen"),
        ({"name": "größe", "type": "text"}, "hießen gleich"),
        ({"name": "Art", "type": "choice", **choices("", "")}, "mindestens eine Auswahl"),
        ({"name": "Art", "type": "choice", **choices("Bar", "bar")}, "hießen gleich"),
        ({"name": "Art", "type": "schnipp"}, "Art"),
    ],
)
def test_a_wrong_field_says_what_to_do_and_keeps_what_was_typed(chief, data, said):
    field("Größe")

    answer = chief.post(f"{FIELDS}neu/contact/", data)

    assert answer.status_code == 422
    assert said in page(answer)
    assert CustomField.objects.count() == 1


def test_the_type_is_shown_as_fixed_once_values_stand(chief):
    art = field("Art")
    set_custom_values(record=contact(), values={art.key: "viel"}, by=SYSTEM)

    text = page(chief.get(f"{FIELDS}{art.uid}/"))
    chief.post(f"{FIELDS}{art.uid}/", {"name": "Sorte", "type": "number"})

    assert "deshalb bleibt sie" in text
    (now,) = custom_fields("contact")
    assert (now.name, now.type) == ("Sorte", "text")


def test_a_choice_is_renamed_and_retired(chief):
    art = field("Art", "choice", "Bar", "Rechnung")
    bar, bill = art.options
    data = {"name": "Art", "type": "choice"} | choices(
        "Auf Rechnung",
        "Bar",
        **{
            "choice-0-number": str(bill.pk),
            "choice-1-number": str(bar.pk),
            "choice-1-retired": "on",
        },
    )

    assert chief.post(f"{FIELDS}{art.uid}/", data).status_code == 303
    (now,) = custom_fields("contact")
    assert [(each.code, each.name, each.is_retired) for each in now.options] == [
        ("rechnung", "Auf Rechnung", False),
        ("bar", "Bar", True),
    ]


def test_fields_are_moved_by_a_button(chief):
    field("Eins"), (last := field("Zwei"))

    answer = chief.post(f"{FIELDS}{last.uid}/platz/", {"to": "up"})
    again = chief.post(f"{FIELDS}{last.uid}/platz/", {"to": "down"}, headers={"HX-Request": "true"})

    assert (answer.status_code, again.status_code) == (303, 200)
    assert page(again).index("Eins") < page(again).index("Zwei")


def test_deleting_says_how_many_hold_a_value_and_can_be_taken_back(chief):
    art, who = field("Art"), contact()
    set_custom_values(record=who, values={art.key: "viel"}, by=SYSTEM)

    assert "Bei einem Datensatz" in page(chief.get(f"{FIELDS}{art.uid}/loeschen/"))
    chief.post(f"{FIELDS}{art.uid}/loeschen/")
    assert (values_of(who), "mit seinen Werten bis" in page(chief.get(FIELDS))) == ({}, True)

    chief.post(f"{FIELDS}{art.uid}/wiederherstellen/")
    assert values_of(who) == {art.key: "viel"}


def test_only_administrators_see_the_settings(client):
    for role in ("manager", "member", "readonly"):
        client.force_login(user(role=role))
        assert client.get(FIELDS).status_code == 403


def test_the_list_of_fields_costs_as_many_queries_for_three_as_for_one(
    chief, django_assert_max_num_queries
):
    field("Eins")
    with django_assert_max_num_queries(14):
        chief.get(FIELDS)
    field("Zwei"), field("Drei")
    with django_assert_max_num_queries(14):
        chief.get(FIELDS)
