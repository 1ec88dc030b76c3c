"""Rows of phone numbers, mail addresses, links and messengers in a form."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from klientel.contacts.models import ContactPoint, PointKind, Use
from klientel.contacts.operations.contacts import PointEdit
from klientel.web.contacts import labels

Rows = Any  # Django's formset, whose class is made at run time
_DIGITS = 2


class PointForm(forms.Form):
    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sort = forms.ChoiceField(
        choices=PointKind.choices, widget=forms.Select(attrs={"aria-label": _("Kind")})
    )
    value = forms.CharField(
        label=_("Number, address or link"),
        max_length=320,
        required=False,
        widget=forms.TextInput(attrs={"aria-label": _("Number, address or link")}),
    )
    use = forms.ChoiceField(
        choices=Use.choices,
        initial=Use.BUSINESS,
        widget=forms.Select(attrs={"aria-label": _("Use")}),
    )
    label = forms.CharField(
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={"aria-label": _("Label"), "list": "point-labels", "placeholder": _("Label")}
        ),
    )
    preferred = forms.BooleanField(label=_("preferred"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be dialled, written to or followed, and say what would do."""
        data: dict[str, Any] = self.cleaned_data
        value = data.get("value", "").strip()
        if value and not _fits(data.get("sort", ""), value):
            self.add_error("value", _WRONG[data["sort"]])
        data["value"] = value
        return data

    def edit(self) -> PointEdit:
        data = self.cleaned_data
        removed = data.get("DELETE", False)
        return PointEdit(
            sort=data["sort"],
            value="" if removed else data["value"],
            label=labels.code_of(data["sort"], data["label"], data["use"]),
            use=data["use"],
            preferred=data["preferred"],
            number=data["number"],
        )


def point_rows(
    data: Mapping[str, Any] | None, points: Iterable[ContactPoint] = (), *, phone: str = ""
) -> Rows:
    """Return the formset of these points, with empty rows that work without script.

    `phone` is a number that the first row begins with.
    """
    kept = [initial_row(point) for point in points]
    blank = [] if kept else [{"sort": "phone"}, {"sort": "email"}]
    made = forms.formset_factory(PointForm, extra=1 + len(blank), can_delete=True, max_num=200)
    rows: Any = made(data, prefix="points", initial=kept)
    for form, start in zip(rows.forms[len(kept) :], [*blank, {"sort": "phone"}], strict=False):
        form.initial = {**start, "use": Use.BUSINESS}
    if phone and rows.forms:
        rows.forms[0].initial["value"] = phone
    return rows


def initial_row(point: ContactPoint) -> dict[str, Any]:
    return {
        "number": point.pk,
        "sort": point.sort,
        "value": point.value,
        "use": point.use,
        "label": labels.shown(point.label),
        "preferred": point.preferred,
    }


def edits(rows: Rows) -> list[PointEdit]:
    """Return what the rows ask for; rows that nobody filled in ask for nothing."""
    filled = [form for form in rows.forms if form.cleaned_data]
    return [form.edit() for form in filled if form.cleaned_data.get("number") or form.edit().value]


def phone_number(value: str) -> None:
    """Refuse what cannot be dialled."""
    if not _fits(PointKind.PHONE, value):
        raise ValidationError(_WRONG[PointKind.PHONE], code="phone")


def _fits(sort: str, value: str) -> bool:
    if sort == PointKind.PHONE:
        return sum(sign.isdigit() for sign in value) >= _DIGITS
    if sort == PointKind.EMAIL:
        try:
            validate_email(value)
        except ValidationError:
            return False
    if sort == PointKind.URL:
        return bool(labels.web_address(value)) and " " not in value
    return True


_WRONG: dict[str, Any] = {
    PointKind.PHONE: _("This is no phone number. Write it like 040 66969-142."),
    PointKind.EMAIL: _("This is no e-mail address. Write it like name@firma.example."),
    PointKind.URL: _("This is no link. Write it like https://firma.example."),
}
