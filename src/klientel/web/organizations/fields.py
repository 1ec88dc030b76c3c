"""Fields that read numbers as they are written here: 68.000.000,00 and 1.200."""

from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from django import forms
from django.utils.translation import get_language, gettext


class AmountField(forms.CharField):
    """An amount in the reader's notation; cleaned to a Decimal or None."""

    places = 2

    def __init__(self, *, most: Decimal = Decimal("999999999999.99"), **kwargs: Any) -> None:
        self.most = most
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return self.written(value) if isinstance(value, (Decimal, int)) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(" ", "").replace("\xa0", "").removesuffix("€")
        if not text:
            return None
        try:
            number = parse_decimal(text, locale=_locale(), strict=True)
        except NumberFormatError:
            raise forms.ValidationError(self._cure()) from None
        fits = number.is_finite() and round(number, self.places) == number
        if not fits or not 0 <= number <= self.most:
            raise forms.ValidationError(self._cure())
        return number

    def written(self, value: Decimal | int) -> str:
        return str(format_decimal(value, format="#,##0.00", locale=_locale()))

    def _cure(self) -> str:
        example = self.written(Decimal("1234.56"))
        return gettext("This is no amount. Write it like %(example)s.") % {"example": example}


class CountField(AmountField):
    """A whole number that nobody has less than none of."""

    places = 0

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(most=Decimal(2_000_000_000), **kwargs)

    def clean(self, value: Any) -> int | None:
        number = super().clean(value)
        return None if number is None else int(number)

    def written(self, value: Decimal | int) -> str:
        return str(format_decimal(value, format="#,##0", locale=_locale()))

    def _cure(self) -> str:
        example = self.written(1200)
        return gettext("This is no whole number. Write it like %(example)s.") % {"example": example}


def _locale() -> str:
    return (get_language() or "de").replace("-", "_")
