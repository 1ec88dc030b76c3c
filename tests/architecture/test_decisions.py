"""Decisions are numbered once each, without a gap, and listed where one looks for them."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "adr"


def test_each_decision_has_a_number_of_its_own_in_its_name_its_title_and_the_list():
    listed = (FOLDER / "README.md").read_text()
    files = sorted(FOLDER.glob("0*.md"))

    for number, file in enumerate(files, 1):
        assert file.name.startswith(f"{number:04}-")
        assert file.read_text().startswith(f"# {number}. ")
        assert f"]({file.name})" in listed
