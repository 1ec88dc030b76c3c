"""Choosing an organisation by typing: matched, offered, or to be made."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may
from klientel.contacts.models import Organization, OrganizationText
from klientel.contacts.queries import organizations_visible_to
from klientel.formats.folding import german, sort_key
from klientel.records.search import ranked
from klientel.web.pages import Request, page

NEW = "new"
_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Picked:
    """What was meant: an organisation, a name for a new one, or nothing yet but offers."""

    organization: Organization | None = None
    new_name: str = ""
    offers: list[Organization] = field(default_factory=list)


@login_required
@require_GET
def employer_choices(request: Request) -> HttpResponse:
    """Suggest organisations for what is typed, and to make a new one."""
    typed = _single_line(request.GET.get("employer", ""))
    context = {
        "typed": typed,
        "organizations": similar(request.user, typed) if typed else [],
        "may_add": may(request.user, "add", Organization),
    }
    return page(request, "contacts/employer_choices.html", context)


class EmployerFields(forms.Form):
    """The fields of the picker; a form that picks an organisation inherits them."""

    employer = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    employer_uid = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    employer_choice = forms.CharField(required=False, max_length=40)

    def pick(self, user: User) -> Picked:
        """Return what the picker means; with several matches and no choice it offers them."""
        data: dict[str, Any] = self.cleaned_data
        name = _single_line(data.get("employer", ""))
        for chosen in (data.get("employer_choice", ""), data.get("employer_uid", "")):
            if chosen == NEW and name:
                return Picked(new_name=name)
            found = _by_uid(user, chosen)
            if found is not None:
                return Picked(found)
        return _named(user, name) if name else Picked()


def similar(user: User, name: str) -> list[Organization]:
    """Return the active organisations that are called like that, the best hits first."""
    rows = organizations_visible_to(user).filter(is_inactive=False)
    rows = rows.select_related("seat__address", "parent")
    return ranked(rows, OrganizationText, name, limit=_OFFERED)


def _named(user: User, name: str) -> Picked:
    same = organizations_visible_to(user).filter(sort_name=sort_key(name)[:200])
    exact = list(same.select_related("seat__address", "parent").order_by("pk")[:_OFFERED])
    offers = exact or similar(user, name)
    exact = exact or [each for each in offers if german(each.name) == german(name)]
    if len(exact) == 1:
        return Picked(exact[0])
    return Picked(offers=offers) if offers else Picked(new_name=name)


def _by_uid(user: User, text: str) -> Organization | None:
    try:
        uid = UUID(text)
    except ValueError:
        return None
    return organizations_visible_to(user).filter(uid=uid).first()


def _single_line(text: str) -> str:
    return " ".join(text.split())


SEVERAL = _("There are organisations of a similar name. Choose below which one you mean.")
MAY_NOT_ADD = _("Your role may not add organisations. Choose one that exists.")
