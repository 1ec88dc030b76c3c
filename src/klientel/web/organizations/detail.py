"""The page of one organisation, and its history."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may
from klientel.accounts.queries import the_company
from klientel.contacts.markings import marking_of
from klientel.contacts.models import Organization
from klientel.contacts.overview import (
    announced_address,
    connections_of,
    organizations_to_open,
    parent_shown,
    relationships_of,
    tags_of,
)
from klientel.contacts.spans import holds_on
from klientel.web.contacts import facts as contact_facts
from klientel.web.custom_fields.showing import own_facts
from klientel.web.files.panel import files_shown
from klientel.web.history.pages import excerpt, journal_page
from klientel.web.letters.blocks import letters_to_organization
from klientel.web.organizations import charts, facts, people
from klientel.web.organizations.tagging import tags_to_add
from klientel.web.pages import Request, page


@login_required
@require_GET
def organization_detail(request: Request, uid: UUID) -> HttpResponse:
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid)
    asked = people.Asked(
        alone=request.GET.get("umfang") == "diese", everybody="alle" in request.GET
    )
    context = {
        **shown(organization, request.user, whole=request.GET.get("struktur") == "alle"),
        **people.people_shown(organization, request.user, asked),
    }
    return page(
        request, "organizations/organization_detail.html", context, pieces=("organization-people",)
    )


@login_required
@require_GET
def organization_history(request: Request, uid: UUID) -> HttpResponse:
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid)
    context = {
        "organization": organization,
        **journal_page(organization, request.user, request.GET),
    }
    return page(request, "organizations/organization_history.html", context)


def shown(organization: Organization, reader: User, *, whole: bool) -> dict[str, Any]:
    """Return the context of an organisation's page, its people aside."""
    today = timezone.localdate()
    tags = list(tags_of(organization))
    relationships = relationships_of(organization, today)
    in_bin = organization.binned_at is not None
    chart = None if in_bin else charts.chart_of(organization, reader, whole=whole)
    announced = announced_address(organization)
    home = the_company().country
    return {
        "organization": organization,
        "parent": charts.parent_in(chart, organization)
        if chart
        else parent_shown(organization, reader),
        "marking": marking_of(organization, reader),
        "address": facts.address_fact(organization, reader, home),
        "announced": announced,
        "announced_lines": contact_facts.lines(announced, home) if announced else (),
        "facts": list(facts.facts_of(organization)),
        "own_facts": own_facts(
            organization, also_empty=_rights(organization, reader)["may_change"]
        ),
        "statistics": [*facts.place_of(organization), *facts.statistics_of(organization)],
        "relationships": [
            (each, holds_on(today, each.since, each.until)) for each in relationships
        ],
        "letters": letters_to_organization(organization, reader, home),
        "tags": tags,
        "tag_choices": tags_to_add(organization, tags, reader),
        "connections": connections_of(organization, reader),
        "chart": chart,
        "chart_size": charts.size_of(chart) if chart else 1,
        "files": files_shown(organization),
        **excerpt(organization, reader),
        **_rights(organization, reader),
    }


def _rights(organization: Organization, reader: User) -> dict[str, Any]:
    in_bin = organization.binned_at is not None
    may_change = not in_bin and may(reader, "change", organization)
    return {
        "may_change": may_change,
        "may_bin": may(reader, "bin", organization),
        "may_add": may(reader, "add", Organization),
    }
