"""One page for each kind of trouble: what happened, why, and what helps."""

import sys
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from klientel.web.errors.statuses import status_of

FRAMED = "web/base.html"
# Seconds until a busy database, or one who mistyped, is worth another try.
AGAIN_AFTER = {503: "3", 429: "60"}


@dataclass(frozen=True, slots=True)
class Trouble:
    """`title` says what, `why` the reason; the cures are `again` (reload), `back` and home."""

    title: Any
    why: Any
    again: bool = False
    back: bool = True


TROUBLES = {
    400: Trouble(
        _("The request could not be read"),
        _("The browser sent something that Klientel does not understand. Nothing was saved."),
    ),
    403: Trouble(
        _("Not allowed for you"),
        _(
            "Your role does not include this. Nothing was changed. An administrator can change"
            " your role."
        ),
    ),
    404: Trouble(
        _("There is no such page"),
        _("The address is mistyped, the record was deleted, or it is not visible to you."),
    ),
    409: Trouble(
        _("Somebody else was faster"),
        _(
            "The record was changed after you opened it. Nothing of yours was saved. Open it"
            " again, and enter your change into the current version."
        ),
    ),
    413: Trouble(
        _("That is too large"),
        _("What you sent is larger than Klientel accepts. Nothing was saved. Send less at once."),
    ),
    429: Trouble(
        _("Too many failed tries"),
        _(
            "From here, or for this user, it was wrong ten times within a minute. Nothing is lost:"
            " wait a minute, then try again."
        ),
        again=True,
        back=False,
    ),
    500: Trouble(
        _("Klientel made a mistake"),
        _(
            "This should not happen. It is in the log of the server. Nothing was saved half;"
            " try again, and tell your administrator if it comes back."
        ),
        again=True,
        back=False,
    ),
    503: Trouble(
        _("The database is busy"),
        _("Nothing was saved. Your entries are still in the form: go back and save once more."),
        again=True,
    ),
    507: Trouble(
        _("The disk of the server is full"),
        _("Reading goes on, saving does not. Nothing was saved. Tell your administrator."),
    ),
}
CSRF = Trouble(
    _("The form is no longer valid"),
    _(
        "You have logged in or out since the page was opened, or the browser keeps no cookies."
        " Nothing was saved. Go back, load the page again, and send the form once more."
    ),
)


def trouble(request: HttpRequest, status: int, what: Trouble | None = None) -> HttpResponse:
    """Return the page for `status`; for htmx only its piece, which the frame puts on top."""
    template = "errors/error.html"
    if getattr(request, "htmx", None):
        template += "#problem"
    layout = _layout(request, status)
    context = {"trouble": what or TROUBLES[status], "status": status, "layout": layout}
    # A plain page asks neither for the user nor for the session: they may be what failed.
    asked = request if layout == FRAMED else None
    response = HttpResponse(render_to_string(template, context, asked), status=status)
    if after := AGAIN_AFTER.get(status):
        response.headers["Retry-After"] = after
    return response


def _layout(request: HttpRequest, status: int) -> str:
    """Return the frame for whom is logged in, while the database can be asked who that is."""
    user = getattr(request, "user", None) if status < 500 else None  # noqa: PLR2004 -- as above
    return FRAMED if user is not None and user.is_authenticated else "web/plain.html"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    too_big = type(exception).__name__ in {
        "RequestDataTooBig",
        "TooManyFieldsSent",
        "TooManyFilesSent",
    }
    return trouble(request, 413 if too_big else 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # its words are for the log
    return trouble(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # names paths and models
    return trouble(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return trouble(request, 429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what no view could: a busy database found while the session is kept, or a bug."""
    return trouble(request, status_of(sys.exc_info()[1]) or 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    del reason  # for the log only
    return trouble(request, 403, CSRF)
