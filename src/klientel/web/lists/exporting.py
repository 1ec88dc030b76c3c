"""The ways to take a list along as a file."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import User
from klientel.accounts.roles import scope_of
from klientel.web.lists.addresses import page_address
from klientel.web.lists.asked import Asked
from klientel.web.lists.nouns import Noun

_FORMATS: tuple[tuple[str, StrOrPromise], ...] = (
    ("excel", _("CSV for Excel")),
    ("exact", _("CSV, exact")),
    ("vcard", "vCard"),
)


@dataclass(frozen=True, slots=True)
class ExportLink:
    url: str
    label: StrOrPromise


def export_links(asked: Asked, noun: Noun, user: User) -> list[ExportLink]:
    """Return a link for each format, with this list's words and filter; none without the right."""
    path = page_address(f"{noun.kind}_export")
    if not path or scope_of(user.role, "export", noun.kind) == "none":
        return []
    url = replace(asked, path=path).url()
    sign = "&" if "?" in url else "?"
    formats = _FORMATS if noun.kind == "contact" else _FORMATS[:2]
    return [ExportLink(f"{url}{sign}format={code}", label) for code, label in formats]
