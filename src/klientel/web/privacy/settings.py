"""Settings pages: consents and marks; retention rules, and whom they propose."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from klientel.accounts.permissions import may, must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import (
    ConsentChannel,
    Contact,
    Erasure,
    PrivacySettings,
    RetentionRule,
)
from klientel.contacts.operations.consents import change_privacy_settings
from klientel.contacts.operations.retention import (
    NotAhead,
    change_retention_rule,
    keep_contact,
)
from klientel.contacts.privacy import privacy_settings
from klientel.contacts.retention import proposed, rules
from klientel.web.contacts.fields import DayField
from klientel.web.contacts.opening import contact_to_change
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed

SHOWN = 200
COUNTED = 10_000
MOST_MONTHS = 600


class PrivacyForm(forms.Form):
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    from_all = forms.MultipleChoiceField(
        label=_("Consent needed from everybody"),
        choices=ConsentChannel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Advertising in these channels goes only to those who consented."),
    )
    from_households = forms.MultipleChoiceField(
        label=_("Consent needed from private people"),
        choices=ConsentChannel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In addition for households and people without an organisation."),
    )
    keeps_marks = forms.BooleanField(
        label=_("Recognise erased people"),
        required=False,
        help_text=_("Keyed hashes refuse an import that would bring an erased person back."),
    )


class RuleForm(forms.Form):
    months = forms.IntegerField(label=_("Months"), min_value=1, max_value=MOST_MONTHS)
    is_active = forms.BooleanField(label=_("Propose"), required=False)


class KeepForm(forms.Form):
    until = DayField(label=_("Keep until"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


@login_required
@require_http_methods(["GET", "POST"])
def privacy_edit(request: Request) -> HttpResponse:
    seen = latest_revision()
    row = privacy_settings()
    start = {
        "seen": seen,
        "from_all": row.consent_from_all.split(),
        "from_households": row.consent_from_households.split(),
        "keeps_marks": row.keeps_marks,
    }
    if request.method == "POST":
        must(actor(request), "change", PrivacySettings)
    form = PrivacyForm(posted(request), initial=start)
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            change_privacy_settings(expected=data.pop("seen"), **data, by=actor(request))
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The settings are saved."))
            return goto(request, "privacy_edit")
    context = {
        "form": form,
        "may_change": may(request.user, "change", PrivacySettings),
        "erasures": Erasure.objects.order_by("-erased_at")[:SHOWN]
        if may(request.user, "view", Erasure)
        else (),
    }
    return page(request, "privacy/privacy_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_GET
def retention_list(request: Request) -> HttpResponse:
    """Show the rules; how many contacts each proposes is counted, nothing is erased."""
    must(actor(request), "view", Erasure)
    now = timezone.now()
    found = [
        (rule, proposed(rule, now, request.user)[:COUNTED].count() if rule.is_active else None)
        for rule in rules()
    ]
    may_change = may(request.user, "change", RetentionRule)
    return page(request, "privacy/retention_list.html", {"rules": found, "may_change": may_change})


@login_required
@require_http_methods(["GET", "POST"])
def retention_edit(request: Request, uid: UUID) -> HttpResponse:
    """Set a rule, and see whom it proposes."""
    must(actor(request), "view", Erasure)
    rule = get_object_or_404(RetentionRule, uid=uid)
    if request.method == "POST":
        must(actor(request), "change", rule)
    start = {"months": rule.months, "is_active": rule.is_active}
    form = RuleForm(posted(request), initial=start)
    if form.is_bound and form.is_valid():
        change_retention_rule(rule=rule, **form.cleaned_data, by=actor(request))
        said(request, gettext("The rule is saved."))
        return goto(request, "retention_edit", uid)
    rows = proposed(rule, timezone.now(), request.user).select_related("effective__organization")
    context = {
        "rule": rule,
        "form": form,
        "may_change": may(request.user, "change", rule),
        "rows": rows[:SHOWN],
        "count": rows[:COUNTED].count(),
    }
    return page(request, "privacy/retention_edit.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def contact_keep(request: Request, uid: UUID) -> HttpResponse:
    """Keep a contact until a day, against the rules' proposals."""
    must(actor(request), "add", Erasure)
    contact = contact_to_change(request, uid)
    form = KeepForm(posted(request), initial=_kept(contact))
    if form.is_bound and form.is_valid():
        try:
            keep_contact(contact=contact, **form.cleaned_data, by=actor(request))
        except NotAhead:
            form.add_error("until", gettext("Take a day that is still to come."))
        else:
            said(request, gettext("The contact is kept."))
            return goto(request, "retention_list")
    context = {"contact": contact, "form": form}
    return page(request, "privacy/contact_keep.html", context, status=422 if form.errors else 200)


def _kept(contact: Contact) -> dict[str, Any]:
    kept = getattr(contact, "retention_keep", None)
    return {"until": kept.until, "reason": kept.reason} if kept else {}
