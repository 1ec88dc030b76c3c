"""The page of one contact, and its card."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from klientel.accounts.models import User
from klientel.accounts.permissions import may, must
from klientel.accounts.queries import the_company
from klientel.changes.queries import latest_revision
from klientel.contacts.markings import UNMARKED, marking_of
from klientel.contacts.models import Address, Contact, Erasure, Organization, PointKind
from klientel.contacts.pending import pending_change
from klientel.contacts.queries import contacts_visible_to
from klientel.contacts.reading import ContactSheet, contact_sheet, contacts_to_open
from klientel.formats.vcard import write_card
from klientel.transfer.queries import known_contacts
from klientel.transfer.wording import card_of
from klientel.web.contacts import facts, labels, organization_facts
from klientel.web.custom_fields.showing import own_facts
from klientel.web.files.panel import files_shown
from klientel.web.history.pages import excerpt, journal_page
from klientel.web.letters.blocks import letters_to_contact
from klientel.web.organizations.tagging import tags_to_add
from klientel.web.pages import Request, actor, page
from klientel.web.privacy.consents import lines_of


@login_required
@require_GET
def contact_detail(request: Request, uid: UUID) -> HttpResponse:
    seen = latest_revision()
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    sheet = contact_sheet(contact, request.user)
    context = {"seen": seen, **shown(sheet, request.user)}
    return page(request, "contacts/contact_detail.html", context)


@login_required
@require_GET
def contact_history(request: Request, uid: UUID) -> HttpResponse:
    contact = get_object_or_404(contacts_to_open(request.user), uid=uid)
    context = {"contact": contact, **journal_page(contact, request.user, request.GET)}
    return page(request, "contacts/contact_history.html", context)


@login_required
@require_GET
def contact_card(request: Request, uid: UUID) -> HttpResponse:
    """Send the contact as a vCard, as a phone gets it."""
    contact = get_object_or_404(contacts_visible_to(request.user), uid=uid)
    must(actor(request), "export", contact)
    [known] = known_contacts([contact.pk])
    card = write_card(card_of(known.facts, known.raw, "3.0", known.lent), "3.0")
    name = content_disposition_header(as_attachment=True, filename=f"{contact}.vcf")
    answer = HttpResponse(card, content_type="text/vcard; charset=utf-8")
    answer.headers["Content-Disposition"] = name or "attachment"
    return answer


def shown(sheet: ContactSheet, reader: User) -> dict[str, Any]:
    """Return the context of a contact's page."""
    contact = sheet.contact
    home = the_company().country
    marking = marking_of(sheet.job.organization, reader) if sheet.job else UNMARKED
    return {
        "contact": contact,
        "sheet": sheet,
        "job": sheet.job,
        "marking": marking,
        "pending": pending_change(sheet.positions, timezone.localdate()),
        "from_organization": organization_facts.facts_of(sheet, marking),
        "facts": facts.facts_of(sheet, home),
        "own_facts": own_facts(contact, also_empty=_may_change(contact, reader)),
        "further": [(each, facts.lines(each, home)) for each in sheet.further()],
        "announced": [(each, facts.lines(each, home)) for each in sheet.announced()],
        "retired": [
            (labels.name_of(each), each) for each in sheet.points if each.retired_on is not None
        ],
        "ways": _ways(sheet),
        "letters": letters_to_contact(sheet, reader, home),
        "consents": lines_of(contact),
        "may_erase": may(reader, "add", Erasure),
        **excerpt(contact, reader),
        "may_change": _may_change(contact, reader),
        "may_bin": may(reader, "bin", contact),
        "may_add_organization": may(reader, "add", Organization),
        "tag_choices": tags_to_add(contact, sheet.tags, reader),
        "kept_address": _kept_address(sheet),
        "files": files_shown(contact),
    }


def _may_change(contact: Contact, reader: User) -> bool:
    return contact.binned_at is None and may(reader, "change", contact)


def _ways(sheet: ContactSheet) -> dict[str, str]:
    """Return where 'call' and 'e-mail' lead: the preferred way, a direct one first."""
    phones = [each for each in sheet.live_points if each.sort == PointKind.PHONE]
    spoken = [each for each in phones if each.label not in ("fax", "pager", "main")]
    line = sheet.contact.effective.switchboard
    mails = [each for each in sheet.live_points if each.sort == PointKind.EMAIL]
    spoken.sort(
        key=lambda each: (not each.preferred, each.use == "private", each.label != "direct")
    )
    mails.sort(key=lambda each: (not each.preferred, each.use == "private"))
    call = spoken[0] if spoken else line
    return {
        "call": labels.address_of(call) if call else "",
        "mail": labels.address_of(mails[0]) if mails else "",
    }


def _kept_address(sheet: ContactSheet) -> Address | None:
    """Return the organisation's address if this contact holds it."""
    held = (each for each in sheet.addresses if each.is_company and not each.pending_from)
    return next((each for each in held if each.retired_on is None), None)
