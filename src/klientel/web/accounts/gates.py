"""What stands before every page: the first start, and the second factor where the firm asks it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from klientel.accounts import sessions
from klientel.accounts.factors import has_two_factors, must_set_up_factors
from klientel.accounts.first_start import is_fresh
from klientel.accounts.models import User
from klientel.web.pages import goto

Answer = Callable[[HttpRequest], HttpResponse]
MUST_SET_UP = "must_set_up_factors"
_OPEN = ("mfa_", "account_", "session", "settings", "profile")


class FirstStart:
    """Lead every path to the first start while there is no user; asked of strangers alone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated and _url_name(request) != "first_start" and is_fresh():
            return goto(request, "first_start")
        return self.get_response(request)


class Seen:
    """Note, every five minutes at most, that a session is in use."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if isinstance(user, User) and user.is_authenticated and sessions.is_stale(request):
            sessions.note_seen(request)
            request.session[MUST_SET_UP] = must_set_up_factors(user)
        return self.get_response(request)


class TwoFactors:
    """Lead who must set up a second factor to where he does, and nowhere else."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not request.session.get(MUST_SET_UP):
            return self.get_response(request)
        if has_two_factors(user):
            request.session[MUST_SET_UP] = False
        elif not _url_name(request).startswith(_OPEN):
            return goto(request, "mfa_index")
        return self.get_response(request)


@receiver(user_logged_in)
def begin_session(request: HttpRequest, user: User, **_said: Any) -> None:
    """Ask at log-in, once, whether the firm wants a second factor that the user lacks."""
    request.session[sessions.SEEN] = sessions.now()
    if must_set_up_factors(user):
        request.session[MUST_SET_UP] = True


def _url_name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
