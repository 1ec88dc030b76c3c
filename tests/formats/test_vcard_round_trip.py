"""Read, written, read again: equal. Facts put in: found again, and nothing else touched."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from klientel.formats.dates import PartialDate
from klientel.formats.vcard import (
    AddressFacts,
    Card,
    CardFacts,
    PointFacts,
    Property,
    facts,
    merged,
    read_cards,
    write_card,
)
from klientel.formats.vcard.labels import named
from klientel.formats.vcard.values import components, escaped, joined, structured, unescaped

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=60)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20)
TOKEN = st.text("ABCXYZ-09", min_size=1, max_size=8).map(lambda text: "X" + text)
PARAMS = st.lists(st.tuples(TOKEN, st.lists(TEXT, min_size=1, max_size=3).map(tuple)), max_size=3)
PROPERTY = st.builds(
    Property,
    st.sampled_from(["", "item1", "g.2"]),
    TOKEN,
    PARAMS.map(tuple),
    TEXT.map(lambda text: text.replace("\n", "\\n")),
)
USES = st.sampled_from(["business", "private", ""])
LABELS = st.sampled_from(
    ["mobile", "direct", "fax", "main", "pager", "work", "home", "other", "Werkstatt", "Büro, 2"]
)


@given(st.lists(PROPERTY, min_size=1, max_size=8), st.sampled_from(["3.0", "4.0"]))
def test_any_card_is_equal_after_writing_and_reading(properties, version) -> None:
    card = Card(version, properties)
    text = write_card(card, version)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert list(read_cards(text.encode())) == [card]


@given(TEXT)
def test_escaping_is_undone_by_unescaping(text) -> None:
    assert unescaped(escaped(text)) == text


@given(st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=1, max_size=4))
def test_structured_values_are_equal_after_joining(parts) -> None:
    assert structured(joined(parts)) == parts


@given(st.text("\\;,na", max_size=30))
def test_components_lose_no_sign(raw) -> None:
    assert ";".join(components(raw)) == raw


@st.composite
def points(draw):
    kind = draw(st.sampled_from(["phone", "email", "url", "messenger"]))
    label, use = draw(LABELS), draw(USES)
    if kind == "messenger":
        label = draw(st.sampled_from(["skype", "xmpp", "im"]))
    label, use = named(kind, label, use)
    return PointFacts(kind, draw(LINE).replace(":", "."), label, use, draw(st.booleans()))


ADDRESSES = st.builds(
    AddressFacts,
    street=LINE,
    postcode=LINE,
    town=LINE,
    country=st.sampled_from(["", "Schweiz"]),
    use=USES,
    label=st.sampled_from(["", "Lager; Tor 2"]),
    preferred=st.booleans(),
)
DAYS = st.one_of(
    st.none(),
    st.dates(date(1000, 1, 1)),
    st.just(PartialDate(0, 2, 29)),
    st.just(PartialDate(1980, 3, 0)),
    st.just("um 1800"),
)
FACTS = st.builds(
    CardFacts,
    uid=LINE,
    fn=LINE,
    family=LINE,
    given=st.one_of(st.just(""), LINE),
    org=st.lists(LINE, max_size=2).map(tuple),
    title=st.one_of(st.just(""), LINE),
    note=st.sampled_from(["", "eins\nzwei; drei, vier\\"]),
    categories=st.lists(LINE, max_size=3, unique=True).map(tuple),
    birthday=DAYS,
    anniversary=DAYS,
    kind=st.sampled_from(["individual", "org", "group"]),
    gender=st.sampled_from(["", "F", "M"]),
    points=st.lists(points(), max_size=5).map(tuple),
    addresses=st.lists(ADDRESSES, max_size=3).map(tuple),
)
UNKNOWN = [
    Property("", "X-HOUSE", (("X-P", ("a;b",)),), "v;w"),
    Property("", "PHOTO", (("ENCODING", ("b",)), ("TYPE", ("JPEG",))), "/9j/"),
    Property("item9", "X-ABDATE", (), "2001-01-01"),
    Property("item9", "X-ABLABEL", (), "Einzug"),
]


@given(FACTS, FACTS, st.sampled_from(["3.0", "4.0"]))
def test_facts_over_other_facts_are_found_again_and_the_unknown_survives(old, new, version) -> None:
    first = merged(Card(version, list(UNKNOWN)), old, version)
    second = merged(first, new, version)
    (back,) = read_cards(write_card(second, version).encode())
    assert facts(merged(None, new, version)) == new
    assert replace(facts(first), has_photo=False) == old
    assert replace(facts(second), has_photo=False) == new
    assert facts(back) == facts(second)
    assert [each for each in second.properties if each in UNKNOWN] == UNKNOWN
    assert merged(second, facts(second), version) == second
