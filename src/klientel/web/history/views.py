from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from klientel.changes.errors import CannotUndo
from klientel.changes.models import Root
from klientel.changes.queries import unit_by
from klientel.contacts.models import Contact, Organization
from klientel.records.operations import TooLateToUndo, undo_unit
from klientel.web.history.mine import last_acts
from klientel.web.history.refusals import moved_on
from klientel.web.pages import Request, actor, goto, page, said

PAGES = {Organization: "organization_detail", Contact: "contact_detail"}


@login_required
@require_GET
def unit_mine(request: Request) -> HttpResponse:
    """Show what the reader did last, to take it back."""
    return page(request, "history/unit_mine.html", {"acts": last_acts(request.user)})


@login_required
@require_POST
def unit_undo(request: Request, revision: int) -> HttpResponse:
    """Take a unit back, whole; what cannot be is listed, field by field."""
    try:
        records = undo_unit(revision=revision, by=actor(request))
    except TooLateToUndo:
        return _refused(request, revision, too_late=True)
    except CannotUndo as cannot:
        return _refused(request, revision, reasons=cannot.reasons)
    undone = max((record.revision for record in records), default=None)
    said(request, gettext("Taken back. Everything stands as before."), undo=undone)
    return goto(request, _way_back(request, records))


def _way_back(request: Request, records: Sequence[Root]) -> str:
    """Return the page the step was taken back on, while its record still has one."""
    shown = [record for record in records if record.binned_at is None]
    before = request.POST.get("next", "") or request.headers.get("Referer", "")
    if len(shown) == len(records) and url_has_allowed_host_and_scheme(before, {request.get_host()}):
        return before
    for record in shown:
        if type(record) in PAGES:
            return resolve_url(PAGES[type(record)], uid=record.uid)
    return resolve_url("bin_list" if records else "home")


def _refused(
    request: Request,
    revision: int,
    *,
    reasons: Sequence[tuple[str, str]] = (),
    too_late: bool = False,
) -> HttpResponse:
    context = {
        "unit": unit_by(revision),
        "too_late": too_late,
        "stands": moved_on(revision, reasons, request.user),
    }
    return page(request, "history/unit_undo.html", context, status=409)
