"""The size gates and bans find what they are for."""

from pathlib import Path

import pytest

from gates import Sized, forbidden_inline, functions, too_long, unexplained

HERE = Path("example")


def test_a_function_is_as_long_as_from_its_def_to_its_end():
    source = "def one():\n    return (\n        1\n    )\n"

    assert list(functions(HERE, source)) == [Sized("example:1 one", 4)]


def test_one_too_long_and_a_long_95th_percentile_are_both_found():
    sizes = [Sized("a", 41), *(Sized("b", 31) for _ in range(9))]

    assert list(too_long("function", sizes, p95=30, most=40)) == [
        "a: function of 41 lines, the most is 40",
        "functions: 95th percentile 41 lines, the gate is 30",
    ]


def test_sizes_within_the_gates_are_no_complaint():
    assert list(too_long("file", [Sized("a", 300)], p95=300, most=400)) == []


@pytest.mark.parametrize("mark", ["noqa: S101", "type: ignore[misc]", "pragma: no cover"])
def test_a_suppression_needs_its_reason(mark):
    assert len(list(unexplained(HERE, f"x = 1  # {mark}\n"))) == 1
    assert list(unexplained(HERE, f"x = 1  # {mark} -- the stub is wrong\n")) == []
    assert list(unexplained(HERE, f"x = 1  # {mark}  # the stub is wrong\n")) == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("<p>\n<script>go()</script>", "inline script"),
        ("<p>\n<style>p {}</style>", "inline style"),
        ('<p>\n<b style="color: red">', "style attribute"),
        ('<p>\n<b onclick="go()">', "event attribute"),
        ('<p>\n<a href="javascript:go()">', "javascript: address"),
    ],
)
def test_what_the_content_security_policy_forbids_is_found(source, name):
    assert list(forbidden_inline(HERE, source)) == [f"example:2: {name}"]


def test_a_script_of_its_own_file_and_a_comment_pass():
    source = '<script src="a.js" defer></script>\n{# <b style="x"> #}\n'

    assert list(forbidden_inline(HERE, source)) == []
