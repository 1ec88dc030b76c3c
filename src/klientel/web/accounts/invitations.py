"""Asking a colleague in, and his first step."""

from datetime import datetime
from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts.adapter import absolute
from klientel.accounts.models import User
from klientel.accounts.operations.invitations import (
    AddressTaken,
    Invitation,
    InvitationOver,
    accept_invitation,
    invite_user,
    renew_invitation,
    withdraw_invitation,
)
from klientel.accounts.permissions import must
from klientel.accounts.queries import invited_by_token, the_company
from klientel.changes.actors import Actor
from klientel.web.accounts import limits, mails
from klientel.web.accounts.user_forms import AcceptForm, InviteForm, person
from klientel.web.pages import Request, actor, goto, page, posted, said

_LINK = "invitation_link"
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


@login_required
@require_http_methods(["GET", "POST"])
def user_invite(request: Request) -> HttpResponse:
    must(actor(request), "add", User)
    form = InviteForm(posted(request), initial={"language": the_company().language})
    if form.is_valid():
        try:
            invitation = invite_user(
                person=form.person(),
                role=form.cleaned_data["role"],
                teams=list(form.cleaned_data.get("teams", ())),
                language=form.cleaned_data["language"],
                by=actor(request),
            )
        except AddressTaken:
            form.add_error("email", gettext("There is a user with this address already."))
        else:
            return _told(request, invitation)
    context = {"form": form, "sends_mail": settings.KLIENTEL_SENDS_MAIL}
    return page(request, "accounts/user_invite.html", context, status=422 if form.is_bound else 200)


@login_required
@require_GET
@never_cache
def user_invited(request: Request, uid: UUID) -> HttpResponse:
    """Show the link of the invitation just made, once."""
    must(actor(request), "add", User)
    user: User = get_object_or_404(User.live, uid=uid, invited_until__isnull=False)
    kept = request.session.pop(_LINK, {})
    link = kept.get("link", "") if kept.get("uid") == str(uid) else ""
    context = {"person": user, "link": link, "was_sent": kept.get("was_sent", False)}
    return page(request, "accounts/user_invited.html", context)


@login_required
@require_POST
def user_invite_again(request: Request, uid: UUID) -> HttpResponse:
    must(actor(request), "change", User)
    user = get_object_or_404(User.live, uid=uid, invited_until__isnull=False)
    return _told(request, renew_invitation(user=user, by=actor(request)))


@login_required
@require_POST
def user_uninvite(request: Request, uid: UUID) -> HttpResponse:
    must(actor(request), "bin", User)
    user = get_object_or_404(User.live, uid=uid, invited_until__isnull=False)
    withdraw_invitation(user=user, by=actor(request))
    said(request, gettext("The invitation of %(user)s is withdrawn.") % {"user": user})
    return goto(request, "user_list")


@require_http_methods(["GET", "POST"])
@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever has the link in, under name and password of his own."""
    limits.require_tries_left(request, "invitation")
    now = timezone.now()
    user = invited_by_token(token, now)
    if user is None:
        limits.count_failure(request, "invitation")
        return page(request, "accounts/invitation_over.html", status=404)
    initial = {name: getattr(user, name) for name in AcceptForm.base_fields if hasattr(user, name)}
    initial.pop("password")
    form = AcceptForm(posted(request), initial=initial)
    if form.is_valid() and (came := _accept(user, token, form, now)):
        login(request, came, backend=BACKEND)
        record_authentication(request, came, method="password", username=came.username)
        with translation.override(came.language):
            said(request, gettext("Welcome, %(user)s.") % {"user": came})
        return goto(request, "home")
    context = {"form": form, "person": user}
    return page(request, "accounts/invitation.html", context, status=422 if form.is_bound else 200)


def _accept(user: User, token: str, form: AcceptForm, now: datetime) -> User | None:
    data = form.cleaned_data
    try:
        return accept_invitation(
            user=user,
            token=token,
            person=person({**data, "email": user.email}),
            username=data["username"],
            password=data["password"],
            language=data["language"],
            by=Actor(source="web", at=now, user_id=user.pk),
        )
    except ValidationError as poor:
        form.add_error("password", poor)
    except AddressTaken:
        form.add_error("username", gettext("Somebody has this log-in name. Choose another one."))
    except InvitationOver:
        form.add_error(None, gettext("The link was used meanwhile. Log in, or ask for a new one."))
    return None


def _told(request: Request, made: Invitation) -> HttpResponse:
    """Send the link if there is a mail server, and show it once, to be copied."""
    link = absolute(request, reverse("invitation", args=[made.token]))
    context = {"link": link, "by": request.user, "company": the_company().name}
    was_sent = mails.send("accounts/mail/invitation.txt", made.user, context)
    request.session[_LINK] = {"uid": str(made.user.uid), "link": link, "was_sent": was_sent}
    return goto(request, "user_invited", made.user.uid)
