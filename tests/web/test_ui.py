from datetime import UTC, datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from klientel.web.templatetags import ui


class StreetForm(forms.Form):
    street = forms.CharField(label="Street", help_text="With the number.")
    country = forms.ChoiceField(label="Country", choices=[("DE", "Germany"), ("CH", "Schweiz")])
    use = forms.ChoiceField(choices=[("a", "business"), ("b", "private")], widget=forms.RadioSelect)
    preferred = forms.BooleanField(label="Preferred", required=False)


def rendered(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_money_is_written_as_the_language_does():
    with translation.override("de"):
        assert ui.money(Decimal("1234.56")) == "1.234,56\xa0€"
    with translation.override("en"):
        assert ui.money(Decimal("1234.56"), "CHF") == "CHF1,234.56"
    assert ui.money(None) == ""


def test_a_far_day_is_written_whole_and_no_day_not_at_all():
    afternoon = datetime(2016, 8, 2, 12, 5, tzinfo=UTC)

    with translation.override("en"), timezone.override(ZoneInfo("Europe/Berlin")):
        assert ui.date_near(afternoon.date()) == "2 Aug 2016"
        assert ui.date_near(afternoon) == "2 Aug 2016, 14:05"
        assert ui.date_whole(afternoon) == "2 Aug 2016"
        assert ui.date_whole(afternoon.date()) == "2 Aug 2016"
    assert (ui.date_near(None), ui.date_whole(None)) == ("", "")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("040 66969-142", "04066969142"),
        ("+49 (0)40 66969-142", "+494066969142"),
        ("(040) 66969", "04066969"),
        ("*21#", "*21#"),
    ],
)
def test_only_what_can_be_dialled_is_dialled(typed, expected):
    assert ui.dialled(typed) == expected


def test_a_number_is_shown_as_typed_and_dialled_as_known():
    html = rendered('{% phone_link "040 66969-142" "+494066969142" %}')

    assert html.strip() == '<a href="tel:+494066969142">040 66969-142</a>'


def test_a_refused_field_names_its_help_and_its_error_to_the_ear():
    form = StreetForm({"street": ""})

    html = rendered('{% include "ui/field.html" with field=form.street only %}', form=form)

    assert '<label class="k-form-l" for="id_street">' in html
    assert 'aria-describedby="id_street_helptext id_street_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_street_helptext">With the number.<' in html
    assert '<ul class="k-error" id="id_street_error">' in html


def test_radio_buttons_are_one_named_group():
    html = rendered('{% include "ui/field.html" with field=form.use only %}', form=StreetForm())

    assert 'role="radiogroup" aria-labelledby="id_use_label"' in html
    assert html.count('type="radio"') == 2


def test_a_form_rendered_whole_has_our_look():
    html = str(StreetForm())

    assert 'class="form-control"' in html
    assert 'class="form-select"' in html
    assert 'class="form-check"' in html


def test_an_office_has_a_dashed_monogram_without_a_hue():
    html = rendered('{% include "ui/mono.html" with name="Zentrale" key=1 kind="office" only %}')

    assert html.strip() == '<span class="k-mono is-office" aria-hidden="true">ZE</span>'


def test_a_message_without_a_unit_offers_no_undo():
    assert ui.undo_url(SimpleNamespace(extra_tags="")) == ""
    assert ui.undo_url(SimpleNamespace(extra_tags="loud")) == ""


def test_a_foreign_forms_placeholder_that_repeats_the_label_is_left_out():
    field = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"placeholder": "Password"})
    )
    form = type("Foreign", (forms.Form,), {"password": field})()

    assert 'placeholder=""' in rendered("{{ form.password|control }}", form=form)
