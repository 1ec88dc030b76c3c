"""What the reader understands of each version, encoding and habit."""

import pytest

from klientel.formats.vcard import Card, Property, Refused, read_cards
from klientel.formats.vcard.cards import MAX_LINE_BYTES, MAX_PROPERTIES


def card_of(body: str | bytes, version: str = "3.0") -> Card:
    data = body if isinstance(body, bytes) else body.encode()
    whole = f"BEGIN:VCARD\r\nVERSION:{version}\r\n".encode() + data + b"\r\nEND:VCARD\r\n"
    (card,) = read_cards(whole)
    assert isinstance(card, Card)
    return card


def plain(name: str, value: str) -> Property:
    return Property("", name, (), value)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_ending_is_read(end: str) -> None:
    text = end.join(["BEGIN:VCARD", "VERSION:3.0", "FN:Anna", "  Berg", "END:VCARD", ""])
    assert list(read_cards(text.encode())) == [Card("3.0", [plain("FN", "Anna Berg")])]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_every_encoding_is_recognised(encoding: str) -> None:
    data = "BEGIN:VCARD\nVERSION:3.0\nFN:Jörg Groß\nEND:VCARD\n".encode(encoding)
    assert list(read_cards(data)) == [Card("3.0", [plain("FN", "Jörg Groß")])]


def test_a_property_may_have_a_charset_of_its_own() -> None:
    card = card_of(b"FN;CHARSET=Windows-1253:\xc1\xe8\xde\xed\xe1\nNOTE:\xc3\xbc", "2.1")
    assert card.properties == [plain("FN", "Αθήνα"), plain("NOTE", "ü")]


def test_a_charset_that_is_no_alphabet_is_not_used() -> None:
    assert card_of(b"FN;CHARSET=unicode_escape:M\xfcller", "2.1").text("FN") == "Müller"


def test_quoted_printable_with_soft_breaks_becomes_text() -> None:
    body = "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Gr=C3=\n=BC=C3=9Fe=0D=0A=\n aus Bern\nTITLE:Chef"
    card = card_of(body, "2.1")
    assert card.properties == [plain("NOTE", "Grüße\\n aus Bern"), plain("TITLE", "Chef")]
    assert card.text("NOTE") == "Grüße\n aus Bern"


def test_a_value_cut_at_its_soft_break_does_not_swallow_the_next_property() -> None:
    card = card_of("ORG;QUOTED-PRINTABLE:Werft=\nTEL;CELL:0171 1", "2.1")
    assert [each.name for each in card.properties] == ["ORG", "TEL"]


def test_base64_over_lines_without_a_leading_space_is_one_value() -> None:
    card = card_of("PHOTO;JPEG;BASE64:\n/9j/\n  4AAQ\n\nFN:Anna", "2.1")
    photo = Property("", "PHOTO", (("TYPE", ("JPEG",)), ("ENCODING", ("b",))), "/9j/4AAQ")
    assert card.properties == [photo, plain("FN", "Anna")]
    assert photo.binary == b"\xff\xd8\xff\xe0\x00\x10"


def test_a_fold_of_2_1_keeps_its_space() -> None:
    assert card_of("NOTE:vormittags\n anrufen", "2.1").text("NOTE") == "vormittags anrufen"


def test_groups_parameters_and_quotes() -> None:
    card = card_of('item1.tel;type="work,voice";X-A="a;b:c",d;X-B=^ny^^^\'^z:+49 40 1')
    params = (("TYPE", ("work,voice",)), ("X-A", ("a;b:c", "d")), ("X-B", ('\ny^"^z',)))
    assert card.properties == [Property("item1", "TEL", params, "+49 40 1")]
    assert card.properties[0].types == {"WORK", "VOICE"}


def test_bare_parameters_of_2_1_are_types() -> None:
    (tel,) = card_of("TEL;HOME;VOICE:040 1", "2.1").properties
    assert tel.types == {"HOME", "VOICE"}


def test_structured_values_respect_escapes() -> None:
    (adr,) = card_of(r"ADR:;;Am Markt 1\, Hof\;Keller,links;Bern;;3000;").properties
    assert adr.structured == [
        [""],
        [""],
        ["Am Markt 1, Hof;Keller", "links"],
        ["Bern"],
        [""],
        ["3000"],
        [""],
    ]


def test_a_nested_agent_is_kept_whole_in_the_outer_card() -> None:
    agent = "BEGIN:VCARD\nVERSION:2.1\nFN:Bert, Bote\nEND:VCARD"
    card = card_of(f"FN:Anna\nAGENT:\n{agent}\nTITLE:Chefin", "2.1")
    assert [each.name for each in card.properties] == ["FN", "AGENT", "TITLE"]
    assert card.text("AGENT") == agent


def test_a_line_that_is_no_property_stays_with_the_one_before() -> None:
    assert card_of("NOTE:eins\nzwei\nFN:Anna").text("NOTE") == "eins\nzwei"


def test_refused_cards_name_line_and_reason_and_the_others_go_in() -> None:
    text = (
        "Adressbuch\n"
        "BEGIN:VCARD\nFN:Cropped\n"
        "BEGIN:VCARD\nEND:VCARD\n"
        "BEGIN:vcard\nFN:Anna\nEND:vcard\n\nNachwort\n"
        "BEGIN:VCARD\nFN:Ende"
    )
    assert list(read_cards(text.encode())) == [
        Refused(1, "no-begin", "Adressbuch"),
        Refused(2, "no-end", "FN:Cropped"),
        Refused(4, "empty", ""),
        Card("3.0", [plain("FN", "Anna")]),
        Refused(10, "no-begin", "Nachwort"),
        Refused(11, "no-end", "FN:Ende"),
    ]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n \r\n"])
def test_a_file_with_nothing_in_it_is_refused(data: bytes) -> None:
    assert list(read_cards(data)) == [Refused(1, "empty", "")]


def test_limits_are_held() -> None:
    nested = "AGENT:\nBEGIN:VCARD\n" * 5 + "FN:a\n" + "END:VCARD\n" * 5
    bodies = {
        "too-many-properties": "X:1\n" * (MAX_PROPERTIES + 1),
        "line-too-long": "NOTE:" + "x" * MAX_LINE_BYTES,
        "card-too-large": ("NOTE:" + "x" * 1_000_000 + "\n") * 21,
        "nesting": nested,
    }
    found = {
        reason: [
            each.reason_code if isinstance(each, Refused) else "card"
            for each in read_cards(
                f"BEGIN:VCARD\n{body}END:VCARD\n".replace("xEND", "x\nEND").encode()
            )
        ]
        for reason, body in bodies.items()
    }
    assert found == {reason: [reason] for reason in bodies}
