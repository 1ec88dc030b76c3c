"""What the cells of a list are made of: names, monograms and numbers, as plain values.

They and the rows are dictionaries, because that is where a template looks first: on fifty rows
a failed look-up for each value would cost as much time as the database.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import TypedDict

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from klientel.accounts.models import User
from klientel.web import names
from klientel.web.templatetags.ui import dialled

Address = Callable[[object], str]


class Record(TypedDict):
    """A name with its monogram and, where it has a page, its address."""

    name: str
    mono: SafeString
    url: str


class Number(TypedDict):
    """A phone number as typed and as dialled."""

    shown: str
    dialled: str
    is_inherited: bool


def record(
    name: str,
    uid: object,
    url: str = "",
    *,
    sort: str = "person",
    bare: str = "",
    small: bool = False,
    picture: int | None = None,
) -> Record:
    """Return the cell of a record; `bare` is its name without titles, for the monogram, and
    `picture` the file that lies on that."""
    mono = monogram(bare or name, str(uid), sort, " s" if small else "", picture)
    return {"name": name, "mono": mono, "url": url}


def number(shown: str, *, inherited: bool = False) -> Number:
    """Return the cell of a phone number, which is dialled as it was typed."""
    return {"shown": shown, "dialled": dialled(shown), "is_inherited": inherited}


def manager(user: User | None) -> Record | None:
    return record(str(user), user.uid, small=True) if user else None


@lru_cache(maxsize=10_000)
def monogram(name: str, key: str, sort: str, size: str, file: int | None = None) -> SafeString:
    """Return the picture of `ui/mono.html`, made once: a list shows a hundred and fifty."""
    look = "is-office" if sort == "office" else f"m{names.hue(key)}"
    shape = " is-org" if sort == "org" else ""
    letters = names.initials(name, sort)
    picture = '<span class="k-mono {}{}{}" aria-hidden="true">{}{}</span>'
    return format_html(picture, look, shape, size, letters, _face(key, sort, file))


def _face(key: str, sort: str, file: int | None) -> SafeString:
    """Return the photo or logo that lies on the letters; nothing moves when it comes."""
    if file is None:
        return SafeString("")
    kind = "organization" if sort == "org" else "contact"
    url = f"{reverse('photo_image', args=[kind, key, 96])}?v={file}"
    return format_html(
        '<img src="{}" width="96" height="96" alt="" loading="lazy" decoding="async">', url
    )
