"""What few cards hold, and what is done with it."""

import codecs
from dataclasses import replace

import pytest

from klientel.formats.vcard import Card, Property, facts, merged, read_cards, write_card
from klientel.formats.vcard import cards as cards_module
from klientel.formats.vcard import heads as heads_module
from klientel.formats.vcard.cards import types_of
from klientel.formats.vcard.values import escaped, structured

PHOTO = "data:image/png;base64,iVBORw0="


def card_of(body: str | bytes, version: str = "3.0") -> Card:
    data = body if isinstance(body, bytes) else body.encode()
    whole = f"BEGIN:VCARD\r\nVERSION:{version}\r\n".encode() + data + b"\r\nEND:VCARD\r\n"
    (card,) = read_cards(whole)
    assert isinstance(card, Card)
    return card


def test_big_endian_words_are_read_by_their_mark() -> None:
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg\nEND:VCARD\n"
    (card,) = read_cards(codecs.BOM_UTF16_BE + text.encode("utf-16-be"))

    assert card == Card("3.0", [Property("", "FN", (), "Jörg")])


def test_a_charset_that_nobody_knows_is_guessed() -> None:
    assert card_of(b"FN;CHARSET=X-UNKNOWN:M\xfcller", "2.1").text("FN") == "Müller"


def test_bytes_that_no_charset_knows_are_read_as_they_are() -> None:
    assert card_of(b"FN:M\x81ller", "2.1").text("FN") == "M\x81ller"


def test_text_that_is_no_utf_8_though_it_says_so_is_guessed() -> None:
    body = b"FN;CHARSET=UTF-8:" + "ÄÖÜ".encode("cp1252")

    assert card_of(body, "2.1").text("FN") == "ÄÖÜ"


@pytest.mark.parametrize("charset", ["", ";CHARSET=ISO-8859-1"])
def test_raw_letters_among_encoded_ones_follow_the_charset(charset: str) -> None:
    ue = "=FC" if charset else "=C3=BC"
    card = card_of(f"FN{charset};ENCODING=QUOTED-PRINTABLE:M{ue}ller Groß", "2.1")

    assert card.text("FN") == "Müller Groß"


def test_a_soft_break_in_the_last_line_joins_nothing() -> None:
    card = card_of("FN:Anna\nNOTE;QUOTED-PRINTABLE:a=", "2.1")

    assert [(each.name, each.text) for each in card.properties] == [("FN", "Anna"), ("NOTE", "a")]


def test_a_backslash_in_quoted_printable_is_one_in_2_1_alone() -> None:
    body = "NOTE;ENCODING=QUOTED-PRINTABLE:a\\nb"

    assert [card_of(body, version).text("NOTE") for version in ("2.1", "3.0")] == ["a\\nb", "a\nb"]


@pytest.mark.parametrize(
    ("value", "found"),
    [(PHOTO, b"\x89PNG\r"), ("data:text/plain,Gr%C3%BC%C3%9Fe", "Grüße".encode())],
)
def test_a_data_uri_holds_its_bytes(value: str, found: bytes) -> None:
    assert Property("", "PHOTO", (), value).binary == found


def test_what_is_remembered_of_parameters_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards_module, "_MAX_CACHED", 2)
    monkeypatch.setattr(cards_module, "_TYPES", {})
    asked = [(("TYPE", (f"t{number}",)),) for number in range(3)]

    assert [types_of(params) for params in asked] == [{"T0"}, {"T1"}, {"T2"}]
    assert len(cards_module._TYPES) == 1


def test_what_is_remembered_of_written_heads_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads_module, "_MAX_HEADS", 2)
    monkeypatch.setattr(heads_module, "_HEADS", {})
    card = card_of("\r\n".join(f"X-{number}:1" for number in range(3)))

    text = write_card(card, "3.0")

    assert [line for line in text.split("\r\n") if line[:2] == "X-"] == ["X-0:1", "X-1:1", "X-2:1"]
    assert len(heads_module._HEADS) <= 2


def test_a_line_without_a_colon_is_text_of_the_line_before() -> None:
    card = card_of('NOTE:one\nX "torn text', "2.1")

    assert card.text("NOTE") == 'one\nX "torn text'


def test_a_colon_in_quotes_does_not_end_a_head() -> None:
    card = card_of('TEL;TYPE="a:b":040 1')

    assert (card.properties[0].param("TYPE"), card.properties[0].value) == ("a:b", "040 1")


def test_quotes_that_do_not_close_do_not_hide_the_colon() -> None:
    assert card_of('TEL;TYPE="a:040 1').properties[0].value == "040 1"


@pytest.mark.parametrize("head", ["a b", "x!.FN"])
def test_what_is_no_name_begins_no_property(head: str) -> None:
    card = card_of(f"NOTE:one\n{head}:two", "2.1")

    assert [each.name for each in card.properties] == ["NOTE"]


def test_an_unknown_encoding_is_kept() -> None:
    assert card_of("NOTE;ENCODING=ROT13:Naan", "2.1").properties == [
        Property("", "NOTE", (("ENCODING", ("ROT13",)),), "Naan")
    ]


def test_every_break_is_written_as_one() -> None:
    assert [escaped(text) for text in ("a\r\nb", "a\rb", "a\nb")] == ["a\\nb"] * 3


def test_a_value_that_ends_in_a_backslash_is_read_whole() -> None:
    assert structured("a\\;b;c\\") == [["a;b"], ["c\\"]]


def test_a_mail_address_may_be_a_link() -> None:
    found = facts(card_of("EMAIL:mailto:anna@werft.example"))

    assert [(each.kind, each.value) for each in found.points] == [("email", "anna@werft.example")]


@pytest.mark.parametrize(
    ("line", "service"),
    [
        ("X-SOCIALPROFILE;TYPE=mastodon:https://m.example/anna", "mastodon"),
        ("IMPP:xmpp:anna@werft.example", "xmpp"),
        ("IMPP:anna", "im"),
    ],
)
def test_a_messenger_says_its_service(line: str, service: str) -> None:
    assert [each.label for each in facts(card_of(line)).points] == [service]


def test_a_label_that_was_taken_away_does_not_take_a_shared_one() -> None:
    card = card_of(
        "item1.TEL:040 1\r\nitem1.EMAIL:a@b.example\r\nitem1.X-ABLABEL:Werkstatt\r\nFN:Anna"
    )
    before = facts(card)
    points = tuple(replace(each, label="") for each in before.points)

    again = merged(card, replace(before, points=points), "3.0")

    assert [(each.value, each.label) for each in facts(again).points] == [
        ("040 1", "other"), ("a@b.example", "other"),
    ]  # fmt: skip
    assert [each.name for each in again.properties] == ["TEL", "EMAIL", "FN"]


def test_a_label_changes_under_its_own_group() -> None:
    card = card_of("item1.TEL:040 1\r\nitem1.X-ABLABEL:Werkstatt\r\nFN:Anna")
    before = facts(card)
    points = (replace(before.points[0], label="Lager"),)

    again = merged(card, replace(before, points=points), "3.0")

    assert [each for each in again.properties if each.name == "X-ABLABEL"] == [
        Property("item1", "X-ABLABEL", (), "Lager")
    ]


def test_a_label_without_its_group_leaves_the_card_with_what_it_named() -> None:
    card = card_of("item1.TEL:040 1\r\nitem1.X-ABLABEL:Werkstatt\r\nFN:Anna")

    again = merged(card, replace(facts(card), points=()), "3.0")

    assert [each.name for each in again.properties] == ["FN"]


def test_a_picture_may_be_a_link() -> None:
    links = ("https://werft.example/a.png", "file:///etc/passwd")

    assert [Property("", "PHOTO", (), link).link for link in links] == [links[0], ""]


def test_a_messenger_of_another_service_is_another_property() -> None:
    card = card_of("IMPP;X-SERVICE-TYPE=Skype:skype:anna\r\nFN:Anna")
    before = facts(card)
    points = (replace(before.points[0], label="jabber"),)

    again = facts(merged(card, replace(before, points=points), "3.0"))

    assert again.points == points
