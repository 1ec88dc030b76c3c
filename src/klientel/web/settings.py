"""The settings' menu: one line of `ENTRIES` a page. Whoever adds a page adds its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klientel.accounts.roles import Verb, scope_of

Text = Any  # a lazy translation is no str to mypy

ACCOUNT: Text = pgettext_lazy("settings", "Account")
FIRM: Text = pgettext_lazy("settings", "Company")
OPERATION: Text = pgettext_lazy("settings", "Operation")
SECTIONS: Sequence[Text] = (ACCOUNT, FIRM, OPERATION)


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of settings.

    Shown to whom `right` (verb, kind) is given, everybody without one; `also` are the URL names,
    or beginnings of them, of the pages behind it.
    """

    section: Text
    url_name: str
    label: Text
    icon: str
    right: tuple[Verb, str] | None = None
    also: tuple[str, ...] = ()

    def holds(self, url_name: str) -> bool:
        return url_name == self.url_name or bool(self.also and url_name.startswith(self.also))

    def is_for(self, role: str) -> bool:
        return self.right is None or scope_of(role, *self.right) != "none"


ENTRIES: tuple[Entry, ...] = (
    Entry(ACCOUNT, "profile", _("Profile and display"), "user"),
    Entry(ACCOUNT, "account_change_password", _("Password"), "key", also=("account_set",)),
    Entry(ACCOUNT, "mfa_index", _("Two factors"), "lock", also=("mfa_",)),
    Entry(ACCOUNT, "session_list", _("Devices logged in"), "devices", also=("session_",)),
    Entry(FIRM, "company", _("Own company"), "building", ("change", "company")),
    Entry(FIRM, "user_list", _("Users"), "users", ("change", "user"), also=("user_",)),
    Entry(FIRM, "team_list", _("Teams"), "users-group", ("change", "team"), also=("team_",)),
    Entry(FIRM, "role_list", _("Roles and rights"), "list-details", ("change", "user")),
    Entry(
        FIRM,
        "vocabulary_relationships",
        _("Relationships"),
        "heart-handshake",
        ("change", "relationship_type"),
        also=("vocabulary_relationship_",),
    ),
    Entry(
        FIRM,
        "vocabulary_connections",
        _("Connections"),
        "link",
        ("change", "connection_type"),
        also=("vocabulary_connection_",),
    ),
    Entry(
        FIRM,
        "custom_field_list",
        _("Own fields"),
        "list-details",
        ("change", "custom_field"),
        also=("custom_field_",),
    ),
    Entry(FIRM, "vocabulary_tags", _("Tags"), "tag", ("change", "tag"), also=("vocabulary_tag_",)),
    Entry(FIRM, "privacy_edit", _("Data protection"), "lock"),
    Entry(
        FIRM,
        "retention_list",
        _("Retention"),
        "hourglass",
        right=("view", "erasure"),
        also=("retention_",),
    ),
)


@dataclass(frozen=True, slots=True)
class Way:
    """An entry in one answer: its address, and whether the page belongs to it."""

    entry: Entry
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    title: Text
    ways: list[Way]


def menu(request: HttpRequest) -> list[Section]:
    """Return the sections with the pages that exist and that the reader may open."""
    here = _here(request)
    role = getattr(request.user, "role", "")
    ways = [
        Way(entry, url, entry.holds(here))
        for entry in ENTRIES
        if entry.is_for(role) and (url := _address(entry.url_name))
    ]
    sections = [
        Section(title, [way for way in ways if way.entry.section is title]) for title in SECTIONS
    ]
    return [section for section in sections if section.ways]


def is_settings(url_name: str) -> bool:
    """Return whether the page belongs to the settings."""
    return any(entry.holds(url_name) for entry in ENTRIES)


def _here(request: HttpRequest) -> str:
    match = request.resolver_match
    return str(match.url_name or "") if match else ""


def _address(url_name: str) -> str:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""
