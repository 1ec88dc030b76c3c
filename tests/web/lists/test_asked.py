import pytest
from django.http import QueryDict

from klientel.records.addressing import to_text
from klientel.records.filters import All, Any, Is, Me
from klientel.web.lists.asked import Asked, asked

TOWN = Is("town", "is", "Stade")
MINE = Is("account_manager", "is", Me())


def test_an_address_says_what_is_asked():
    query = QueryDict("tab=mine&q=berg&f=town.is.Stade&sort=-number&after=x&at=51")

    assert asked("/kontakte/", query) == Asked(
        path="/kontakte/",
        tab="mine",
        q="berg",
        filter=All((TOWN,)),
        sort="-number",
        after="x",
        at=51,
    )


def test_a_change_begins_the_list_anew_and_keeps_the_rest():
    here = Asked(path="/kontakte/", tab="mine", q="berg", filter=All((TOWN,)), after="x", at=51)

    assert here.url(sort="number") == "/kontakte/?tab=mine&q=berg&f=town.is.Stade&sort=number"
    assert here.url(after="y", at=101).endswith("&after=y&at=101")


def test_an_address_says_nothing_that_goes_without_saying():
    assert Asked(path="/kontakte/").url() == "/kontakte/"


def test_one_group_on_top_becomes_a_chip_of_its_own():
    either = Any((TOWN, MINE))

    assert asked("/", QueryDict(f"f={to_text(either)}")).filter == All((either,))


@pytest.mark.parametrize("text", ["~nonsense", "town", "a b.c"])
def test_what_is_no_filter_is_left_out_and_told(text):
    query = QueryDict(mutable=True)
    query["f"] = text
    found = asked("/", query)

    assert found.filter == All()
    assert found.refused


@pytest.mark.parametrize("text", ["", "-3", "0", "x", "9" * 40, "٣"])
def test_a_number_that_is_none_is_the_first(text):
    assert asked("/", QueryDict(f"at={text}")).at == 1
