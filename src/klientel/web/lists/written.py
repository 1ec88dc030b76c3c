"""The cells of a list as HTML, for the row templates of lists to put in their places.

Written here and not there, because a template spends a quarter of a millisecond on the conditions
of one such row, more than the database on reading it.
"""

from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klientel.contacts.markings import Marking
from klientel.web.lists.cells import Number, Record

_NOTHING = SafeString("")


def _html(pattern: str, *values: object) -> SafeString:
    """Return what Django's `format_html` does, without its detour for lazy texts."""
    safe = (value if isinstance(value, SafeString) else escape(str(value)) for value in values)
    return SafeString(pattern.format(*safe))


def main_link(who: Record, note: str = "", marks: SafeString = _NOTHING) -> SafeString:
    """Return the name that a row is opened by; `note` says what is unusual about the record."""
    state = _html(' <span class="k-state">{}</span>', note) if note else _NOTHING
    state = SafeString(state + marks)
    picture = '<span class="k-line">{} <a class="k-name" data-open href="{}">{}</a>{}</span>'
    return _html(picture, who["mono"], who["url"], who["name"], state)


def marks(marking: Marking, icons: str) -> SafeString:
    """Return service note and VIP, each with its word: the colour alone says nothing."""
    if not marking.notes and not marking.is_vip:
        return _NOTHING
    note = (
        ' <span class="k-state is-note" title="{}"><svg class="icon" aria-hidden="true">'
        '<use href="{}#i-alert-triangle"/></svg>{}</span>'
    )
    found = _html(note, marking.note, icons, gettext("Service note")) if marking.notes else ""
    vip = _html(' <span class="k-state is-today">{}</span>', gettext("VIP"))
    return SafeString(found + vip if marking.is_vip else found)


def link(other: Record | None) -> SafeString:
    """Return another record's name with its monogram."""
    if other is None:
        return _NOTHING
    picture = '<span class="k-line">{} <a href="{}">{}</a></span>'
    return _html(picture, other["mono"], other["url"], other["name"])


def picture(person: Record | None) -> SafeString:
    """Return a person's monogram alone; the name is there for screen readers and the pointer."""
    if person is None:
        return _NOTHING
    html = '<span title="{}">{}</span><span class="visually-hidden">{}</span>'
    return _html(html, person["name"], person["mono"], person["name"])


def inherited(text: str, source: str) -> SafeString:
    """Return a value that is not the record's own, with where it comes from."""
    return _html('<span class="k-inherited" title="{}">{}</span>', source, text)


def phone(number: Number | None, source: str, icons: str) -> SafeString:
    """Return the number as a link that dials it; on a phone its icon alone is seen.

    `icons` is the address of the sprite.
    """
    if number is None:
        return _NOTHING
    foreign = number["is_inherited"]
    look = _html(' class="k-inherited" title="{}"', source) if foreign else ""
    html = (
        '<a href="tel:{}"{}><svg class="icon k-narrow" aria-hidden="true">'
        '<use href="{}#i-phone"/></svg><span>{}</span></a>'
    )
    return _html(html, number["dialled"], look, icons, number["shown"])


def blocks(notes: Sequence[str], icons: str) -> SafeString:
    """Return what a contact objected to, to stand behind the number."""
    html = (
        ' <span class="k-state is-late"><svg class="icon" aria-hidden="true">'
        '<use href="{}#i-ban"/></svg>{}</span>'
    )
    return _html(html, icons, ", ".join(notes)) if notes else _NOTHING


def tags(names: Sequence[str]) -> SafeString:
    """Return the first tag and how many more there are."""
    if not names:
        return _NOTHING
    first = _html('<span class="badge">{}</span>', names[0])
    if len(names) == 1:
        return first
    more = '{} <span class="k-small k-muted" title="{}">+{}</span>'
    return _html(more, first, ", ".join(names[1:]), len(names) - 1)
