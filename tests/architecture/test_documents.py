"""The documents keep up with the code."""

import re

from klientel.config.env import SETTINGS
from tests.architecture.rooms import ROOT


def missing(names: list[str], text: str) -> list[str]:
    return [name for name in names if not re.search(rf"\b{re.escape(name)}\b", text)]


def test_the_administrators_page_names_each_setting():
    text = (ROOT / "docs" / "admin.md").read_text(encoding="utf-8")

    assert missing([setting.name for setting in SETTINGS], text) == []


def test_a_setting_that_no_page_names_is_found():
    assert missing(["KLIENTEL_DATA"], "KLIENTEL_DATABASE is something else") == ["KLIENTEL_DATA"]
