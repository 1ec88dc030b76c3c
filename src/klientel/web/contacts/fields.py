"""Fields that read what people type: days, birthdays, countries."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext_lazy as _

from klientel.formats.dates import PartialDate, german_date, read_german_date, read_vcard_date
from klientel.formats.dates import vcard_date as card_date
from klientel.formats.postal import country_code, country_name

_WORDS = {"heute": 0, "today": 0, "morgen": 1, "tomorrow": 1, "gestern": -1, "yesterday": -1}
_ADDRESS = {
    "street": _("Street"),
    "postcode": _("Postcode"),
    "town": _("Town"),
    "extra": _("Additional line"),
    "po_box": _("PO box"),
    "country": _("Country"),
}


class DayField(forms.CharField):
    """A day: '24.11.2026', '24.11.' (the nearest one), '2026-11-24', 'heute', 'morgen'."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"class": "k-date", "autocomplete": "off", "size": 12}),
        )
        super().__init__(max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return german_date(value) if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value).strip().lower()
        if not text:
            return None
        today = timezone.localdate()
        if text in _WORDS:
            return today + timedelta(days=_WORDS[text])
        found = read_german_date(text, pivot=today.year + 20)
        if isinstance(found, PartialDate):
            found = _nearest(found, today)
        if found is None:
            raise forms.ValidationError(
                gettext_lazy("This is no day. Write it like 24.11.2026 or 24.11.")
            )
        return found


class BirthdayField(forms.CharField):
    """A birthday, also without its year; cleaned to the form in which cards have it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "k-date", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        day = read_vcard_date(value or "")
        return german_date(day) if day else value

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        if not text:
            return ""
        day = read_german_date(text, pivot=timezone.localdate().year)
        if day is None:
            raise forms.ValidationError(
                gettext_lazy("This is no birthday. Write it like 14.03.1979 or 14.03.")
            )
        return card_date(day)


class CountryField(forms.CharField):
    """A country by its name or code; cleaned to the code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if value and len(value) == len("DE") and value.isupper():
            return country_name(value, (get_language() or "de")[:2])
        return value

    def clean(self, value: Any) -> str:
        text = super().clean(value).strip()
        code = country_code(text)
        if text and not code:
            raise forms.ValidationError(
                gettext_lazy("This country is unknown. Write it like Österreich or AT.")
            )
        return code


def address_fields(prefix: str) -> dict[str, forms.Field]:
    """Return the fields of a postal address, their names begun with `prefix`."""
    lengths = {"street": 300, "postcode": 20, "town": 120, "extra": 160, "po_box": 60}
    fields: dict[str, forms.Field] = {
        prefix + name: forms.CharField(label=_ADDRESS[name], max_length=length, required=False)
        for name, length in lengths.items()
    }
    fields[prefix + "country"] = CountryField(label=_ADDRESS["country"])
    for name in ("postcode", "town"):  # two fields beside one label
        fields[prefix + name].widget.attrs["aria-label"] = _ADDRESS[name]
    return fields


def _nearest(day: PartialDate, today: date) -> date | None:
    """Return the day of that month that is nearest to today; None without a day and month."""
    if day.year or not (day.month and day.day):
        return None
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append(date(year, day.month, day.day))
        except ValueError:
            continue
    return min(found, key=lambda each: abs((each - today).days)) if found else None
