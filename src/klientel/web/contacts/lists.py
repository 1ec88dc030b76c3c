"""The list of contacts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypedDict

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import User
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.markings import UNMARKED, Marking, markings
from klientel.contacts.models import Contact, ContactKind, ContactPoint, ContactTag
from klientel.contacts.queries import contacts_for_list, open_points
from klientel.web.lists import written
from klientel.web.lists.addresses import record_addresses
from klientel.web.lists.cells import Address, Number, Record, manager, number, record
from klientel.web.lists.nouns import Column, Noun, Tab, Way, Words
from klientel.web.lists.views import list_page
from klientel.web.pages import Request
from klientel.web.templatetags.privacy import block_notes

_INHERITED = gettext_noop("inherited from the organisation")
_SWITCHBOARD = gettext_noop("switchboard of the organisation")


class ContactRow(TypedDict):
    """A contact as its row in the list shows it: its cells, written."""

    state: str
    who: SafeString
    title: str
    employer: SafeString
    town: str
    phone: SafeString
    blocks: SafeString
    tags: SafeString
    manager: SafeString


def contact_rows(contacts: Sequence[Contact], user: User, _today: date) -> list[ContactRow]:
    """Return the rows; own numbers and tags are read with one query each."""
    pks = [contact.pk for contact in contacts]
    numbers, tags = own_numbers(pks, user), _tags(pks)
    url, employer_url = record_addresses("contact_detail"), record_addresses("organization_detail")
    icons = static("vendor/icons.svg")
    marked = markings((each.effective.organization for each in contacts), user)
    from_above, from_switchboard = gettext(_INHERITED), gettext(_SWITCHBOARD)
    return [
        ContactRow(
            state="is-inactive" if contact.is_inactive else "",
            who=written.main_link(
                contact_cell(contact, url(contact.uid)),
                gettext("inactive") if contact.is_inactive else "",
                written.marks(_marking(contact, marked), icons),
            ),
            title=contact.effective.position.title if contact.effective.position else "",
            employer=written.link(_employer(contact, employer_url, marked)),
            town=_town(contact, from_above),
            phone=written.phone(
                numbers.get(contact.pk) or _switchboard(contact), from_switchboard, icons
            ),
            blocks=written.blocks(block_notes(contact.effective.blocked), icons),
            tags=written.tags(tags.get(contact.pk, ())),
            manager=written.picture(manager(contact.account_manager)),
        )
        for contact in contacts
    ]


def contact_cell(contact: Contact, url: str) -> Record:
    """Return the name as one says it, with a monogram that leaves out titles."""
    sort = "office" if contact.is_office else "person"
    bare = f"{contact.given_name} {contact.family_name}".strip()
    return record(str(contact), contact.uid, url, sort=sort, bare=bare, picture=contact.photo_id)


def own_numbers(pks: Sequence[int], user: User) -> Mapping[int, Number]:
    """Return each contact's own number that is called first: preferred, then business."""
    points = ContactPoint.objects.filter(
        open_points(user),
        Q(position=None) | Q(position__is_current=True),
        contact__in=pks,
        sort="phone",
        retired_on=None,
    )
    rows = points.order_by("preferred", "-use", "-pk").values_list("contact_id", "value")
    return {contact: number(value) for contact, value in rows}


def _switchboard(contact: Contact) -> Number | None:
    point = contact.effective.switchboard
    return number(point.value, inherited=True) if point else None


def _town(contact: Contact, source: str) -> str:
    address = contact.effective.shown_address
    if address is None or not address.town:
        return ""
    is_own = address.contact_id == contact.pk
    return address.town if is_own else written.inherited(address.town, source)


def _employer(contact: Contact, url: Address, marked: Mapping[int, Marking]) -> Record | None:
    """Return where somebody works; a department with the firm that it is one of."""
    employer = contact.effective.organization
    if employer is None:
        return None
    firm = _marking(contact, marked).firm
    name = f"{employer.name} · {firm.name}" if firm else employer.name
    return record(name, employer.uid, url(employer.uid), sort="org", small=True)


def _marking(contact: Contact, marked: Mapping[int, Marking]) -> Marking:
    return marked.get(contact.effective.organization_id or 0, UNMARKED)


def _tags(pks: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    links = ContactTag.objects.filter(contact__in=pks).order_by("tag__name")
    for contact, name in links.values_list("contact_id", "tag__name"):
        found[contact] += (name,)
    return found


SHOWN = (
    "uid", "sort", "title", "prefix", "given_name", "additional_names", "family_name", "suffix",
    "label", "is_inactive", "photo",
    "effective__organization__uid", "effective__organization__name", "effective__position__title",
    "effective__organization__service_note", "effective__organization__is_vip",
    "effective__organization__is_department",
    "effective__shown_address__town", "effective__shown_address__contact",
    "effective__switchboard__value",
    *(f"effective__{each}_standing" for each in CHANNELS),
    "account_manager__uid", "account_manager__username", "account_manager__given_name",
    "account_manager__family_name",
)  # fmt: skip

CONTACTS = Noun(
    kind="contact",
    url_name="contact_list",
    template="contacts/contact_list.html",
    words=Words(
        title=_("Contacts"),
        search=_("Search in these contacts"),
        none_title=_("Your contacts stand here"),
        none_text=_(
            "People, and offices such as reception or accounting, with their organisation and "
            "how to reach them. A surname is enough to begin with."
        ),
        no_hits=_("No contact fits"),
    ),
    columns=(
        Column(_("Name"), "name"),
        Column(_("Position"), "position"),
        Column(_("Organisation")),
        Column(_("Town"), "town"),
        Column(_("Phone")),
        Column(_("Tags")),
        Column(_("Account manager"), is_quiet=True),
    ),
    tabs=(
        Tab("all", _("All")),
        Tab("mine", _("Mine"), lambda user, _today: Q(account_manager=user)),
        Tab("people", _("People"), lambda _user, _today: Q(sort=ContactKind.PERSON)),
        Tab("offices", _("Offices"), lambda _user, _today: Q(sort=ContactKind.OFFICE)),
        Tab("inactive", _("Inactive"), lambda _user, _today: Q(is_inactive=True)),
    ),
    rows=contact_rows,
    new=Way("contact_new", "plus", _("New contact"), "", "n k"),
    ways=(
        Way(
            "transfer_overview",
            "file-import",
            _("Import a file"),
            _("CSV, Excel or vCard. You see beforehand what happens to each row."),
        ),
        Way(
            "contact_new",
            "user-plus",
            _("Add one by hand"),
            _("Name, organisation and phone in one step."),
            "n k",
        ),
    ),
)


@login_required
def contact_list(request: Request) -> HttpResponse:
    return list_page(request, CONTACTS, contacts_for_list(request.user).only(*SHOWN))
