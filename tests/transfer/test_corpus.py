"""Cards that other people's software wrote, through the whole import; docs/import.md says the same."""

from pathlib import Path

import pytest

from klientel.transfer.operations import import_cards
from klientel.transfer.reasons import REASONS
from klientel.transfer.report import OUTCOMES, Report
from tests.factories import SYSTEM
from tests.transfer.cards import exported, imported, outcomes, revision

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "import.md"
FILES = sorted((ROOT.parent / "shared" / "corpus" / "vcard").glob("*/*.vcf"))
HEAD = (
    "| Datei | neu | geändert | unverändert | zu entscheiden | abgelehnt | Grund |\n"
    "|---|--:|--:|--:|--:|--:|---|"
)

corpus = pytest.mark.skipif(not FILES, reason="the shared corpus is not beside the repository")


def table(report: Report) -> str:
    """Return a row for each file: how many cards became what, and why one did not go in."""
    rows = [HEAD]
    for path in FILES:
        counts = report.counts[str(path)]
        why = [f"Zeile {e.line}: `{e.reason}`" for e in report.lines if e.file == str(path)]
        cells = [path.name, *(str(counts[each] or "") for each in OUTCOMES), "; ".join(why)]
        rows.append("| " + " | ".join(cells) + " |")
    totals = [f"**{report.total(each)}**" for each in OUTCOMES]
    return "\n".join([*rows, "| **zusammen** | " + " | ".join(totals) + " | |"])


@corpus
@pytest.mark.django_db
def test_the_page_holds_what_the_corpus_becomes():
    report = import_cards(paths=FILES, by=SYSTEM)

    text = PAGE.read_text(encoding="utf-8")
    shown = text.partition("<!-- corpus -->\n")[2].partition("\n<!-- /corpus -->")[0]
    assert shown == table(report)


@corpus
@pytest.mark.django_db
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_the_corpus_again_and_its_export_change_nothing(tmp_path, version):
    first = import_cards(paths=FILES, by=SYSTEM)
    before = revision()

    again = import_cards(paths=FILES, by=SYSTEM)
    text = exported(version)
    own = imported(tmp_path, text)

    assert (again.total("new"), again.total("updated")) == (0, 0)
    assert outcomes(own) == {"unchanged": first.total("new")}
    assert revision() == before
    assert exported(version) == text


def test_the_page_explains_each_reason():
    text = PAGE.read_text(encoding="utf-8")

    assert [code for code in REASONS if f"| `{code}` |" not in text] == []
