"""R7: mutated files through the whole import raise nothing, take no two seconds, and what went in
comes out again. S8: a hostile file is dealt with in bounded time."""

import random
import time

import pytest
from django.db import transaction

from tests.formats.test_vcard_hostile import mutated, seeds
from tests.transfer.cards import card, exported, imported, outcomes, revision

pytestmark = pytest.mark.django_db
WHOLE = 4_000
TOGETHER = 8
SECONDS = 2.0


@pytest.mark.proof
def test_mutated_files_raise_nothing_through_the_whole_import(tmp_path, proof_share):
    chance = random.Random(20261124)  # noqa: S311 -- a fixed seed makes a failure repeatable
    inputs = seeds()
    path = tmp_path / "cards.vcf"
    slowest = 0.0
    for _ in range(int(WHOLE * proof_share) // TOGETHER):
        path.write_bytes(
            b"\r\n".join(mutated(chance.choice(inputs), chance) for _ in range(TOGETHER))
        )
        with transaction.atomic():
            start = time.perf_counter()
            _take_in(path)
            slowest = max(slowest, time.perf_counter() - start)
            transaction.set_rollback(True)
    assert slowest < SECONDS * TOGETHER


def _take_in(path):
    from klientel.transfer.operations import import_cards
    from tests.factories import SYSTEM

    first = import_cards(paths=[path], by=SYSTEM)
    assert [line for line in first.lines if line.reason == "database"] == []
    before, text = revision(), exported()
    again = import_cards(paths=[path], by=SYSTEM)
    assert (again.total("new"), again.total("updated")) == (0, 0)
    own = imported(path.parent, text, name="own.vcf")
    assert set(outcomes(own)) == ({"unchanged"} if text else {"refused"})
    assert revision() == before


SIZE = 20_000
HOSTILE = {
    "one name": "".join(card("N:Berg;Anna", f"EMAIL:a{n}@x.example") for n in range(60)),
    "one uid": "".join(card("N:Berg;Anna", "UID:1", f"TEL:{n}") for n in range(2_000)),
    "long values": card(
        f"N:{'x' * SIZE};Anna", f"ORG:{'x' * SIZE}", f"TEL:{'1' * SIZE}", f"UID:{'u' * SIZE}",
        f"ADR:;;{'s' * SIZE};{'t' * SIZE};;1;", f"CATEGORIES:{'c' * SIZE}", f"NOTE:{'n' * 90_000}",
    ),
    "many numbers": card("N:Berg;Anna", *(f"TEL:{n}" for n in range(2_000))),
    "many tags": card("N:Berg;Anna", "CATEGORIES:" + ",".join(f"t{n}" for n in range(200))),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_dealt_with_in_bounded_time(tmp_path, case):
    start = time.perf_counter()

    report = imported(tmp_path, HOSTILE[case])

    assert time.perf_counter() - start < 5 * SECONDS
    assert report.total("new") >= 1
    before = revision()
    again = imported(tmp_path, HOSTILE[case])
    assert (again.total("new"), again.total("updated"), revision()) == (0, 0, before)
