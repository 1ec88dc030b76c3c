"""Colleagues: the list, asking in, editing, shutting out."""

from uuid import UUID

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from klientel.accounts import sessions
from klientel.accounts.adapter import absolute
from klientel.accounts.factors import STRONG
from klientel.accounts.models import TeamMember, User
from klientel.accounts.operations import LastAdministrator, change_user
from klientel.accounts.operations.factors import reset_factors
from klientel.accounts.permissions import must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.looked_after import count_of
from klientel.contacts.operations.leaving import let_user_leave
from klientel.web.accounts import mails
from klientel.web.accounts.clashing import clash_page, data_of
from klientel.web.accounts.user_forms import LeaveForm, UserForm
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, posted, said


def last_one() -> str:
    return gettext(
        "This is the last administrator: somebody must be able to administer. Make another user"
        " administrator first."
    )


@login_required
@require_GET
def user_list(request: Request) -> HttpResponse:
    """Show who may log in, who was asked in, and who has left."""
    must(actor(request), "add", User)
    left = request.GET.get("wer") == "ausgeschieden"
    memberships = Prefetch("memberships", TeamMember.objects.select_related("team"))
    everybody = User.live.prefetch_related(memberships).order_by("family_name", "given_name", "pk")
    users = list(everybody)
    gone = [user for user in users if not user.is_active and not user.is_invited]
    strong = set(Authenticator.objects.filter(type__in=STRONG).values_list("user_id", flat=True))
    context = {
        "users": gone if left else [user for user in users if user not in gone],
        "secured": strong,
        "left": left,
        "active_count": sum(user.is_active for user in users),
        "invited_count": sum(user.is_invited for user in users),
        "gone_count": len(gone),
        "now": timezone.now(),
    }
    return page(request, "accounts/user_list.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def user_edit(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    user = _user(request, uid)
    initial = UserForm.initial_for(user, seen)
    form = UserForm(data_of(request, initial), initial=initial)
    if form.is_valid():
        try:
            _change(request, user, form)
        except Stale as stale:
            return clash_page(request, stale, form, user, request.path)
        except LastAdministrator:
            form.add_error("role", last_one())
        else:
            if not form.errors:
                said(request, gettext("The user is saved."), undo=undo_of(request))
                return goto(request, "user_list")
    context = {
        "person": user,
        "form": form,
        "factors": Authenticator.objects.filter(user_id=user.pk, type__in=STRONG),
        "teams": [member.team for member in user.memberships.select_related("team")],
        "is_me": user.pk == request.user.pk,
    }
    return page(request, "accounts/user_edit.html", context, status=422 if form.is_bound else 200)


def _change(request: Request, user: User, form: UserForm) -> None:
    email = form.cleaned_data["email"].strip().lower()
    if email and User.objects.filter(email=email).exclude(pk=user.pk).exists():
        form.add_error("email", gettext("Another user has this address. Enter a different one."))
        return
    expected = form.cleaned_data["seen"]
    change_user(user=user, expected=expected, by=actor(request), **form.patch())


@login_required
@require_http_methods(["GET", "POST"])
def user_leave(request: Request, uid: UUID) -> HttpResponse:
    """Ask to whom the records go, then shut the user out and hand them over, in one act."""
    user = _user(request, uid)
    form = LeaveForm(posted(request), user=user)
    if form.is_valid():
        try:
            count = let_user_leave(
                user=user, successor=form.cleaned_data["successor"], by=actor(request)
            )
        except LastAdministrator:
            form.add_error(None, last_one())
        else:
            sessions.end_other_sessions(user)
            said(request, _left(user, count), undo=undo_of(request))
            return goto(request, "user_list")
    context = {"person": user, "form": form, "count": count_of(user)}
    return page(request, "accounts/user_leave.html", context, status=422 if form.is_bound else 200)


def _left(user: User, count: int) -> str:
    told = gettext("%(user)s may not log in any more. Records handed over: %(count)s.")
    return told % {"user": user, "count": count}


@login_required
@require_POST
def user_return(request: Request, uid: UUID) -> HttpResponse:
    user = _user(request, uid)
    change_user(user=user, is_active=True, by=actor(request))
    told = gettext("%(user)s may log in again.") % {"user": user}
    said(request, told, undo=undo_of(request))
    return goto(request, "user_list")


@login_required
@require_POST
def user_reset_factors(request: Request, uid: UUID) -> HttpResponse:
    user = _user(request, uid)
    reset_factors(user=user, by=actor(request))
    sessions.end_other_sessions(user, request.session.session_key)
    mails.send("accounts/mail/factors_reset.txt", user, {"by": request.user})
    said(request, gettext("%(user)s now logs in with the password alone.") % {"user": user})
    return goto(request, "user_edit", uid)


@login_required
@require_http_methods(["POST"])
@never_cache
def user_new_password(request: Request, uid: UUID) -> HttpResponse:
    """Show a link, once, with which a colleague sets a new password within the hour."""
    user = _user(request, uid)
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    parts = {"uidb36": user_pk_to_url_str(user), "key": token}
    link = absolute(request, reverse("account_reset_password_from_key", kwargs=parts))
    return page(request, "accounts/user_new_password.html", {"person": user, "link": link})


def _user(request: Request, uid: UUID) -> User:
    must(actor(request), "change", User)
    user: User = get_object_or_404(User.live, uid=uid)
    return user
