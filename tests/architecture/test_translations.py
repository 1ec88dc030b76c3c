"""Whatever is shown is said in German too, and marked so that it can be."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from tests.architecture.rooms import PACKAGE

GERMAN = PACKAGE / "locale" / "de" / "LC_MESSAGES" / "django.po"
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
Key = tuple[str | None, str]

NAMES = re.compile(r"Müller|Österreich|Lübeck|köhl")
UMLAUT = re.compile(r"[äöüÄÖÜß]")

# What stands in a page as it is, in every language.
ALIKE = {"Klientel", "VIP", "werft", "de"}
UNSEEN = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{% blocktranslate.*?endblocktranslate %\}"
    r"|\{% block body_(?:class|attrs) %\}.*?\{% endblock"
    r"|<(script|style|svg|kbd)\b.*?</\1>|<!.*?>",
    re.DOTALL,
)
TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
GIVEN = re.compile(r'\b(?:text|title|label|confirm|add|foot|before)="([^"]*)"')
SPOKEN = re.compile(r'\b(?:title|alt|placeholder|aria-label|data-label|hx-confirm)="([^"]*)"')
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
SAID_BY_NAME = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
SAID_IN_PLACE = {"ValidationError": 0, "said": 1, "add_error": 1}
ASKS = {"filter", "exclude", "get"}
AT_ONCE = {"gettext", "ngettext", "pgettext", "npgettext"}


def texts_of(path: Path) -> Iterator[tuple[str | None, str | tuple[str, ...]]]:
    """Yield context and text (singular and plural) of each mark in a module or template."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Tokens count, not indentation: what lies between the marks is blanked out by X.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    lines = io.BytesIO(source.encode())
    for _, text, _, context in extract("python", lines, keywords=MARKS):
        yield context, text


def sources() -> Iterator[Path]:
    yield from modules()
    yield from PACKAGE.glob("**/templates/**/*.html")
    yield from PACKAGE.glob("**/templates/**/*.txt")


def modules() -> Iterator[Path]:
    yield from (path for path in PACKAGE.glob("**/*.py") if "migrations" not in path.parts)


def marked() -> set[Key]:
    keys = {(context, _first(text)) for path in sources() for context, text in texts_of(path)}
    return {(context, text) for context, text in keys if text}


def _first(text: str | tuple[str, ...]) -> str:
    return text if isinstance(text, str) else text[0]


@pytest.fixture(scope="module")
def german() -> Catalog:
    with GERMAN.open("rb") as source:
        return read_po(source, locale="de", abort_invalid=True)


def messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def is_said(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else list(message.string)
    return all(strings) and not message.fuzzy


def test_german_has_each_text_that_is_marked_and_no_other(german):
    said = {(message.context, _first(message.id)) for message in messages(german)}

    assert sorted(marked() ^ said, key=str) == [], "run: python3 tools/dev.py messages"


def test_no_text_is_empty_or_guessed_in_german(german):
    assert [message.id for message in messages(german) if not is_said(message)] == []


def test_a_guessed_text_is_found():
    assert not is_said(Message("Town", "Ort", flags=["fuzzy"]))
    assert not is_said(Message(("one", "many"), ("einer", "")))


def test_placeholders_are_the_same_in_german(german):
    wrong = [str(error) for message in messages(german) for error in message.check(german)]

    assert wrong == []


def test_the_german_texts_compile(german):
    compiled = io.BytesIO()

    write_mo(compiled, german)
    compiled.seek(0)

    assert len(read_mo(compiled)) == len(german)


def test_the_texts_in_the_code_are_english():
    assert [text for _, text in marked() if UMLAUT.search(NAMES.sub("", text))] == []


def test_german_is_formal_and_does_not_beg(german):
    begging = re.compile(r"\b(bitte|leider|du|dein\w*|dich|dir)\b|!$", re.IGNORECASE)
    texts = [
        text
        for message in messages(german)
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    ]

    assert [text for text in texts if begging.search(text)] == []


def test_the_catalogue_names_no_place_on_a_machine():
    lines = GERMAN.read_text(encoding="utf-8").splitlines()

    assert [line for line in lines if line.startswith("#:") or "/home/" in line] == []


def bare(source: str) -> list[str]:
    """Return what a template shows without passing through a translation."""
    source = UNSEEN.sub(" ", source)
    given = [text for tag in TEMPLATE_TAG.findall(source) for text in GIVEN.findall(tag)]
    page = re.sub(r"\{% (?:trans|translate) .*?%\}|\{\{.*?\}\}|\{%.*?%\}", " ", source)
    shown = [*given, *SPOKEN.findall(page), *TAG.split(page)]
    words = [" ".join(word for word in WORD.findall(text) if word not in ALIKE) for text in shown]
    return [text for text in words if text]


def test_a_template_shows_nothing_untranslated():
    found = {
        str(path.relative_to(PACKAGE)): texts
        for path in sorted(PACKAGE.glob("**/templates/**/*.html"))
        if (texts := bare(path.read_text(encoding="utf-8")))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Save it</p>", ["Save it"]),
        ('<p title="Save">{{ name }}</p>', ["Save"]),
        ('{% include "ui/pill.html" with text="late" only %}', ["late"]),
        ('<p>{% translate "Save" %}</p>', []),
        ('<a aria-label="{% translate "Save" %}">Klientel</a>', []),
        ("{% blocktranslate %}Save {{ it }}{% endblocktranslate %}{# a note #}", []),
    ],
)
def test_untranslated_text_in_a_template_is_found(source, found):
    assert bare(source) == found


def unmarked(source: str) -> list[str]:
    """Return the literal texts that a module says or labels without a mark."""
    said: list[ast.expr] = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and called(call) not in ASKS:
            said += [each.value for each in call.keywords if each.arg in SAID_BY_NAME]
            if (place := SAID_IN_PLACE.get(called(call))) is not None:
                said += call.args[place : place + 1]
    texts = [node.value for node in said if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and WORD.search(text)]


def called(call: ast.Call) -> str:
    return str(getattr(call.func, "attr", getattr(call.func, "id", "")))


def test_a_module_says_nothing_unmarked():
    found = {
        str(path.relative_to(PACKAGE)): texts
        for path in modules()
        if "demo" not in path.parts and (texts := unmarked(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_an_unmarked_text_in_a_module_is_found():
    assert unmarked('Field(label="Town")\nsaid(request, "Saved.")') == ["Town", "Saved."]
    assert unmarked('Field(label=_("Town"))\nsaid(request, _("Saved."))') == []


def frozen(source: str) -> list[int]:
    """Return the lines that translate while the module loads, for whoever reads later."""
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in AT_ONCE
    }
    return [call.lineno for call in _at_loading(tree) if called(call) in names]


def _at_loading(node: ast.AST) -> Iterator[ast.Call]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _at_loading(child)


def test_a_text_is_translated_when_it_is_said():
    found = {
        str(path.relative_to(PACKAGE)): lines
        for path in modules()
        if (lines := frozen(path.read_text(encoding="utf-8")))
    }

    assert found == {}


def test_a_text_translated_too_early_is_found():
    imported = "from django.utils.translation import gettext as _\n"

    assert frozen(imported + 'HEAD = [_("Phone")]\n') == [2]
    assert frozen(imported + 'def head():\n    return _("Phone")\n') == []
