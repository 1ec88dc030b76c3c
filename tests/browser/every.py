"""Every page by itself: whatever route answers with a whole page is one, nobody has to list it."""

from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from klientel.accounts.operations.invitations import Person, invite_user
from klientel.changes.actors import system
from klientel.contacts.models.privacy import RetentionRule
from tests import factories
from tests.security.world import Side, arguments, side

# Routes that have nothing to show without a state of their own, and who asks their page then.
ELSEWHERE = {
    "mfa_deactivate_totp": "test_accessible_states: needs an app",
    "mfa_view_recovery_codes": "test_accessible_states: needs codes",
    "mfa_download_recovery_codes": "a file",
    "oidc_login": "no page: leads to the log-in service",
    "oidc_callback": "no page: comes back from it",
    "first_start": "test_accessible_states: gone once there is a user",
    "invitation": "test_accessible_states: needs the link's secret",
    "company_logo": "a picture",
    "user_invited": "test_accessible_states: shows the link once",
    "transfer_detail": "test_transfer: in each state of an import",
    "transfer_refused": "a file",
}
_NOT_PAGES = {302, 303, 405}  # a way on, or an act


def every_page(client: Client) -> tuple[dict[str, str], dict[str, str]]:
    """Return each route's page by its name, and what the other routes answered."""
    given = _given(side("Musterfirma", confidential=False))
    pages, others = {}, {}
    for name, path in _routes(get_resolver()):
        address = reverse(name, kwargs=_filled(name, path, *given))
        answer = client.get(address)
        if answer.status_code == 200 and b"<main" in answer.getvalue():
            pages[name] = address
        elif answer.status_code not in {*_NOT_PAGES, 200}:
            others[name] = f"{answer.status_code} at {address}"
    return pages, others


def _given(at: Side) -> tuple[Side, dict[str, Any]]:
    invited = Person(email="kim@muster.example", given_name="Kim", family_name="Muster")
    invite_user(person=invited, teams=[], language="en", by=system(timezone.now()))
    colleague = factories.user(username="ole")
    return at, {
        "user": colleague.uid,
        "team": factories.team(colleague, name="Nord").uid,
        "retention": RetentionRule.objects.order_by("pk")[0].uid,
    }


def _filled(name: str, path: str, at: Side, known: dict[str, Any]) -> dict[str, Any]:
    values = arguments(name, path, at, 1)
    values |= {
        key: "1" for key in ("pk", "key", "uidb36") if f"{key}>" in path and key not in values
    }
    special = known.get(name.partition("_")[0])
    return values | {"uid": special} if special and "uid" in values else values


def _routes(resolver: URLResolver, before: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern) and not pattern.name:
            continue  # leads elsewhere
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((str(pattern.name), path))
        else:
            found += _routes(pattern, path)
    return found
