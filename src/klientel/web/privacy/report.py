"""The report of all data of a person: the page to print, and the file for machines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from klientel.accounts.permissions import must
from klientel.accounts.queries import the_company
from klientel.contacts.models import Erasure
from klientel.contacts.reading import contacts_to_open
from klientel.contacts.subject_access import Entry, Report, as_json, subject_access_report
from klientel.web.history import labels
from klientel.web.history.values import plain_text, target_of
from klientel.web.pages import Request, actor, page

_NAMES = {"de": "Deutsch", "en": "English"}  # each in itself
LANGUAGES = tuple(_NAMES)
_INNER = {("contact", "photo_origin")}  # a checksum says nothing to a person; the JSON has it


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """An entry as the page shows it."""

    title: str
    lines: list[Line]
    review: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    blocks: list[Block]


@login_required
@require_GET
def contact_report(request: Request, uid: UUID) -> HttpResponse:
    """Show the report in the person's language, or send it as a file (`?als=json|html`)."""
    must(actor(request), "view", Erasure)
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    report = subject_access_report(contact, actor(request))
    if request.GET.get("als") == "json":
        answer: HttpResponse = JsonResponse(
            as_json(report), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        return _attached(answer, f"{contact}.json")
    asked = request.GET.get("sprache", "")
    language = next(each for each in (asked, contact.language[:2], "de") if each in LANGUAGES)
    with translation.override(language):
        context = {
            "contact": contact,
            "report": report,
            "company": the_company(),
            "chapters": list(_chapters(report)),
            "source": _source(report.source),
            "language": language,
            "other_name": _NAMES["en" if language == "de" else "de"],
        }
        return _as_asked(request, context, f"{contact}.html")


def _as_asked(request: Request, context: dict[str, Any], name: str) -> HttpResponse:
    if request.GET.get("als") == "html":
        return _attached(page(request, "privacy/report_file.html", context), name)
    return page(request, "privacy/contact_report.html", context)


def _attached(answer: HttpResponse, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = header or "attachment"
    return answer


def _source(source: str) -> str:
    told = {"web": gettext("entered by hand"), "system": gettext("entered by the program")}
    return told.get(source) or str(labels.SOURCES.get(source, "")) or source


def _chapters(report: Report) -> Iterator[Chapter]:
    for section in report.sections:
        if section.entries:
            title = labels.part_label(section.code, {})
            name = str(section.title) if title == section.code else title
            yield Chapter(labels.capital(name), [_block(each) for each in section.entries])


def _block(entry: Entry) -> Block:
    if "changes" in entry.values:
        return _change(entry.values)
    found = [
        Line(labels.field_label(entry.kind, name), _text(entry.kind, name, value))
        for name, value in entry.values.items()
        if (entry.kind, name) not in _INNER
    ]
    return Block("", found, entry.review)


def _change(values: dict[str, Any]) -> Block:
    by = gettext("an employee") if values["by"] == "user" else gettext("the program")
    act = str(labels.ACTS.get(values["act"], values["act"]))
    lines = [
        Line(labels.field_label("contact", name), _both("contact", name, pair))
        for name, pair in values["changes"].items()
        if name != "parts"
    ]
    for key, (was, now) in values["changes"].get("parts", {}).items():
        kind = key.split("/")[0]
        lines += [
            Line(
                f"{labels.part_label(kind, now or was or {})}: {labels.field_label(kind, name)}",
                _both(kind, name, [(was or {}).get(name), (now or {}).get(name)]),
            )
            for name in {**(was or {}), **(now or {})}
        ]
    return Block(f"{values['at'][:16].replace('T', ' ')} · {act} · {by}", lines, review=False)


def _both(kind: str, name: str, pair: Sequence[Any]) -> str:
    was, now = (_text(kind, name, value) for value in pair)
    return f"{was} → {now}"


def _text(kind: str, name: str, value: Any) -> str:
    """Return a value in the reader's words; what refers to a record is its name already."""
    if value is None or value == "":
        return "–"
    return str(value) if target_of(kind, name) else plain_text(kind, name, value)
