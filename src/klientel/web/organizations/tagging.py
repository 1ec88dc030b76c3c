"""Tags of contacts and organisations, given and taken on their pages."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from klientel.accounts.models import User
from klientel.accounts.permissions import may, must
from klientel.contacts.models import Tag
from klientel.contacts.operations.ties import add_tag, attach_tag, detach_tag
from klientel.web.contacts.editing import undo_of
from klientel.web.organizations.records import PAGES, Record, record_at
from klientel.web.pages import Request, actor, goto, said

LONGEST = 60
_OFFERED = 200


def tags_to_add(record: Record, have: Iterable[Tag], reader: User) -> list[str]:
    """Return the names of tags that a record does not have yet; none to who may not add them."""
    if record.binned_at is not None or not may(reader, "change", record):
        return []
    rows = Tag.live.exclude(pk__in=[tag.pk for tag in have]).order_by("name")
    return list(rows.values_list("name", flat=True)[:_OFFERED])


@login_required
@require_POST
def tag_attach(request: Request, kind: str, uid: UUID) -> HttpResponse:
    """Give a record the tag of the posted name; a new name makes a new tag."""
    record = record_at(request, kind, uid)
    must(actor(request), "change", record)
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
    must(actor(request), "change", record)
    row = get_object_or_404(Tag, uid=tag)
    detach_tag(record=record, tag=row, by=actor(request))
    said(request, gettext("Tag ‘%(tag)s’ removed.") % {"tag": row}, undo=undo_of(request))
    return goto(request, PAGES[kind], uid)
