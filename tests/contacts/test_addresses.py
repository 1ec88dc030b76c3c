"""The pure rules of inheritance: what holds, its inverse, and the way up the tree."""

from dataclasses import astuple, replace

from hypothesis import given
from hypothesis import strategies as st

from klientel.contacts.addresses import (
    NOWHERE,
    Place,
    PostalAddress,
    effective,
    own_part,
    same,
    seat_of,
)
from tests.factories import BERN, HAMBURG, STADE

WORDS = st.sampled_from(["", "Musterkai 14", "Am Sande 3", "Hamburg", "20457", "Ä", "Bern"])
ADDRESSES = st.builds(
    PostalAddress,
    extra=WORDS,
    street=WORDS,
    postcode=WORDS,
    town=WORDS,
    country=st.sampled_from(["", "DE", "CH"]),
)


def test_an_own_address_holds_before_the_inherited():
    assert effective(STADE, HAMBURG) == STADE
    assert effective(NOWHERE, HAMBURG) == HAMBURG
    assert effective(NOWHERE, None) is None


@given(own=ADDRESSES, inherited=ADDRESSES)
def test_what_was_shown_comes_back_as_the_same_own_part(own, inherited):
    shown = effective(own, inherited)

    back = own_part(shown or NOWHERE, inherited)

    assert back == (NOWHERE if same(own, inherited) else own)


@given(own=ADDRESSES, inherited=ADDRESSES, served=ADDRESSES)
def test_what_was_served_is_never_frozen_into_a_copy(own, inherited, served):
    assert own_part(served, inherited, served) == NOWHERE
    assert own_part(own, inherited, served) in (NOWHERE, own)


@given(submitted=ADDRESSES, inherited=ADDRESSES)
def test_the_own_part_shows_what_was_submitted(submitted, inherited):
    shown = effective(own_part(submitted, inherited), inherited) or NOWHERE

    assert not submitted or same(shown, submitted)


def test_addresses_are_compared_folded():
    written = replace(HAMBURG, street="Hauptstraße 1", town="Köln")

    for street in ("Hauptstr. 1", "HAUPTSTRASSE  1", "Hauptstr 1", "hauptstrasse 1", "Hauptstr.1"):
        assert same(written, replace(written, street=street, town="KOELN", country="")), street
    assert not same(written, replace(written, street="Hauptstraße 12"))
    assert not same(written, replace(written, country="CH"))


@given(ADDRESSES)
def test_an_address_is_the_same_as_itself(address):
    assert same(address, address)
    assert bool(address) == any(astuple(address))


def test_a_department_inherits_from_its_parent_up_to_the_first_that_is_none():
    places = {
        1: Place(BERN, None, is_department=False),
        2: Place(HAMBURG, 1, is_department=False),
        3: Place(None, 2, is_department=True),
        4: Place(None, 3, is_department=True),
        5: Place(None, 1, is_department=False),
        6: Place(None, 5, is_department=True),
        7: Place(STADE, 2, is_department=True),
    }

    found = {at: seat_of(at, places) for at in places}

    assert found == {1: BERN, 2: HAMBURG, 3: HAMBURG, 4: HAMBURG, 5: None, 6: None, 7: STADE}


def test_a_circle_of_departments_ends():
    places = {1: Place(None, 2, is_department=True), 2: Place(None, 1, is_department=True)}

    assert seat_of(1, places) is None
