"""What of a card we keep, and in whose words it goes out again. Pure."""

from dataclasses import replace
from datetime import date

import pytest

from klientel.formats.dates import PartialDate
from klientel.formats.vcard import AddressFacts, CardFacts, PointFacts
from klientel.transfer.shape import shape_of
from klientel.transfer.wording import as_written

NAME = {"family": "Berg", "given": "Anna"}


def kept(**said):
    return shape_of(CardFacts(**said)).facts


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ({"fn": "Frau Dr. Anna von der Weyde"}, ("von der Weyde", "Anna", "Dr.", "F")),
        ({"fn": "x", **NAME, "prefix": "Herr Prof. Dr."}, ("Berg", "Anna", "Prof. Dr.", "M")),
        (
            {"fn": "x", **NAME, "prefix": "Freifrau", "gender": "F"},
            ("Berg", "Anna", "Freifrau", "F"),
        ),
    ],
)
def test_a_name_is_taken_apart_when_n_is_missing_and_titles_understood(said, name):
    facts = kept(**said)

    assert (facts.family, facts.given, facts.prefix, facts.gender) == name


@pytest.mark.parametrize(
    ("said", "fn", "kind"),
    [
        ({"fn": "Muster GmbH", "org": ("MUSTER GMBH",)}, "Muster GmbH", "org"),
        ({"fn": "Zentrale", "org": ("Muster GmbH",), "kind": "org"}, "Zentrale", "org"),
        ({"org": ("Muster GmbH",)}, "Muster GmbH", "org"),
        ({"points": (PointFacts("email", "a@b.example"),)}, "a@b.example", "individual"),
        ({"fn": "+49 40 1", "points": (PointFacts("phone", "1"),)}, "+49 40 1", "individual"),
        ({"nickname": "Mimi"}, "Mimi", "individual"),
    ],
)
def test_without_a_persons_name_the_label_falls_back(said, fn, kind):
    facts = kept(**said)

    assert (facts.fn, facts.family, facts.kind) == (fn, "", kind)


def test_unlabelled_points_are_business_where_there_is_an_organisation():
    points = (PointFacts("phone", "1"), PointFacts("email", "a@b", "home", "private"))

    at_work = kept(**NAME, org=("Werk",), points=points)
    alone = kept(**NAME, points=points)

    assert [each.use for each in at_work.points] == ["business", "private"]
    assert [each.use for each in alone.points] == ["private", "private"]


def test_a_country_by_name_becomes_its_code_and_an_address_of_a_country_alone_is_none():
    said = (AddressFacts(town="Wien", country="Österreich"), AddressFacts(country="Utopia"))

    shape = shape_of(CardFacts(**NAME, addresses=said))

    assert shape.addresses == (AddressFacts(town="Wien", country="AT", use="private"), None)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (date(1980, 3, 22), date(1980, 3, 22)),
        (PartialDate(0, 3, 22), PartialDate(0, 3, 22)),
        (PartialDate(1980, 0, 0), PartialDate(1980, 0, 0)),
        ("um 1800", None),
    ],
)
def test_a_birthday_is_kept_as_far_as_it_is_known(said, day):
    assert kept(**NAME, birthday=said).birthday == day


def test_what_is_too_long_is_cut_and_said_so():
    shape = shape_of(CardFacts(**NAME, nickname="x" * 100))

    assert (len(shape.facts.nickname), shape.shortened) == (80, True)


SAID = CardFacts(
    uid="u",
    fn="Berg, Anna (privat)",
    family="Berg",
    given="Anna",
    prefix="Frau Dr.",
    org=("Werk  GmbH", "Bau", "Team 2"),
    role="Chefin",
    anniversary="1990",
    birthday="um 1980",
    categories=("Messe", "VIP"),
    points=(
        PointFacts("phone", "040  1", "other"),
        PointFacts("url", "x" * 400),
        PointFacts("email", "a@b.example", "home", "private"),
    ),
    addresses=(AddressFacts(street="Aarweg 1", town="Bern", country="Schweiz", preferred=True),),
)


def test_what_still_says_the_same_goes_out_in_the_cards_own_words():
    now = shape_of(SAID).facts

    assert as_written(replace(now, uid="u"), SAID) == SAID
    assert as_written(replace(now, uid="u", points=now.points[::-1]), SAID) == SAID


@pytest.mark.parametrize(
    ("ours", "cards"),
    [
        ({"given": "Eva", "fn": "Dr. Eva Berg"}, {"given": "Eva", "fn": "Dr. Eva Berg"}),
        ({"title": "Leiterin"}, {"title": "Leiterin"}),
        ({"prefix": ""}, {"prefix": "", "gender": "F"}),
        ({"nickname": "Mimi"}, {"nickname": "Mimi"}),
        ({"categories": ("Messe",)}, {"categories": ("Messe",)}),
        ({"birthday": date(1980, 1, 1)}, {"birthday": date(1980, 1, 1)}),
        ({"org": ("Neu AG",)}, {"org": ("Neu AG",)}),
    ],
)
def test_one_changed_field_changes_that_field_only(ours, cards):
    now = replace(shape_of(SAID).facts, uid="u", **ours)

    assert as_written(now, SAID) == replace(SAID, **cards)


def test_a_changed_number_stands_where_the_old_one_stood_and_the_unmodelled_stays():
    now = replace(shape_of(SAID).facts, uid="u")
    mail = replace(now.points[1], preferred=True)
    new = PointFacts("phone", "2", "mobile", "business")

    written = as_written(replace(now, points=(now.points[0], new, mail)), SAID)

    assert written.points == (SAID.points[0], SAID.points[1], mail, new)


def test_a_name_that_was_split_from_fn_alone_goes_out_whole_when_it_changes():
    said = CardFacts(uid="u", fn="Anna Berg")
    now = replace(shape_of(said).facts, uid="u", family="Ost", fn="Anna Ost")

    written = as_written(now, said)

    assert (written.fn, written.given, written.family) == ("Anna Ost", "Anna", "Ost")
