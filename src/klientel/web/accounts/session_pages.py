"""Where one is logged in, and ending it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from klientel.accounts import sessions
from klientel.formats.browsers import PHONES, browser_name, system_name
from klientel.web.pages import Request, goto, page, said


@dataclass(frozen=True, slots=True)
class Device:
    """A session as its page shows it."""

    pk: int
    name: str
    icon: str
    address: str
    since: datetime
    last_seen: datetime
    is_current: bool


@login_required
@require_GET
def session_list(request: Request) -> HttpResponse:
    found = sessions.whereabouts(request.user, request.session.session_key)
    context: dict[str, Any] = {"devices": [_device(each) for each in found]}
    context["others"] = sum(not each.is_current for each in found)
    return page(request, "accounts/session_list.html", context)


@login_required
@require_POST
def session_end(request: Request, number: int) -> HttpResponse:
    if not sessions.end_session(request.user, number):
        raise Http404
    said(request, gettext("That device is logged out."))
    return goto(request, "session_list")


@login_required
@require_POST
def session_end_others(request: Request) -> HttpResponse:
    count = sessions.end_other_sessions(request.user, request.session.session_key)
    said(request, gettext("Devices logged out: %(count)s.") % {"count": count})
    return goto(request, "session_list")


def _device(each: sessions.Whereabouts) -> Device:
    system = system_name(each.user_agent)
    browser = browser_name(each.user_agent)
    return Device(
        pk=each.pk,
        name=", ".join(filter(None, (browser, system))) or gettext("unknown browser"),
        icon="device-mobile" if system in PHONES else "device-desktop",
        address=each.address,
        since=each.since,
        last_seen=each.last_seen,
        is_current=each.is_current,
    )
