"""Cards that other people's software wrote (shared corpus, beside the repository)."""

from dataclasses import replace
from pathlib import Path

import pytest

from klientel.formats.vcard import Card, Refused, facts, merged, read_cards, write_card
from klientel.formats.vcard.writing import Version

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "vcard"
FILES = sorted(CORPUS.glob("*/*.vcf"))
REFUSED = {"Cropped_2_1.vcf": [(1, "no-end")], "Empty.vcf": [(1, "empty")]}
CARDS = {
    "Cropped_2_1.vcf": 0,
    "Empty.vcf": 0,
    "John_Doe_ANDROID.vcf": 6,
    "rfc2426-example.vcf": 2,
    "v3Utf16Bom.vcf": 2,
}

pytestmark = pytest.mark.skipif(not FILES, reason="the shared corpus is not beside the repository")


def cards_of(file: Path) -> list[Card]:
    return [each for each in read_cards(file.read_bytes()) if isinstance(each, Card)]


def own_version(card: Card) -> Version:
    return "4.0" if card.version == "4.0" else "3.0"


def test_each_card_is_accepted_but_a_cropped_one_and_an_empty_file() -> None:
    found = {}
    for file in FILES:
        read = list(read_cards(file.read_bytes()))
        refused = [(each.line, each.reason_code) for each in read if isinstance(each, Refused)]
        found[file.name] = (len(read) - len(refused), refused)
    assert found == {
        file.name: (CARDS.get(file.name, 1), REFUSED.get(file.name, [])) for file in FILES
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_written_and_read_again_each_property_is_equal(file: Path) -> None:
    for card in cards_of(file):
        text = write_card(card, own_version(card))
        assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
        assert list(read_cards(text.encode())) == [replace(card, version=own_version(card))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_its_own_facts_merged_in_change_nothing(file: Path, version: Version) -> None:
    for card in cards_of(file):
        said = facts(card)
        same = merged(card, said, version)
        assert facts(same) == said
        changed = replace(said, title="Neu", points=said.points[::-1])
        assert facts(merged(card, changed, version)) == changed
        other = merged(None, said, version)
        assert replace(facts(other), has_photo=said.has_photo) == said


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_photo_bytes_survive_the_other_version(file: Path) -> None:
    for card in cards_of(file):
        other: Version = "3.0" if card.version == "4.0" else "4.0"
        (back,) = read_cards(write_card(card, other).encode())
        assert isinstance(back, Card)
        assert [p.binary for p in back.every("PHOTO")] == [p.binary for p in card.every("PHOTO")]
