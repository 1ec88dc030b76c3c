"""Forms about colleagues: asking in, editing, leaving, coming."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import RoleCode, Team, User
from klientel.accounts.operations.invitations import Person
from klientel.accounts.queries import teams_to_choose, users_to_choose

NAMES = {"de": "Deutsch", "en": "English"}
ROLE_HELP = _("What each role may do stands under 'Roles and rights'.")


def languages() -> list[tuple[str, str]]:
    return [(code, NAMES.get(code, str(name))) for code, name in settings.LANGUAGES]


def _given() -> forms.CharField:
    return forms.CharField(label=_("First name"), max_length=80, required=False)


def _family() -> forms.CharField:
    return forms.CharField(label=_("Surname"), max_length=80)


def _password(help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=_("Password"), strip=False, widget=widget, help_text=help_text)


def _username() -> forms.CharField:
    return forms.CharField(
        label=_("Log-in name"),
        max_length=60,
        help_text=_("You log in with it, or with your e-mail address."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mail"))
    given_name = _given()
    family_name = _family()
    role = forms.ChoiceField(
        label=_("Role"), choices=RoleCode.choices, initial=RoleCode.MEMBER, help_text=ROLE_HELP
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"),
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect, choices=languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = self.fields["teams"]
        teams.queryset = teams_to_choose()  # type: ignore[attr-defined] # a model choice
        if not teams.queryset.exists():  # type: ignore[attr-defined] # as above
            del self.fields["teams"]

    def person(self) -> Person:
        return person(self.cleaned_data)


class UserForm(forms.Form):
    """What an administrator edits of a colleague."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    given_name = _given()
    family_name = forms.CharField(label=_("Surname"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=RoleCode.choices, help_text=ROLE_HELP)
    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect, choices=languages)

    FACTS = ("given_name", "family_name", "email", "role", "language")

    @classmethod
    def initial_for(cls, user: User, seen: int) -> dict[str, Any]:
        return {"seen": seen, **{name: getattr(user, name) for name in cls.FACTS}}

    def patch(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.FACTS}


class LeaveForm(forms.Form):
    """To whom the records go of a colleague who leaves."""

    successor = forms.ModelChoiceField(
        label=_("Hand over to"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("nobody: the records have no account manager then"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["successor"]
        field.queryset = users_to_choose().exclude(pk=user.pk)  # type: ignore[attr-defined] # a model choice


class AcceptForm(forms.Form):
    """What somebody who was asked in says of himself."""

    given_name = _given()
    family_name = _family()
    username = _username()
    password = _password(_("At least eight characters, not a common word."))
    again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    language = forms.ChoiceField(label=_("Language"), widget=forms.RadioSelect, choices=languages)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return data


class AdministratorForm(AcceptForm):
    """The first one who logs in, with the name of the firm."""

    company = forms.CharField(label=_("Name of your company"), max_length=160)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("For a forgotten password. Not required.")
    )
    code = forms.CharField(
        label=_("Set-up code"),
        max_length=40,
        help_text=_("The server printed it when it started, in the window or the service's log."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    field_order = ("code", "company", "language", "given_name", "family_name", "email", "username",
                   "password", "again")  # fmt: skip


def person(data: dict[str, Any]) -> Person:
    return {
        "email": data["email"],
        "given_name": data["given_name"],
        "family_name": data["family_name"],
    }
