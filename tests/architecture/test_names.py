"""One chain of names: URL, view, template."""

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tests.architecture.rooms import PACKAGE

_BEFORE_HEAD = re.compile(r"^(\s*\{% (extends|load|get_current_language) [^%]*%\})*\s*")


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for entry in found:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            yield entry


def misnamed(found: list[URLPattern]) -> list[str]:
    """Each of our URLs whose name is not its view's."""
    return [
        f"{entry.name} != {entry.callback.__module__}.{entry.callback.__name__}"
        for entry in found
        if entry.callback.__module__.startswith("klientel.")
        and entry.name != entry.callback.__name__
    ]


def test_each_url_is_named_as_its_view():
    assert misnamed(list(patterns(get_resolver().url_patterns))) == []


def test_a_url_named_otherwise_is_found():
    def contact_edit(request) -> HttpResponse:
        return HttpResponse()

    contact_edit.__module__ = "klientel.web.contacts.views"

    assert misnamed([path("x", contact_edit, name="edit")]) == [
        "edit != klientel.web.contacts.views.contact_edit"
    ]


def headless(source: str) -> bool:
    """Whether a template does not begin with a comment that names its context.

    Django wants `extends` before anything else: it and `load` may stand before the comment.
    """
    head = _BEFORE_HEAD.sub("", source)
    if not head.startswith("{% comment"):
        return True
    return "Context:" not in head.partition("{% endcomment %}")[0]


def test_each_template_names_its_context_in_a_head_comment():
    web = (PACKAGE / "web").glob("**/templates/**/*.html")

    assert [str(path) for path in sorted(web) if headless(path.read_text())] == []


def test_a_template_without_the_comment_is_found():
    good = '{% extends "ui/frame.html" %}\n{% comment %}\nContext: contact.\n{% endcomment %}\n'

    assert not headless(good)
    assert headless("{% comment %}A page.{% endcomment %}\n<h1>Context:</h1>")
    assert headless("<h1>Contacts</h1>")
