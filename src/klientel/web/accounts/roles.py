"""What each role may do: the table of the code, in words."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from klientel.accounts.models import RoleCode, User
from klientel.accounts.permissions import must
from klientel.accounts.roles import KINDS, ROLES, VERBS, scope_of
from klientel.changes.models import model_of
from klientel.web.pages import Request, actor, page

Text = Any  # a lazy translation is no str to mypy
_VERBS: dict[str, Text] = {
    "view": pgettext_lazy("right", "see"),
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "bin": pgettext_lazy("right", "delete and restore"),
    "export": pgettext_lazy("right", "export"),
    "import": pgettext_lazy("right", "import"),
    "assign": pgettext_lazy("right", "say who looks after it"),
}
_KINDS: dict[str, Text] = {
    "organization": _("Organisations"),
    "contact": _("Contacts"),
    "connection": _("Connections"),
    "tag": _("Tags"),
    "relationship_type": _("Kinds of relationships"),
    "connection_type": _("Kinds of connections"),
    "custom_field": _("Custom fields"),
    "team": _("Teams"),
    "user": _("Users"),
    "company": _("Own company"),
    "privacy_settings": _("Data protection"),
    "retention_rule": _("Retention rules"),
    "erasure": _("Erasures"),
}
SCOPES: dict[str, Text] = {
    "all": pgettext_lazy("right", "all"),
    "team": pgettext_lazy("right", "own and the team's"),
    "own": pgettext_lazy("right", "own"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One right, and how far it reaches in each role."""

    kinds: list[Text]
    verb: Text
    scopes: list[str]


@login_required
@require_GET
def role_list(request: Request) -> HttpResponse:
    must(actor(request), "change", User)
    active = User.live.filter(is_active=True).values("role").annotate(n=Count("pk")).order_by()
    counts = {row["role"]: row["n"] for row in active}
    roles = [(RoleCode(role).label, counts.get(role, 0)) for role in ROLES]
    context = {"roles": roles, "groups": _groups(), "scopes": SCOPES}
    return page(request, "accounts/role_list.html", context)


def _groups() -> list[tuple[list[Text], list[Line]]]:
    """Return the kinds whose rights are alike, with a line for each right."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for kind in KINDS:
        key = tuple(scope_of(role, verb, kind) for verb in VERBS for role in ROLES)
        groups.setdefault(key, []).append(kind)
    return [(_named(kinds), _lines(kinds)) for kinds in groups.values()]


def _named(kinds: list[str]) -> list[Text]:
    return [_KINDS.get(kind) or model_of(kind)._meta.verbose_name_plural for kind in kinds]


def _lines(kinds: list[str]) -> list[Line]:
    return [
        Line(
            _named(kinds),
            _VERBS.get(verb, verb),
            [scope_of(role, verb, kinds[0]) for role in ROLES],
        )
        for verb in VERBS
    ]
