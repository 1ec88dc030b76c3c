"""Tags of contacts and organisations, given and taken on their pages."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from klientel.contacts.models import Tag
from klientel.contacts.operations.ties import add_tag, attach_tag, detach_tag
from klientel.web.contacts.editing import undo_of
from klientel.web.organizations.records import PAGES, record_at
from klientel.web.pages import Request, actor, goto, said

LONGEST = 60


@login_required
@require_POST
def tag_attach(request: Request, kind: str, uid: UUID) -> HttpResponse:
    """Give a record the tag of the posted name; a new name makes a new tag."""
    record = record_at(request, kind, uid)
    name = " ".join(request.POST.get("tag", "").split())
    if 0 < len(name) <= LONGEST:
        tag = add_tag(name=name, by=actor(request))
        attach_tag(record=record, tag=tag, by=actor(request))
        said(request, gettext("Tag ‘%(tag)s’ added.") % {"tag": tag}, undo=undo_of(request))
    else:
        said(request, gettext("A tag needs a name of at most 60 characters. Nothing was saved."))
    return goto(request, PAGES[kind], uid)


@login_required
@require_POST
def tag_detach(request: Request, kind: str, uid: UUID, tag: UUID) -> HttpResponse:
    record = record_at(request, kind, uid)
    row = get_object_or_404(Tag, uid=tag)
    detach_tag(record=record, tag=row, by=actor(request))
    said(request, gettext("Tag ‘%(tag)s’ removed.") % {"tag": row}, undo=undo_of(request))
    return goto(request, PAGES[kind], uid)
