"""What every view of a page needs: the request's type, its answers, who acts."""

from collections.abc import Collection, Mapping
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from klientel.accounts.models import User
from klientel.changes.actors import Actor

UNDO = "undo-"


class Request(HttpRequest):
    """A request of somebody who is logged in, as `login_required` leaves it."""

    user: User
    htmx: HtmxDetails


class SeeOther(HttpResponseRedirect):
    status_code = 303


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    pieces: Collection[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Return the whole page, or the one of its `pieces` that htmx has as its target."""
    target = _target(request)
    if target in pieces:
        response = piece(request, template, target, context, status=status)
    else:
        html = render_to_string(template, dict(context or {}), request)
        response = HttpResponse(html, status=status)
    if pieces:
        patch_vary_headers(response, ("HX-Request", "HX-Target"))
    return response


def piece(
    request: HttpRequest,
    template: str,
    name: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Return the partial `name` of `template`, and what is to be said, out of band."""
    html = render_to_string(f"{template}#{name}", dict(context or {}), request)
    if len(get_messages(request)):
        html += render_to_string("ui/toasts.html", {"out_of_band": True}, request)
    return HttpResponse(html, status=status)


def goto(request: HttpRequest, to: Any, /, *args: Any, **kwargs: Any) -> HttpResponse:
    """Send the browser to an address, a URL name or a record's page, with GET."""
    url = resolve_url(to, *args, **kwargs)
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(url)
    return SeeOther(url)


def actor(request: HttpRequest) -> Actor:
    """Return who acts in this request, now; the one clock of the web room."""
    return Actor(source="web", at=timezone.now(), user_id=request.user.pk)


def _target(request: HttpRequest) -> str:
    """Return the id of the element that htmx wants to fill, '' for a whole page."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request:
        return ""
    return htmx.target or ""


def posted(request: HttpRequest) -> QueryDict | None:
    """Return the form's data, or None: a form without data is unbound."""
    return request.POST if request.method == "POST" else None


def said(request: HttpRequest, message: str, *, undo: int | None = None) -> None:
    """Say `message` on the next page; with the unit's revision it can be undone there."""
    messages.success(request, message, extra_tags="" if undo is None else f"{UNDO}{undo}")
