"""What the address of a list says, and the addresses of what else it could show."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from klientel.records.addressing import from_text, to_text
from klientel.records.filters import All, Node, RefusedFilter

_LONGEST_SEARCH = 200
_MOST_DIGITS = 9
NOTHING_ASKED = All()


@dataclass(frozen=True, slots=True)
class Asked:
    """A tab, words to search, a filter, an order, and the place in it.

    `at` is the number of the first row there, for the reader alone. `refused` says why the
    address's filter was left out.
    """

    path: str
    tab: str = ""
    q: str = ""
    filter: Node = NOTHING_ASKED
    sort: str = ""
    after: str = ""
    before: str = ""
    at: int = 1
    refused: str = ""

    def url(self, **changes: Any) -> str:
        """Return the address of the same list with these changes, from its beginning."""
        at_start: dict[str, Any] = {"after": "", "before": "", "at": 1, **changes}
        other = replace(self, **at_start)
        said = {
            "tab": other.tab,
            "q": other.q,
            "f": to_text(other.filter),
            "sort": other.sort,
            "after": other.after,
            "before": other.before,
            "at": "" if other.at <= 1 else str(other.at),
        }
        query = urlencode({name: value for name, value in said.items() if value})
        return f"{other.path}?{query}" if query else other.path

    @property
    def filter_text(self) -> str:
        return to_text(self.filter)

    @property
    def is_part(self) -> bool:
        """Whether it is not the whole list in its usual order."""
        return bool(self.tab or self.q.strip() or self.sort) or self.filter != NOTHING_ASKED


def asked(path: str, query: QueryDict) -> Asked:
    """Return what the address says; what is no filter is left out and told."""
    node, refused = _filter(query.get("f", ""))
    return Asked(
        path=path,
        tab=query.get("tab", ""),
        q=query.get("q", "")[:_LONGEST_SEARCH],
        filter=node,
        sort=query.get("sort", ""),
        after=query.get("after", ""),
        before=query.get("before", ""),
        at=_number(query.get("at", "")),
        refused=refused,
    )


def _filter(text: str) -> tuple[Node, str]:
    try:
        return grouped(from_text(text)), ""
    except RefusedFilter as exc:
        return All(), str(exc)


def grouped(node: Node) -> Node:
    """Return the filter with a conjunction on top: each of its nodes is a chip."""
    return node if isinstance(node, All) else All((node,))


def _number(text: str) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return max(1, int(text)) if is_number else 1
