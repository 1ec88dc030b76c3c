"""What a noun brings to its list; the rest is the same for all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import User
from klientel.records import kinds


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the list that one looks at often."""

    code: str
    label: StrOrPromise
    condition: Callable[[User, date], Q] = lambda _user, _today: Q()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `sort` is the field it can be ordered by."""

    label: StrOrPromise
    sort: str = ""
    is_quiet: bool = False  # its label is for screen readers alone
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What the list of this noun says, as whole sentences: grammar differs by noun."""

    title: StrOrPromise
    search: StrOrPromise
    none_title: StrOrPromise
    none_text: StrOrPromise
    no_hits: StrOrPromise


@dataclass(frozen=True, slots=True)
class Way:
    """A way to begin an empty list; shown where its page exists."""

    url_name: str
    icon: str
    label: StrOrPromise
    text: StrOrPromise
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A list: of which kind, under which URL, with which tabs and columns.

    `rows` turns records into what the template shows, with as many queries for one as for all.
    """

    kind: str
    url_name: str
    template: str
    words: Words
    columns: tuple[Column, ...]
    tabs: tuple[Tab, ...]
    rows: Callable[[Sequence[Any], User, date], list[Any]]
    new: Way | None = None
    ways: tuple[Way, ...] = ()
    order: str = "name"

    @property
    def its_kind(self) -> kinds.Kind:
        return kinds.kind(self.kind)

    def tab(self, code: str) -> Tab:
        """Return the tab of that code, the first one for any other."""
        return next((tab for tab in self.tabs if tab.code == code), self.tabs[0])
