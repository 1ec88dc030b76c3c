"""R7: mutated input raises nothing and takes no two seconds. S9: hostile text, linear time."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from klientel.formats.dates import read_german_date, read_vcard_date
from klientel.formats.names import split_name
from klientel.formats.phones import digits_forms, parsed, query_digits, shown
from klientel.formats.postal import country_code, german_state
from klientel.formats.vcard import Card, facts, merged, read_cards, write_card

WHOLE = 100_000
SECONDS = 2.0
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vcard"
OWN = (
    (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:K=C3=B6=\r\n=hler;Anna\r\n"
        b"PHOTO;JPEG;BASE64:\r\n /9j/4AAQ\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:B\r\nEND:VCARD\r\nEND:VCARD\r\n"
    ),
    (
        b'BEGIN:VCARD\r\nVERSION:4.0\r\nitem1.TEL;TYPE="work,cell";PREF=1:tel:+49-40-1;ext=2\r\n'
        b'item1.X-ABLabel:_$!<Home>!$_\r\nADR;LABEL="a^nb":;;Am Markt\\, 1;Bern;;3000;CH\r\n'
        b"BDAY:--0203\r\nPHOTO:data:image/png;base64,iVBO\r\nEND:VCARD\r\n"
    ),
)
SPARKS = (b"\r\n", b"\n ", b"=", b"=\n", b":", b";", b",", b'"', b"\\", b"^n", b"\x00", b"\xff", b"\xfe\xff",
          b"BEGIN:VCARD\n", b"END:VCARD\n", b"AGENT:\n", b";ENCODING=QUOTED-PRINTABLE", b";CHARSET=utf-7",
          b"VERSION:2.1\n", b"\xc3", b"BDAY:9999-99-99\n", b"\xed\xa0\x80")  # fmt: skip


def seeds() -> list[bytes]:
    files = sorted(CORPUS.glob("*/*.vcf"))
    return [*OWN, *(data for data in (file.read_bytes() for file in files) if len(data) < 5_000)]


def mutated(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        act = chance.randrange(4)
        if act == 0:
            found[at:at] = chance.choice(SPARKS)
        elif act == 1:
            del found[at : at + chance.randint(1, 40)]
        elif act == 2:
            found[at : at + 1] = bytes([chance.randrange(256)])
        else:
            found[at:at] = found[: chance.randint(1, 60)]
    return bytes(found)


def through_the_codec(data: bytes) -> None:
    for card in read_cards(data):
        if isinstance(card, Card):
            said = facts(card)
            version = "4.0" if card.version == "4.0" else "3.0"
            back = list(read_cards(write_card(card, version).encode("utf-8", "replace")))
            assert back == [Card(version, card.properties)]
            for other in ("3.0", "4.0"):
                merged(card, said, other)
            assert facts(merged(card, said, version)) == said
            assert [each.binary for each in card.properties]


@pytest.mark.proof
def test_mutated_cards_raise_nothing_and_take_no_two_seconds(proof_share: float) -> None:
    chance = random.Random(20240711)  # noqa: S311 -- a fixed seed makes a failure repeatable
    inputs = seeds()
    slowest = 0.0
    for _ in range(int(WHOLE * proof_share)):
        data = mutated(chance.choice(inputs), chance)
        start = time.process_time()
        through_the_codec(data)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < SECONDS


def in_card(body: str) -> Callable[[], object]:
    data = f"BEGIN:VCARD\nVERSION:2.1\n{body}\nEND:VCARD\n".encode()
    return lambda: through_the_codec(data)


SIZE = 100_000
HOSTILE: dict[str, Callable[[], object]] = {
    "quotes": in_card("X;A=" + '"a' * SIZE + ":v"),
    "open quotes": in_card('X;A="' + "a;" * SIZE + ":v"),
    "semicolons": in_card("X" + ";" * SIZE + ":v"),
    "commas": in_card("X;A=" + "," * SIZE + ":v"),
    "carets": in_card("X;A=" + "^" * SIZE + ":v"),
    "backslashes": in_card("ADR:" + "\\" * SIZE + ";" + "\\," * SIZE),
    "folds": in_card("NOTE:a" + "\n " * SIZE),
    "blank lines": in_card("NOTE:a" + "\n" * SIZE),
    "soft breaks": in_card("NOTE;QUOTED-PRINTABLE:" + "a=\n" * SIZE),
    "torn lines": in_card("NOTE:a\n" + "b\n" * SIZE),
    "base64 lines": in_card("PHOTO;BASE64:\n" + "AAAA\n" * SIZE),
    "dots": in_card("a." * SIZE + "TEL:1"),
    "markers": lambda: list(read_cards(b"BEGIN:VCARD\n" * SIZE)),
    "ends": lambda: list(read_cards(b"END:VCARD\n" * SIZE)),
    "agents": lambda: list(read_cards(b"AGENT:\nBEGIN:VCARD\n" * SIZE)),
    "marker spaces": lambda: list(read_cards((b"BEGIN:VCARD" + b" " * SIZE + b"x\n") * 5)),
    "data uri": in_card("PHOTO:data:" + ";a" * SIZE),
    "phone": lambda: [f("+49" + "0 (" * SIZE) for f in (digits_forms, query_digits, shown, parsed)],
    "phone digits": lambda: [f("1 x" * SIZE) for f in (digits_forms, query_digits, shown, parsed)],
    "name": lambda: [
        split_name("von " * SIZE),
        split_name("Dr. " * SIZE),
        split_name("a, " * SIZE),
    ],
    "dates": lambda: [f("1" * SIZE) for f in (read_vcard_date, read_german_date)],
    "place": lambda: [country_code("a " * SIZE), german_state("1" * SIZE)],
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_takes_linear_time(case: str) -> None:
    start = time.process_time()
    HOSTILE[case]()
    assert time.process_time() - start < SECONDS
