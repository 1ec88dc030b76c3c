"""Organisations as a table: who, where, how to reach, whose."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.utils.translation import override

from klientel.accounts.models import User
from klientel.accounts.permissions import visible
from klientel.contacts.models import Contact, Organization, OrganizationTag, Relationship
from klientel.contacts.queries import value_of
from klientel.formats.postal import country_name
from klientel.transfer.tables.packing import packed
from klientel.transfer.tables.places import LINES
from klientel.transfer.tables.style import Style

_CHUNK = 500
COLUMNS: Final[tuple[tuple[str, str], ...]] = (
    ("Nummer", "Number"), ("Organisation", "Organisation"), ("Kurzname", "Short name"),
    ("Art der Organisation", "Kind of organisation"), ("Gehört zu", "Belongs to"),
    ("Adresszusatz", "Address extra"), ("Straße", "Street"), ("Postfach", "PO box"), ("PLZ", "Postcode"),
    ("Ort", "Town"), ("Bundesland", "State"), ("Land", "Country"), ("Zentrale", "Switchboard"),
    ("Webseite", "Website"), ("Hauptkontakt", "Main contact"), ("Beziehungen", "Relationships"),
    ("Schlagwörter", "Tags"), ("Branche", "Industry"), ("Mitarbeiter", "Employees"),
    ("Jahresumsatz", "Annual revenue"), ("Währung", "Currency"), ("Herkunft", "Source"),
    ("Region", "Region"), ("ABC-Klasse", "ABC class"), ("VIP", "VIP"), ("Servicehinweis", "Service note"),
    ("Betreuer", "Account manager"), ("Inaktiv", "Inactive"), ("Organisations-ID", "Organisation ID"),
)  # fmt: skip
_RELATED = ("seat__address", "seat__switchboard", "seat__website_of", "parent", "account_manager",
            "main_position__contact")  # fmt: skip


def header(style: Style) -> list[str]:
    return [german if style.language == "de" else english for german, english in COLUMNS]


def organization_rows(
    user: User | None, pks: Sequence[int] | None, style: Style
) -> Iterator[list[list[str]]]:
    """Yield the rows of organisations that the user may export, a few hundred at a time."""
    rows = Organization.live.all()
    if user:
        rows = rows.filter(visible(user, Organization, "export"), visible(user, Organization))
    after = 0
    while found := list(
        _narrowed(rows, pks).filter(pk__gt=after).select_related(*_RELATED).order_by("pk")[:_CHUNK]
    ):
        yield _written(found, user, style)
        after = found[-1].pk


def _narrowed(rows: Any, pks: Sequence[int] | None) -> Any:
    return rows if pks is None else rows.filter(pk__in=pks)


def _written(found: Sequence[Organization], user: User | None, style: Style) -> list[list[str]]:
    tags: dict[int, list[str]] = {}
    links = OrganizationTag.objects.filter(organization__in=found).order_by("tag__name")
    for pk, name in links.values_list("organization_id", "tag__name"):
        tags.setdefault(pk, []).append(name)
    ties: dict[int, list[list[str]]] = {}
    for tie in Relationship.objects.filter(organization__in=found).select_related("type"):
        ties.setdefault(tie.organization_id, []).append(_tie(tie, style))
    seen = _seen(found, user)
    with override(style.language):
        return [
            _row(each, tags.get(each.pk, []), ties.get(each.pk, []), seen, style) for each in found
        ]


def _seen(found: Sequence[Organization], user: User | None) -> frozenset[tuple[str, int]]:
    """Return which parents and main contacts the user may see; others are not named."""
    parents = Organization.objects.filter(pk__in={each.parent_id for each in found})
    leaders = {each.main_position.contact_id for each in found if each.main_position}
    people = Contact.objects.filter(pk__in=leaders)
    if user:
        parents = parents.filter(visible(user, Organization))
        people = people.filter(visible(user, Contact))
    return frozenset(
        {("organization", pk) for pk in parents.values_list("pk", flat=True)}
        | {("contact", pk) for pk in people.values_list("pk", flat=True)}
    )


def _tie(tie: Relationship, style: Style) -> list[str]:
    with override(style.language):
        span = [day.isoformat() if day else "" for day in (tie.since, tie.until)]
        return [str(tie.type), tie.number, *span]


def _row(
    each: Organization,
    tags: list[str],
    ties: list[list[str]],
    seen: frozenset[tuple[str, int]],
    style: Style,
) -> list[str]:
    place = value_of(each.seat.address)
    lines = [getattr(place, line) for line in LINES]
    if place.country and not style.is_exact:
        lines[-1] = country_name(place.country, style.language)
    yes = "ja" if style.language == "de" else "yes"
    head = each.main_position.contact if each.main_position else None
    return [
        str(each.number or ""), each.name, each.short_name, str(each.get_sort_display()),
        each.parent.name if each.parent and ("organization", each.parent.pk) in seen else "",
        *lines, each.seat.switchboard.value if each.seat.switchboard else "",
        each.seat.website_of.website if each.seat.website_of else "",
        str(head) if head and ("contact", head.pk) in seen else "", packed(ties),
        packed([tag] for tag in tags), each.industry, _number(each.employees), _number(each.annual_revenue),
        each.revenue_currency, each.source, each.region, each.abc_class, yes if each.is_vip else "",
        each.service_note, str(each.account_manager or ""), yes if each.is_inactive else "",
        str(each.uid),
    ]  # fmt: skip


def _number(value: Any) -> str:
    return "" if value is None else str(value)
