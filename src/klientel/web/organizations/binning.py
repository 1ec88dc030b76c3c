"""The bin for organisations: asks what becomes of their contacts, and says how many."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from klientel.accounts.permissions import must
from klientel.contacts.operations.bin import bin_organization, restore_organization
from klientel.contacts.overview import (
    departments_below,
    organizations_to_open,
    people_alone_at,
    subsidiaries_below,
)
from klientel.contacts.queries import organizations_visible_to
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, posted, said


class BinForm(forms.Form):
    people = forms.ChoiceField(
        label=_("Its contacts"),
        choices=[
            ("keep", _("Stay, with this address marked")),
            ("bin", _("Go to the bin too, unless they work elsewhere")),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )


@login_required
@require_http_methods(["GET", "POST"])
def organization_bin(request: Request, uid: UUID) -> HttpResponse:
    organization = get_object_or_404(organizations_visible_to(request.user), uid=uid)
    must(actor(request), "bin", organization)
    form = BinForm(posted(request), initial={"people": "keep"})
    if form.is_valid():
        people: Any = form.cleaned_data["people"]
        bin_organization(organization=organization, people=people, by=actor(request))
        text = gettext("%(name)s is in the bin. It stays there for 30 days.")
        said(request, text % {"name": organization}, undo=undo_of(request))
        return goto(request, "bin_list")
    context = {
        "organization": organization,
        "form": form,
        "people": people_alone_at(organization),
        "departments": len(departments_below(organization)),
        "subsidiaries": subsidiaries_below(organization),
    }
    status = 422 if form.is_bound else 200
    return page(request, "organizations/organization_bin.html", context, status=status)


@login_required
@require_POST
def organization_restore(request: Request, uid: UUID) -> HttpResponse:
    rows = organizations_to_open(request.user).filter(binned_at__isnull=False)
    organization = get_object_or_404(rows, uid=uid)
    restore_organization(organization=organization, by=actor(request))
    text = gettext("%(name)s is back, with all that went along.") % {"name": organization}
    said(request, text, undo=undo_of(request))
    return goto(request, "organization_detail", uid)
