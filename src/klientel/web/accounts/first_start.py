"""An empty database: the administrator, one's own company, the language; then the first steps."""

from ipaddress import ip_address
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone, translation
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from klientel.accounts.first_start import is_fresh, is_set_up_code
from klientel.accounts.models import User
from klientel.accounts.operations.first_start import AlreadySetUp, set_up
from klientel.changes.actors import system
from klientel.web.accounts import limits
from klientel.web.accounts.invitations import BACKEND
from klientel.web.accounts.user_forms import AdministratorForm
from klientel.web.pages import Request, goto, page, posted

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO",
              "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")  # fmt: skip
_AT_HOME = {"localhost", "127.0.0.1", "[::1]"}


@require_http_methods(["GET", "POST"])
@never_cache
def first_start(request: HttpRequest) -> HttpResponse:
    """Make the first administrator and the company; gone (404) once there is a user."""
    if not is_fresh():
        raise Http404
    limits.require_tries_left(request, "first_start")
    form = _form(request)
    if form.is_valid() and _may(request, form) and (user := _set_up(form)):
        login(request, user, backend=BACKEND)
        record_authentication(request, user, method="password", username=user.username)
        return goto(request, "first_steps")
    return page(request, "accounts/first_start.html", {"form": form},
                status=422 if form.is_bound else 200)  # fmt: skip


@login_required
@require_GET
def first_steps(request: Request) -> HttpResponse:
    """Show what comes next: a file, the demo data, colleagues."""
    ways = [
        _way("transfer_overview", "file-import", gettext("Import a file"),
             gettext("vCard or CSV, from Outlook, Google, Apple, Thunderbird or another program")),
        _way("contact_new", "user-plus", gettext("Enter the first contact"),
             gettext("With the company where he works, in one form")),
        _way("user_invite", "mail", gettext("Ask colleagues in"),
             gettext("By e-mail, or by a link that you pass on")),
    ]  # fmt: skip
    return page(request, "accounts/first_steps.html", {"ways": [way for way in ways if way]})


def _form(request: HttpRequest) -> AdministratorForm:
    form = AdministratorForm(posted(request), initial={"language": (get_language() or "de")[:2]})
    if is_at_the_machine(request):
        del form.fields["code"]
    return form


def is_at_the_machine(request: HttpRequest) -> bool:
    """Return whether the request comes from this machine itself, by no proxy that says so."""
    if settings.SESSION_COOKIE_SECURE or settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        return False
    if any(request.META.get(name) for name in _FORWARDED):
        return False
    host = request.get_host().rpartition(":")[0] or request.get_host()
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return near and (host in _AT_HOME or request.get_host() in _AT_HOME)


def _may(request: HttpRequest, form: AdministratorForm) -> bool:
    if "code" not in form.fields or is_set_up_code(form.cleaned_data["code"]):
        return True
    limits.count_failure(request, "first_start")
    form.add_error("code", gettext(
        "This is not the code. The server prints it when it starts: look into its window or log."
    ))  # fmt: skip
    return False


def _set_up(form: AdministratorForm) -> User | None:
    data: dict[str, Any] = form.cleaned_data
    try:
        with translation.override(data["language"]):
            return set_up(
                administrator={**data, "email": data["email"].strip().lower()},
                company={"name": data["company"], "language": data["language"]},
                by=system(timezone.now()),
            )
    except ValidationError as poor:
        form.add_error("password", poor)
    except AlreadySetUp:
        raise Http404 from None
    return None


def _way(url_name: str, icon: str, label: str, text: str) -> dict[str, str] | None:
    try:
        return {"url": reverse(url_name), "icon": icon, "label": label, "text": text, "keys": ""}
    except NoReverseMatch:
        return None
