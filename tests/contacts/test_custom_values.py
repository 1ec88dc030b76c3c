"""Values of own fields: filtered, sorted, searched, undone; and two writers at once."""

from datetime import date
from decimal import Decimal

import pytest

from klientel.changes.errors import Stale
from klientel.changes.models import Change, Counter, Unit
from klientel.contacts.custom import held_values, values_of
from klientel.contacts.models import Contact, ContactText, ContactValue
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.contacts.operations.erasing import erase_contact
from klientel.records import compiling, kinds, ordering, paging
from klientel.records.addressing import from_text, to_text
from klientel.records.filters import Is
from klientel.records.operations import (
    ChoiceEdit,
    bin_custom_field,
    change_custom_field,
    undo_unit,
)
from klientel.records.search import searched
from tests.factories import SYSTEM, TODAY, contact, user
from tests.fields import all_types, field

pytestmark = pytest.mark.django_db
ADAM, ZORN, BARE = "Adam", "Zorn", "Leer"


@pytest.fixture
def people():
    """Adam and Zorn hold a value in a field of each type; Leer holds none."""
    all_types(is_searchable=True)
    adam, zorn = contact(family_name=ADAM), contact(family_name=ZORN)
    contact(family_name=BARE)
    clara = user(username="clara")
    set_custom_values(
        record=adam,
        values={
            "x_groesse": "Müller",
            "x_zahl": Decimal("12.5"),
            "x_seit": date(2026, 1, 2),
            "x_art": "rechnung",
            "x_farben": ("blau", "rot"),
            "x_karte": True,
            "x_seite": "www.adam.example",
            "x_betreuer": clara,
        },
        by=SYSTEM,
    )
    set_custom_values(
        record=zorn,
        values={
            "x_groesse": "adler",
            "x_zahl": Decimal(3),
            "x_seit": date(2026, 1, 1),
            "x_art": "bar",
            "x_farben": ("rot",),
            "x_karte": False,
        },
        by=SYSTEM,
    )
    return adam


def found(node):
    condition = compiling.compiled(node, kinds.kind("contact"), today=TODAY)
    rows = Contact.objects.filter(condition).order_by("pk")
    return [row.family_name for row in rows]


@pytest.mark.parametrize(
    ("node", "names"),
    [
        (Is("x_groesse", "contains", "mueller"), [ADAM]),
        (Is("x_groesse", "starts", "AD"), [ZORN]),
        (Is("x_groesse", "is_not", "Müller"), [ZORN, BARE]),
        (Is("x_zahl", "between", (3, 12)), [ZORN]),
        (Is("x_zahl", "gt", "12.25"), [ADAM]),
        (Is("x_seit", "is", "2026-01-02"), [ADAM]),
        (Is("x_seit", "lt", "2026-01-02"), [ZORN]),
        (Is("x_art", "in", ("bar", "rechnung")), [ADAM, ZORN]),
        (Is("x_farben", "is", "rot"), [ADAM, ZORN]),
        (Is("x_farben", "is_not", "blau"), [ZORN, BARE]),
        (Is("x_farben", "empty"), [BARE]),
        (Is("x_karte", "is", value=False), [ZORN]),
        (Is("x_seite", "not_empty"), [ADAM]),
    ],
)
def test_a_filter_asks_by_type(people, node, names):
    assert found(node) == names
    assert from_text(to_text(node)) == node


def test_a_filter_finds_by_user(people):
    clara = values_of(people)["x_betreuer"]

    assert found(Is("x_betreuer", "is", str(clara.uid))) == [ADAM]


def listed(sort, size):
    """Return the names page by page forward, and then backward."""
    order = ordering.ordered(kinds.kind("contact"), sort, fallback="name")
    forward, page = [], paging.page(Contact.objects.all(), order, size=size)
    forward += page.rows
    while page.next:
        page = paging.page(Contact.objects.all(), order, after=page.next, size=size)
        forward += page.rows
    back = list(page.rows)
    while page.previous:
        page = paging.page(Contact.objects.all(), order, before=page.previous, size=size)
        back = [*page.rows, *back]
    return [row.family_name for row in forward], [row.family_name for row in back]


@pytest.fixture(params=[paging.EXACT, 0], ids=["short", "long"])
def length(request, monkeypatch):
    """A list of few hits, and one that is read like one of many."""
    monkeypatch.setattr(paging, "EXACT", request.param)


@pytest.mark.parametrize("size", [1, 2, 5])
@pytest.mark.parametrize("sort", ["x_groesse", "x_zahl", "x_seit", "x_karte"])
def test_a_list_is_sorted_by_value_and_those_without_stand_last(people, length, sort, size):
    assert listed(sort, size) == ([ZORN, ADAM, BARE],) * 2
    assert listed(f"-{sort}", size) == ([ADAM, ZORN, BARE],) * 2


@pytest.mark.parametrize("size", [1, 2, 5])
def test_a_list_sorted_by_a_choice_follows_the_order_of_the_settings(people, length, size):
    assert listed("x_art", size) == ([ADAM, ZORN, BARE],) * 2
    assert listed("-x_art", size) == ([ZORN, ADAM, BARE],) * 2

    (art,) = [each for each in kinds_of_contact() if each.code == "art"]
    edits = [ChoiceEdit("Bar", art.options[1].pk), ChoiceEdit("Rechnung", art.options[0].pk)]
    change_custom_field(field=art, patch={}, choices=edits, by=SYSTEM)

    assert listed("x_art", size) == ([ZORN, ADAM, BARE],) * 2


@pytest.mark.parametrize("size", [1, 2, 3, 5])
@pytest.mark.parametrize("sort", ["x_zahl", "-x_zahl", "x_art", "-x_art"])
def test_equal_values_and_none_keep_the_order_of_their_keys(length, sort, size):
    all_types()
    people = [contact(family_name=str(number)) for number in range(7)]
    for who in people[1:6]:
        values = {"x_zahl": Decimal(int(who.family_name) % 2), "x_art": "bar"}
        set_custom_values(record=who, values=values, by=SYSTEM)
    names = ["2", "4", "1", "3", "5"] if "zahl" in sort else ["1", "2", "3", "4", "5"]
    falls = sort.startswith("-")
    expected = [*names[::-1], "6", "0"] if falls else [*names, "0", "6"]

    assert listed(sort, size) == (expected, expected)


def searched_names(words):
    return [row.family_name for row in searched(Contact.objects.all(), ContactText, words)]


def test_the_search_finds_texts_links_and_choices_of_searchable_fields(people):
    asked = ("Mueller", "adam.example", "Rechnung", "blau")
    assert [searched_names(words) for words in asked] == [[ADAM]] * 4

    (art,) = [each for each in kinds_of_contact() if each.code == "art"]
    edits = [ChoiceEdit("Überweisung", art.options[0].pk), ChoiceEdit("Bar", art.options[1].pk)]
    change_custom_field(field=art, patch={}, choices=edits, by=SYSTEM)
    assert (searched_names("Rechnung"), searched_names("Ueberweisung")) == ([], [ADAM])

    bin_custom_field(field=art, by=SYSTEM)
    assert searched_names("Ueberweisung") == []


def kinds_of_contact():
    from klientel.records.custom.definitions import custom_fields

    return custom_fields("contact")


def test_values_of_many_records_are_read_with_as_many_queries_as_of_one(
    people, django_assert_max_num_queries
):
    pks = list(Contact.objects.values_list("pk", flat=True))
    for some in (pks[:1], pks):
        with django_assert_max_num_queries(4):
            held_values("contact", some)


def test_setting_values_is_undone(people):
    before = values_of(people)
    set_custom_values(record=people, values={"x_zahl": None, "x_farben": ("rot",)}, by=SYSTEM)
    assert values_of(people) != before

    undo_unit(revision=Unit.objects.latest("revision").revision, by=SYSTEM)

    assert values_of(people) == before


def seen():
    return Counter.objects.get().value


def test_two_writers_of_one_value_clash(people):
    read = seen()
    set_custom_values(record=people, values={"x_zahl": Decimal(1)}, by=SYSTEM)

    with pytest.raises(Stale) as stale:
        set_custom_values(record=people, values={"x_zahl": Decimal(2)}, expected=read, by=SYSTEM)

    assert [(each.mine, each.theirs) for each in stale.value.clashes] == [("2.0000", "1.0000")]
    assert values_of(people)["x_zahl"] == 1


def test_what_a_writer_left_as_it_stood_stays_as_the_other_left_it(people):
    read = seen()
    set_custom_values(
        record=people, values={"x_zahl": None, "x_farben": ("rot",), "x_art": "bar"}, by=SYSTEM
    )

    set_custom_values(
        record=people,
        values={"x_zahl": Decimal("12.5"), "x_farben": ("blau", "rot"), "x_art": "rechnung"},
        expected=read,
        by=SYSTEM,
    )

    held = values_of(people)
    assert (held.get("x_zahl"), held["x_farben"], held["x_art"]) == (None, ("rot",), "bar")


def test_two_writers_who_fill_an_empty_field_clash():
    field("Zahl", "number")
    who, read = contact(), None
    read = seen()
    set_custom_values(record=who, values={"x_zahl": Decimal(1)}, by=SYSTEM)

    with pytest.raises(Stale):
        set_custom_values(record=who, values={"x_zahl": Decimal(2)}, expected=read, by=SYSTEM)
    assert values_of(who) == {"x_zahl": 1}


def test_an_erased_person_leaves_no_value_in_table_journal_or_search(people):
    set_custom_values(record=people, values={"x_groesse": "Wanderfalkengrau"}, by=SYSTEM)
    assert searched_names("wanderfalkengrau") == [ADAM]

    erase_contact(contact=people, reason="request", by=SYSTEM)

    assert not ContactValue.objects.filter(contact=people).exists()
    assert values_of(people) == {}
    told = str(list(Change.objects.values_list("diff", flat=True)))
    assert not [word for word in ("anderfalkengrau", "adam.example") if word in told]
    texts = " ".join(ContactText.objects.values_list("text", flat=True))
    assert "wanderfalkengrau" not in texts
    assert searched_names("wanderfalkengrau") == []
