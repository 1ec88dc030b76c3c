"""The documents keep up with the code, with each other and with their pictures."""

import re
from pathlib import Path

import handbook
from klientel.config.env import SETTINGS
from tests.architecture.rooms import ROOT

DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_ELSEWHERE = ("http://", "https://", "mailto:")


def missing(names: list[str], text: str) -> list[str]:
    return [name for name in names if not re.search(rf"\b{re.escape(name)}\b", text)]


def linked(page: Path) -> list[Path]:
    """Return what a page links to inside this repository, pictures too."""
    found = _LINK.findall(page.read_text(encoding="utf-8"))
    inside = [link.partition("#")[0] for link in found if not link.startswith(_ELSEWHERE)]
    return [(page.parent / link).resolve() for link in inside if link]


def test_the_administrators_page_names_each_setting():
    text = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")

    assert missing([setting.name for setting in SETTINGS], text) == []


def test_a_setting_that_no_page_names_is_found():
    assert missing(["KLIENTEL_DATA"], "KLIENTEL_DATABASE is something else") == ["KLIENTEL_DATA"]


def test_each_link_of_a_document_leads_to_something():
    dead = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in DOCUMENTS
        for target in linked(page)
        if not target.exists()
    ]

    assert dead == []


def test_a_dead_link_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("![gone](gone.png) [out](https://klientel.example) [here](#here)")

    assert linked(page) == [tmp_path / "gone.png"]


def test_each_picture_is_shown_and_made_by_the_script():
    pictures = {path.stem for path in handbook.IMAGES.glob("*.png")}
    shown = {each for page in DOCUMENTS for each in linked(page) if each.suffix == ".png"}

    assert {each.stem for each in shown} == pictures
    assert pictures == {*handbook.PICTURES, "erster-start"}


def test_each_picture_is_small():
    large = [p.name for p in handbook.IMAGES.glob("*") if p.stat().st_size > handbook.LARGEST]

    assert large == []


def test_the_index_of_decisions_names_each_one():
    folder = ROOT / "docs" / "adr"
    index = set(linked(folder / "README.md"))

    assert [path.name for path in folder.glob("0*.md") if path not in index] == []


def test_no_two_decisions_share_a_number():
    numbers = [path.name[:4] for path in (ROOT / "docs" / "adr").glob("0*.md")]

    assert len(numbers) == len(set(numbers))


def test_the_handbook_begins_at_each_of_its_pages():
    folder = ROOT / "docs" / "handbuch"
    begun = set(linked(folder / "README.md"))

    assert [p.name for p in folder.glob("*.md") if p.name != "README.md" and p not in begun] == []
