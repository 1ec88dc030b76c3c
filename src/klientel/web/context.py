"""What the frame around every page shows."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from klientel.web import settings as settings_pages

Text = Any  # a lazy translation is no str to mypy


@dataclass(frozen=True, slots=True)
class Entry:
    """A way from the frame to a page; it stands for all pages whose URL names begin with `noun`."""

    url_name: str
    noun: str
    label: Text
    icon: str
    keys: str
    short: Text = ""  # for the narrow bar of a phone
    on_phone: bool = True  # which has room for five


@dataclass(frozen=True, slots=True)
class Way:
    """An entry in one answer: its address, and whether the page belongs to it."""

    entry: Entry
    url: str
    is_current: bool


MAIN = (
    Entry("contact_list", "contact", _("Contacts"), "users", "g k"),
    Entry("organization_list", "organization", _("Organisations"), "building", "g o"),
)
FOOT = (
    Entry("bin_list", "bin", _("Bin"), "trash", "g p"),
    Entry("transfer_overview", "transfer", _("Import & export"), "transfer", "g i", _("Import")),
    Entry("settings", "settings", _("Settings"), "settings", "g e", on_phone=False),
)
NEW = (
    Entry("contact_new", "contact", _("New contact"), "user-plus", "n k"),
    Entry("organization_new", "organization", _("New organisation"), "building", "n o"),
    Entry("household_new", "contact", _("New household"), "home", "n h"),
)


PARTS = {"position": "contact", "address": "contact", "household": "contact",
         "relationship": "organization"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """The side bar, the 'new' menu, the search and the look that the user chose."""

    main: list[Way]
    foot: list[Way]
    new: list[Way]
    search_url: str
    theme: str
    density: str
    languages: list[tuple[str, Any]]


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the frame's part of the context; a piece that shows no frame costs nothing."""
    return {
        "frame": SimpleLazyObject(lambda: _frame(request)),
        "settings_menu": SimpleLazyObject(lambda: settings_pages.menu(request)),
    }


def _frame(request: HttpRequest) -> Frame:
    match = request.resolver_match
    here = _noun(str(match.url_name or ""), match.kwargs.get("kind", "")) if match else ""
    user = getattr(request, "user", None)
    return Frame(
        main=_ways(MAIN, here),
        foot=_ways(FOOT, here),
        new=_ways(NEW, ""),
        search_url=_address("search"),
        theme=getattr(user, "theme", "") or "system",
        density=getattr(user, "density", "") or "",
        languages=list(settings.LANGUAGES),
    )


def _noun(url_name: str, kind: str) -> str:
    """Return the noun whose section a page belongs to; `kind` is said where a page serves two."""
    if settings_pages.is_settings(url_name):
        return "settings"
    noun = kind or url_name.partition("_")[0]
    return PARTS.get(noun, noun)


def _ways(entries: tuple[Entry, ...], here: str) -> list[Way]:
    """Return the entries whose pages exist."""
    return [
        Way(entry, url, here == entry.noun)
        for entry in entries
        if (url := _address(entry.url_name))
    ]


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
