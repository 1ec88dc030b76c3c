"""The right input for each field of one's own, and what stands in a form for its value."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from klientel.accounts.queries import users_to_choose
from klientel.records.custom.definitions import custom_fields
from klientel.records.custom.models import PREFIX, CustomField, CustomType
from klientel.records.custom.texts import DoesNotFit, format_value, parse
from klientel.records.custom.values import LONGEST_TEXT

NONE = [("", "–")]


class TypedField(forms.CharField):
    """A text, link, number or day, read and written in the reader's language."""

    def __init__(self, own: CustomField, **kwargs: Any) -> None:
        self.own = own
        attrs = {"autocomplete": "off"}
        if own.type == CustomType.NUMBER:
            attrs |= {"inputmode": "decimal", "class": "k-date"}
        elif own.type == CustomType.DATE:
            attrs |= {"class": "k-date", "size": "12"}
        elif own.type == CustomType.LINK:
            attrs |= {"inputmode": "url"}
        super().__init__(widget=forms.TextInput(attrs=attrs), max_length=LONGEST_TEXT, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else format_value(self.own, value, language())

    def clean(self, value: Any) -> Any:
        try:
            return parse(self.own, super().clean(value), language())
        except DoesNotFit as wrong:
            raise forms.ValidationError(str(wrong)) from None


class ChosenField(forms.ChoiceField):
    """One choice or none; a retired one is there only for who has it."""

    def clean(self, value: Any) -> Any:
        return super().clean(value) or None


class BooleanChoice(forms.ChoiceField):
    """Yes, no, or not known."""

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value

    def clean(self, value: Any) -> Any:
        return {"yes": True, "no": False}.get(super().clean(value))


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick; several choices may also come as one text, with commas."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = super().value_from_datadict(data, files, name) or []
        given = values if isinstance(values, list) else [values]
        return [code for value in given for code in str(value).split(",") if code]


class ManyField(forms.MultipleChoiceField):
    widget = Boxes

    def clean(self, value: Any) -> Any:
        return tuple(super().clean(value))


class OwnFields(forms.Form):
    """A form that asks for the fields which users gave a kind of record, too.

    What a record holds stands in `initial`, by the fields' keys.
    """

    OWN = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = {}
        for own in custom_fields(self.OWN):
            held = self.initial.get(own.key)
            if not own.is_retired or held not in (None, ()):
                self.fields[own.key] = form_field(own, held)
                self.own[own.key] = own

    @property
    def own_rows(self) -> list[forms.BoundField]:
        return [self[key] for key in self.own]

    @property
    def is_own_filled(self) -> bool:
        """Whether the part is to be seen at once: something stands there, or is wrong."""
        return any(self.initial.get(key) or key in self.errors for key in self.own)

    def custom(self) -> dict[str, Any]:
        """Return the values to set, by the fields' keys."""
        return {key: self.cleaned_data[key] for key in self.own if key in self.cleaned_data}


def form_field(own: CustomField, held: Any = None) -> forms.Field:
    """Return the input for a field; `held` is what the record holds now."""
    said: dict[str, Any] = {"label": own.name, "help_text": own.help_text, "required": False}
    if own.type == CustomType.CHOICE:
        return ChosenField(choices=[*NONE, *_offered(own, (held,))], **said)
    if own.type == CustomType.CHOICES:
        return ManyField(choices=_offered(own, held or ()), **said)
    if own.type == CustomType.BOOLEAN:
        return BooleanChoice(choices=[*NONE, ("yes", _("yes")), ("no", _("no"))], **said)
    if own.type == CustomType.USER:
        return forms.ModelChoiceField(
            queryset=users_to_choose(), empty_label="–", to_field_name="uid", **said
        )
    if own.type == CustomType.DATE and not own.help_text:
        said["help_text"] = gettext("Like 24.11.2026")
    return TypedField(own, **said)


def is_own(name: str) -> bool:
    return name.startswith(PREFIX)


def initial_text(value: Any) -> str:
    """Return several values as one text, as `Boxes` reads it."""
    return ",".join(value) if isinstance(value, tuple | list) else str(value)


def language() -> str:
    return get_language() or "de"


def _offered(own: CustomField, held: Any) -> list[tuple[str, str]]:
    return [
        (each.code, each.name) for each in own.options if not each.is_retired or each.code in held
    ]


def shown_values(record_kind: str, held: Mapping[str, Any]) -> list[tuple[CustomField, str]]:
    """Return the fields to show at a record with their values as text, '' for none."""
    return [
        (own, format_value(own, held.get(own.key), language()))
        for own in custom_fields(record_kind)
        if own.key in held or not own.is_retired
    ]
