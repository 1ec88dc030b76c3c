"""Who calls: the holder of a number in any spelling, or the firm whose numbers begin like it."""

import pytest

from klientel.contacts.callers import caller
from klientel.contacts.models import ContactPoint
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.positions import end_position
from tests.factories import SYSTEM, TODAY, contact, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db):
    return user(username="anna")


def with_phone(number, *, label="direct", **values):
    return contact(points=(PointEdit("phone", number, label),), **values)


def called(number, who):
    found = caller(number, who)
    return (
        [str(point.contact) for point in found.points],
        [str(point.contact) for point in found.former],
        [str(each) for each in found.organizations],
    )


@pytest.mark.parametrize(
    "number",
    [
        *("+494066969142", "0049 (0)40 66969-142", "040/66969 142", "040.66969.142"),
        *("494066969142", "040 66969 App. 142", "Tel. 040 66969 Durchwahl 142"),
    ],
)
def test_a_number_in_any_spelling_is_its_holders(anna, number):
    with_phone("040 66969-142", family_name="Köhler", employer="Werft")

    assert called(number, anna) == (["Köhler"], [], [])


@pytest.mark.parametrize("number", ["040 66969-347", "+49 40 66969347", "040 669690", "04066969"])
def test_an_unknown_extension_is_the_firms_that_has_the_stem(anna, number):
    organization(name="Werft", switchboard="040 66969-100")
    organization(name="Nachbar", switchboard="040 66970-100")

    assert called(number, anna) == ([], [], ["Werft"])


def test_a_stem_is_also_what_two_numbers_of_a_firm_have_in_common(anna):
    firm = organization(name="Werft")
    for number in ("04066969142", "04066969143"):
        with_phone(number, organization=firm)
    with_phone("04066968001", employer="Nachbar")

    assert called("04066969999", anna) == ([], [], ["Werft"])


def test_a_switchboard_that_ends_in_zero_tells_the_stem(anna):
    organization(name="Werft", switchboard="040669690")

    assert called("040 66969347", anna) == ([], [], ["Werft"])


@pytest.mark.parametrize("number", ["0171 1234577", "040 4444477", "112", "anonym", "", "9" * 70])
def test_a_number_that_only_looks_alike_is_nobodys(anna, number):
    with_phone("0171 1234567", employer="Werft")
    with_phone("04044444 55", employer="Hafen")

    assert called(number, anna) == ([], [], [])


def test_a_shared_number_is_of_all_who_have_it(anna):
    for name in ("Berg", "Tal"):
        with_phone("04141 1234", family_name=name)

    found = caller("04141 1234", anna)

    assert [str(point.contact) for point in found.points] == ["Berg", "Tal"]
    assert found.only is None


def test_a_retired_number_is_known_as_a_former_one(anna):
    who = with_phone("040 66969-142", family_name="Köhler", employer="Werft")
    end_position(position=who.positions.get(), on=TODAY, by=SYSTEM)
    assert ContactPoint.objects.get(contact=who).retired_on

    assert called("040 66969-142", anna)[:2] == ([], ["Köhler"])


def test_hidden_and_binned_callers_are_nobody(anna):
    with_phone("040 1234-1", family_name="Geheim", confidential=True)
    hidden = organization(name="Geheim AG", switchboard="030 5555-0", confidential=True)
    with_phone("030 5555-17", family_name="Offen", organization=hidden)
    binned = with_phone("040 4321-1", family_name="Weg")
    bin_contact(contact=binned, by=SYSTEM)

    asked = ("040 1234-1", "040 1234-9", "030 5555-17", "030 5555-9", "040 4321-1")

    assert [called(number, anna) for number in asked] == [([], [], [])] * len(asked)


def test_a_caller_costs_as_many_queries_among_many(anna, django_assert_max_num_queries):
    for extension in range(40):
        with_phone(f"040 66969-{extension:03}", employer=f"Werft {extension}")

    with django_assert_max_num_queries(4):
        caller("040 66969-777", anna)
