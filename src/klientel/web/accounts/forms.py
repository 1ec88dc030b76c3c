from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import Density, Theme, User

_NO_PLACE = ("Etc/", "SystemV/", "US/", "posix", "right")


def zones() -> list[tuple[str, str]]:
    """Return the zones that are named after a place, with the place readable."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone)
    return [(zone, zone.replace("_", " ")) for zone in zones if not zone.startswith(_NO_PLACE)]


class ProfileForm(forms.Form):
    """How Klientel looks and speaks for one user."""

    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect)
    theme = forms.ChoiceField(
        label=_("Light or dark"), choices=Theme.choices, widget=forms.RadioSelect
    )
    density = forms.ChoiceField(
        label=_("Density"),
        choices=Density.choices,
        widget=forms.RadioSelect,
        help_text=_("Compact shows more rows, comfortable is easier to hit."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zones,
        help_text=_("Times and what is due today follow it."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # -- passed on as they come
        names = {"de": "Deutsch", "en": "English"}
        self.fields["language"].choices = [  # type: ignore[attr-defined] # -- a choice field
            (code, names.get(code, name)) for code, name in settings.LANGUAGES
        ]

    @staticmethod
    def initial_for(user: User) -> dict[str, str]:
        return {name: getattr(user, name) for name in ProfileForm.base_fields}
