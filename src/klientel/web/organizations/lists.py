"""The list of organisations."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypedDict

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpResponse
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.markings import markings
from klientel.contacts.models import Organization, Relationship
from klientel.contacts.queries import contacts_visible_to, organizations_for_list
from klientel.contacts.relations import formerly_related_on, related_on
from klientel.web.lists import written
from klientel.web.lists.addresses import record_addresses
from klientel.web.lists.cells import Address, Number, Record, manager, number, record
from klientel.web.lists.nouns import Column, Noun, Tab, Way, Words
from klientel.web.lists.views import list_page
from klientel.web.pages import Request

LOOKS = {"customer": "is-won", "supplier": "is-accent", "prospect": "is-today"}


class Pill(TypedDict):
    text: str
    look: str


class OrganizationRow(TypedDict):
    """An organisation as its row in the list shows it: its cells, written."""

    state: str
    who: SafeString
    kind: str
    pills: tuple[Pill, ...]
    town: str
    phone: SafeString
    parent: SafeString
    people: int | str
    manager: SafeString


def organization_rows(
    organizations: Sequence[Organization], user: User, today: date
) -> list[OrganizationRow]:
    """Return the rows; relationships, people and visible parents with one query each."""
    pks = [each.pk for each in organizations]
    pills, people = relationship_pills(pks, today), _people(pks, user)
    parents = _visible_parents(organizations, user)
    marked = markings(organizations, user)
    url = record_addresses("organization_detail")
    icons = static("vendor/icons.svg")
    source = gettext("inherited from the organisation above")
    return [
        OrganizationRow(
            state="is-inactive" if each.is_inactive else "",
            who=written.main_link(
                organization_cell(each, url(each.uid)),
                gettext("inactive") if each.is_inactive else "",
                written.marks(marked[each.pk], icons),
            ),
            kind=_kind(each),
            pills=pills.get(each.pk, ()),
            town=_town(each, source),
            phone=written.phone(switchboard(each), source, icons),
            parent=written.link(_parent(each, parents, url)),
            people=people.get(each.pk, ""),
            manager=written.picture(manager(each.account_manager)),
        )
        for each in organizations
    ]


def organization_cell(organization: Organization, url: str, *, small: bool = False) -> Record:
    name, picture = organization.name, organization.logo_id
    return record(name, organization.uid, url, sort="org", small=small, picture=picture)


def relationship_pills(pks: Sequence[int], today: date) -> Mapping[int, tuple[Pill, ...]]:
    """Return the relationships that are valid on the day, in their order of beginning."""
    valid = Relationship.objects.filter(
        Q(since=None) | Q(since__lte=today), Q(until=None) | Q(until__gte=today)
    )
    found: dict[int, tuple[Pill, ...]] = defaultdict(tuple)
    for each in valid.filter(organization__in=pks).select_related("type").order_by("type_id", "pk"):
        found[each.organization_id] += (
            {"text": str(each.type), "look": LOOKS.get(each.type.code, "")},
        )
    return found


def _town(organization: Organization, source: str) -> str:
    """Return the town of the seat, marked if it is that of an organisation above."""
    address = organization.seat.address
    if address is None or not address.town:
        return ""
    is_own = address.position_id == organization.main_position_id
    return address.town if is_own else written.inherited(address.town, source)


def switchboard(organization: Organization) -> Number | None:
    point = organization.seat.switchboard
    if point is None:
        return None
    inherited = point.position_id != organization.main_position_id
    return number(point.value, inherited=inherited)


def _kind(organization: Organization) -> str:
    return str(_("department")) if organization.is_department else organization.get_sort_display()


def _people(pks: Sequence[int], user: User) -> Mapping[int, int]:
    """Return how many contacts that the user may see are there now."""
    here = contacts_visible_to(user).filter(
        positions__organization__in=pks, positions__is_current=True
    )
    counts = here.values_list("positions__organization").annotate(Count("pk", distinct=True))
    return dict(counts)


def _visible_parents(organizations: Sequence[Organization], user: User) -> frozenset[int]:
    pks = {each.parent_id for each in organizations if each.parent_id}
    seen = Organization.live.filter(visible(user, Organization), pk__in=pks)
    return frozenset(seen.values_list("pk", flat=True))


def _parent(each: Organization, seen: frozenset[int], url: Address) -> Record | None:
    parent = each.parent if each.parent_id in seen else None
    return organization_cell(parent, url(parent.uid), small=True) if parent else None


def _related(code: str) -> Callable[[User, date], Q]:
    return lambda _user, today: related_on(today, code)


SHOWN = (
    "uid", "sort", "name", "logo", "is_department", "is_inactive", "main_position",
    "service_note", "is_vip",
    "seat__address__town", "seat__address__position",
    "seat__switchboard__value", "seat__switchboard__position",
    "parent__uid", "parent__name", "parent__logo",
    "account_manager__uid", "account_manager__username", "account_manager__given_name",
    "account_manager__family_name",
)  # fmt: skip

ORGANIZATIONS = Noun(
    kind="organization",
    url_name="organization_list",
    template="organizations/organization_list.html",
    words=Words(
        title=_("Organisations"),
        search=_("Search in these organisations"),
        none_title=_("Your organisations stand here"),
        none_text=_(
            "Companies, authorities, associations and private households: what they are to you, "
            "where they are, and who works there. A name is enough to begin with."
        ),
        no_hits=_("No organisation fits"),
    ),
    columns=(
        Column(_("Name"), "name"),
        Column(_("Kind"), "kind"),
        Column(_("Relationship")),
        Column(_("Town"), "town"),
        Column(_("Phone")),
        Column(_("Part of")),
        Column(_("Contacts"), is_number=True),
        Column(_("Account manager"), is_quiet=True),
    ),
    tabs=(
        Tab("all", _("All")),
        Tab("mine", _("Mine"), lambda user, _today: Q(account_manager=user)),
        Tab("customers", _("Customers"), _related("customer")),
        Tab("suppliers", _("Suppliers"), _related("supplier")),
        Tab("prospects", _("Prospects"), _related("prospect")),
        Tab(
            "former",
            _("Former customers"),
            lambda _user, today: formerly_related_on(today, "customer"),
        ),
    ),
    rows=organization_rows,
    new=Way("organization_new", "plus", _("New organisation"), "", "n o"),
    ways=(
        Way(
            "transfer_overview",
            "file-import",
            _("Import a file"),
            _("CSV, Excel or vCard. You see beforehand what happens to each row."),
        ),
        Way(
            "organization_new",
            "building-plus",
            _("Add one by hand"),
            _("Name, address and main number in one step."),
            "n o",
        ),
        Way(
            "household_new",
            "home",
            _("Add a household"),
            _("People who share an address, in one step."),
            "n h",
        ),
    ),
)


@login_required
def organization_list(request: Request) -> HttpResponse:
    return list_page(request, ORGANIZATIONS, organizations_for_list(request.user).only(*SHOWN))
