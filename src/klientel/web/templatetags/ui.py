"""What templates need to write values: dates, money, numbers, monograms, fields."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_currency
from django import forms, template
from django.forms import BoundField
from django.forms.boundfield import BoundWidget
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klientel.accounts.queries import the_company
from klientel.formats import phones
from klientel.web import dates, names
from klientel.web.pages import UNDO

register = template.Library()
register.filter("initials", names.initials)
register.filter("hue", names.hue)

_CHECKED = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect)


@register.filter
def date_near(value: date | datetime | None) -> str:
    """Write 'today, 14:00', 'Thu 26 Nov' or the whole date; nothing for nothing."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return dates.moment(value, now=timezone.now())
    return dates.day(value, today=timezone.localdate())


@register.filter
def date_whole(value: date | datetime | None) -> str:
    if value is None:
        return ""
    return dates.whole_day(timezone.localtime(value) if isinstance(value, datetime) else value)


@register.filter
def money(amount: Decimal | None, currency: str = "EUR") -> str:
    """Write an amount as the reader's language does: 1.234,56 €."""
    if amount is None:
        return ""
    return format_currency(amount, currency, locale=get_language() or "de")


@register.filter
def dialled(number: str) -> str:
    """Return what follows `tel:`."""
    return phones.dialled(number)


@register.inclusion_tag("ui/phone.html")
def phone_link(shown: str, number: str = "") -> dict[str, str]:
    """Link the number as it was typed; `number` is its E.164 form where it is known."""
    return {"shown": shown, "number": dialled(number or shown)}


@register.filter
def control(field: BoundField, extra: str = "") -> SafeString:
    """Render a field's widget with the look of its kind."""
    widget = field.field.widget
    given = widget.attrs.get("class", "")
    look = _look(widget)
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, (look, given, extra)))}
    if widget.attrs.get("placeholder") == field.label:  # foreign forms say it twice
        attrs["placeholder"] = ""
    return field.as_widget(attrs=attrs)


@register.filter
def check(choice: BoundWidget) -> SafeString:
    """Render one of several boxes or radio buttons with the look of a single one."""
    choice.data["attrs"] = {**choice.data["attrs"], "class": "form-check-input"}
    return choice.tag()


@register.filter
def plain_control(field: BoundField) -> SafeString:
    """Render a foreign form's widget without its placeholder: the label says it."""
    return field.as_widget(attrs={"class": _look(field.field.widget), "placeholder": ""})


@register.simple_tag
def company_name() -> str:
    """Write the name of one's own firm, as far as it is set up."""
    return the_company().name


def _look(widget: forms.Widget) -> str:
    if isinstance(widget, _CHECKED):
        return "form-check-input"
    if isinstance(widget, forms.Select):
        return "form-select"
    return "form-control"


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is one box with its label beside it."""
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field is a few choices, all in sight."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.CheckboxSelectMultiple))


@register.filter
def is_chosen(field: BoundField) -> bool:
    """Whether the field always has a value, because one of its choices is taken."""
    return isinstance(field.field.widget, (forms.RadioSelect, forms.Select))


@register.filter
def undo_url(message: Any) -> str:
    """Return the address that takes back what the message tells, or nothing."""
    for tag in (message.extra_tags or "").split():
        if tag.startswith(UNDO):
            try:
                return reverse("unit_undo", args=[int(tag.removeprefix(UNDO))])
            except NoReverseMatch:
                return ""
    return ""
