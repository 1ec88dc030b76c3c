"""What lies below an organisation, level by level and page by page: a tree of any size."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.models import Organization
from klientel.contacts.overview import organizations_to_open, people_counts
from klientel.contacts.queries import organizations_visible_to
from klientel.web.pages import Request, page

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Branch:
    """An organisation in the list, with how many people are there and how many lie below it."""

    organization: Organization
    people: int
    below: int

    @property
    def town(self) -> str:
        address = self.organization.seat.address
        return address.town if address else ""


@login_required
@require_GET
def organization_children(request: Request, uid: UUID) -> HttpResponse:
    """Show one level; a branch is opened in its place, or as its own page without script."""
    organization = get_object_or_404(organizations_to_open(request.user), uid=uid, binned_at=None)
    context = {"organization": organization, **_level(organization, request)}
    template = "organizations/organization_children.html"
    target = request.htmx.target if request.htmx else ""
    if target == f"branch-{uid}":
        return page(request, "organizations/branches.html", context)
    return page(request, template, context)


def _level(organization: Organization, request: Request) -> dict[str, Any]:
    rows = organizations_visible_to(request.user).filter(parent=organization)
    rows = rows.select_related("seat__address").order_by("is_department", "sort_name", "pk")
    pages = Paginator(rows, SHOWN)
    shown = pages.get_page(request.GET.get("seite"))
    return {"branches": _branches(list(shown), request.user), "page": shown, "count": pages.count}


def _branches(rows: list[Organization], user: User) -> list[Branch]:
    pks = [row.pk for row in rows]
    people = people_counts(pks, user)
    below = Organization.live.filter(Q(parent__in=pks), visible(user, Organization))
    many = dict(
        below.order_by().values("parent").annotate(n=Count("pk")).values_list("parent", "n")
    )
    return [Branch(row, people.get(row.pk, 0), many.get(row.pk, 0)) for row in rows]
