"""Teams: who works together, and sees the same confidential records."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.models import Team, TeamMember, User
from klientel.accounts.operations import TeamInUse, add_team, change_team, remove_team
from klientel.accounts.permissions import must
from klientel.accounts.queries import users_to_choose
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.web.accounts.clashing import clash_page, data_of
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, said


class TeamForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Name"), max_length=80)
    members = forms.ModelMultipleChoiceField(
        label=_("Members"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, team: Team | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        self.fields["members"].queryset = users_to_choose()  # type: ignore[attr-defined] # a model choice

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        others = Team.live.exclude(pk=self.team.pk if self.team else 0)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(gettext("A team has this name. Choose another one."))
        return name


@login_required
@require_GET
def team_list(request: Request) -> HttpResponse:
    must(actor(request), "add", Team)
    active = TeamMember.objects.filter(user__is_active=True).select_related("user")
    members = Prefetch("members", active.order_by("user__family_name", "user__given_name", "pk"))
    teams = Team.live.prefetch_related(members).order_by("name", "pk")
    return page(request, "accounts/team_list.html", {"teams": teams})


@login_required
@require_http_methods(["GET", "POST"])
def team_new(request: Request) -> HttpResponse:
    must(actor(request), "add", Team)
    form = TeamForm(data_of(request, {}))
    if form.is_valid():
        members = list(form.cleaned_data["members"])
        add_team(name=form.cleaned_data["name"], members=members, by=actor(request))
        said(request, gettext("The team is added."), undo=undo_of(request))
        return goto(request, "team_list")
    context = {"form": form, "team": None}
    return page(request, "accounts/team_edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def team_edit(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    team = _team(request, uid)
    members = [member.user_id for member in team.members.all()]
    initial = {"seen": seen, "name": team.name, "members": members}
    form = TeamForm(data_of(request, initial), initial=initial, team=team)
    if form.is_valid():
        try:
            change_team(
                team=team,
                name=form.cleaned_data["name"],
                members=list(form.cleaned_data["members"]),
                expected=form.cleaned_data["seen"],
                by=actor(request),
            )
        except Stale as stale:
            return clash_page(request, stale, form, team, request.path)
        said(request, gettext("The team is saved."), undo=undo_of(request))
        return goto(request, "team_list")
    context = {"form": form, "team": team}
    return page(request, "accounts/team_edit.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def team_remove(request: Request, uid: UUID) -> HttpResponse:
    team = _team(request, uid)
    try:
        remove_team(team=team, by=actor(request))
    except TeamInUse as used:
        form = TeamForm({"name": team.name}, team=team)
        form.add_error(None, _in_use(used.count))
        context = {"form": form, "team": team}
        return page(request, "accounts/team_edit.html", context, status=422)
    said(request, gettext("The team %(team)s is removed.") % {"team": team})
    return goto(request, "team_list")


def _in_use(count: int) -> str:
    told = gettext(
        "Records that belong to the team: %(count)s. Give them to another team first; then it can"
        " be removed."
    )
    return told % {"count": count}


def _team(request: Request, uid: UUID) -> Team:
    must(actor(request), "change", Team)
    team: Team = get_object_or_404(Team.live, uid=uid)
    return team
