"""R7: mutated tables raise nothing undocumented and take no two seconds. S9: linear time."""

import io
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from klientel.formats.csv import NotATable, layout_of, records
from klientel.transfer.tables.mapping import UnknownField
from klientel.transfer.tables.reading import Choices, rows_of, table_of

WHOLE = 100_000
SECONDS = 2.0
MEMORY = 200 * 1024 * 1024
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "csv"
OWN = (
    ("Anrede;Vorname;Nachname;Firma;Straße;PLZ;Ort;Telefon;E-Mail;Geburtstag;Notiz\r\n"
    'Frau;Anna;Köhler;"Werk ""Nord"" GmbH";Am Kai 1;20457;Hamburg;+49 40 1;a@w.example;3.2.1980;"a\nb"\r\n'
    "Herr;Ben;Dahl;Amt;;;;;;;\r\n"),
    ("First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,Labels\n"
    "Anna,Berg,* Work,a@w.example ::: b@w.example,+49 1,* myContacts ::: Messe\n"),
    "sep=|\nName|Birthday|Tags\nBerg, Anna|3/22/1980|a;b\n",
)  # fmt: skip
SPARKS = (b'"', b'""', b'"""', b",", b";", b"\t", b"|", b"\r\n", b"\n", b"\r", b"\0", b"\xff\xfe",
          b"\xfe\xff", b"\xef\xbb\xbf", b"sep=;", b"\xc3", b"\xed\xa0\x80", b" ::: ", b"'", b"=1+1",
          b"99.99.9999", b"0/0/00", b"\\|", b"::: ")  # fmt: skip


def seeds() -> list[bytes]:
    files = sorted(CORPUS.glob("*.csv"))
    filled = [file.read_bytes() + b"\na,b,c,d,e@f.example,3/4/80\n" for file in files]
    codes = ("utf-8", "cp1252", "utf-16")
    return [*(text.encode(code, "replace") for text in OWN for code in codes), *filled]


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


def through_the_reader(data: bytes) -> int:
    stream = io.BytesIO(data)
    try:
        table = table_of(stream, Choices())
    except (NotATable, UnknownField):
        return 0
    return sum(1 for _ in rows_of("t.csv", stream, table))


@pytest.mark.proof
def test_mutated_tables_raise_nothing_and_take_no_two_seconds(proof_share: float) -> None:
    chance = random.Random(20261124)  # noqa: S311 -- a fixed seed makes a failure repeatable
    inputs = seeds()
    slowest = 0.0
    for _ in range(int(WHOLE * proof_share)):
        data = mutated(chance.choice(inputs), chance)
        start = time.process_time()
        through_the_reader(data)
        slowest = max(slowest, time.process_time() - start)
    assert slowest < SECONDS


def _read(data: bytes) -> Callable[[], object]:
    def run() -> object:
        stream = io.BytesIO(data)
        return sum(1 for _ in records(stream, layout_of(stream)))

    return run


SIZE = 300_000
HOSTILE: dict[str, Callable[[], object]] = {
    "quotes": _read(b"a,b\n" + b'"' * SIZE),
    "pairs of quotes": _read(b"a,b\n" + b'""' * SIZE),
    "open quotes": _read(b"a,b\n" + b'x","y\n' * SIZE),
    "open quote at the end of many rows": _read(b"a,b\n" + b"x,y\n" * SIZE + b'"'),
    "one line": _read(b"a,b\n" + b"x" * 20 * SIZE),
    "delimiters": _read(b"a,b\n" + b"," * SIZE),
    "empty lines": _read(b"a,b\n" + b"\n" * SIZE),
    "zeros": _read(b"a,b\n" + b"\0" * SIZE),
    "preamble": lambda: through_the_reader(b"x\n" * 5_000),
    "days": lambda: through_the_reader(b"Geburtstag,Name\n" + b"1/" * SIZE + b",x\n"),
    "lists": lambda: through_the_reader(b"Tags,Name\n" + b"\\|::: " * SIZE + b",x\n"),
    "place": lambda: through_the_reader(b'"PLZ Ort",Name\n' + b"1 " * SIZE + b",x\n"),
    "whole": lambda: through_the_reader(b"Anschrift,Name\n" + b"a , " * 100_000 + b",x\n"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_tables_take_linear_time_and_little_memory(case: str) -> None:
    tracemalloc.start()
    start = time.process_time()
    HOSTILE[case]()
    seconds = time.process_time() - start
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seconds < 4 * SECONDS  # tracing costs about as much again
    assert most < MEMORY
