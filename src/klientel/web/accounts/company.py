"""One's own company: name, address, logo, and what holds for all."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.dates import MONTHS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from klientel.accounts.models import Company
from klientel.accounts.operations import change_company
from klientel.accounts.permissions import must
from klientel.accounts.queries import the_company
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.formats.states import STATE_NAMES
from klientel.web.accounts.clashing import clash_page, data_of
from klientel.web.accounts.forms import zones
from klientel.web.accounts.logos import MOST_BYTES, NoPicture, small_png
from klientel.web.accounts.user_forms import languages
from klientel.web.contacts.editing import undo_of
from klientel.web.contacts.fields import CountryField
from klientel.web.pages import Request, actor, goto, page, said

CURRENCIES = ("EUR", "CHF", "USD", "GBP", "DKK", "SEK", "NOK", "PLN", "CZK", "HUF")


def _states() -> list[tuple[str, str]]:
    return [("", gettext("none")), *STATE_NAMES.items()]


class CompanyForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=160)
    street = forms.CharField(label=_("Street"), max_length=160, required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=16, required=False)
    town = forms.CharField(label=_("Town"), max_length=80, required=False)
    country = CountryField(
        label=_("Country"), help_text=_("Letters to there carry no country's name.")
    )
    region = forms.ChoiceField(
        label=_("Federal state"), choices=_states, required=False,
        help_text=_("Its public holidays count."),
    )  # fmt: skip
    currency = forms.ChoiceField(label=_("Currency"), choices=[(each, each) for each in CURRENCIES])
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones)
    language = forms.ChoiceField(
        label=_("Language"), choices=languages, widget=forms.RadioSelect,
        help_text=_("Of letters, and of colleagues who are asked in."),
    )  # fmt: skip
    fiscal_year_starts = forms.TypedChoiceField(
        label=_("Fiscal year starts"), coerce=int, choices=list(MONTHS.items())
    )
    requires_two_factors = forms.BooleanField(
        label=_("Two factors for all"),
        required=False,
        help_text=_("Who has none is led to set one up after log-in, before anything else."),
    )
    logo_file = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG or JPEG, 1 MB at most."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
    )  # fmt: skip
    logo_away = forms.BooleanField(label=_("Take the logo away"), required=False)

    ADDRESS = ("name", "street", "postcode", "town", "country", "region")
    ALIKE = ("language", "currency", "time_zone", "fiscal_year_starts")
    FACTS = (*ADDRESS, *ALIKE, "requires_two_factors")

    @classmethod
    def initial_for(cls, company: Company, seen: int) -> dict[str, Any]:
        return {"seen": seen, **{name: getattr(company, name) for name in cls.FACTS}}

    def clean_logo_file(self) -> bytes | None:
        """Return the picture drawn anew, whatever else the file held."""
        file = self.cleaned_data["logo_file"]
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 1 MB. Choose a smaller."))
        try:
            return small_png(file.read())
        except NoPicture as odd:
            raise forms.ValidationError(
                gettext("This is no PNG or JPEG picture. Save it as one, and choose that file.")
            ) from odd

    def patch(self) -> dict[str, Any]:
        values = {name: self.cleaned_data[name] for name in self.FACTS}
        values["country"] = values["country"] or "DE"
        if self.cleaned_data["logo_file"]:
            values["logo"] = _stored(self.cleaned_data["logo_file"])
        elif self.cleaned_data["logo_away"]:
            values["logo"] = ""
        return values


@login_required
@require_http_methods(["GET", "POST"])
def company(request: Request) -> HttpResponse:
    seen = latest_revision()
    must(actor(request), "change", Company)
    row = the_company()
    initial = CompanyForm.initial_for(row, seen)
    form = CompanyForm(data_of(request, initial), request.FILES or None, initial=initial)
    if form.is_valid():
        try:
            change_company(expected=form.cleaned_data["seen"], by=actor(request), **form.patch())
        except Stale as stale:
            return clash_page(request, stale, form, the_company(), request.path)
        said(request, gettext("The company is saved."), undo=undo_of(request))
        return goto(request, "company")
    context = {
        "form": form,
        "company": row,
        "address": [form[name] for name in CompanyForm.ADDRESS],
        "alike": [form[name] for name in CompanyForm.ALIKE],
    }
    return page(request, "accounts/company.html", context, status=422 if form.is_bound else 200)


@require_GET
def company_logo(request: HttpRequest) -> HttpResponseBase:
    """Return the picture; the log-in page shows it to strangers too."""
    del request  # everybody sees the same
    name = the_company().logo
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), content_type="image/png")
    response["Cache-Control"] = "private, max-age=300"
    return response


def _stored(picture: bytes) -> str:
    return default_storage.save("company/logo.png", ContentFile(picture))
