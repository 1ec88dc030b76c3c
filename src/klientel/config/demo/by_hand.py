"""The records that handbook and pictures show: Musterbau and whoever belongs to it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from klientel.accounts.models import User
from klientel.changes.actors import Actor
from klientel.config.demo.firms import World
from klientel.config.demo.own_fields import add_own_fields
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import ConnectionType, Contact, Organization, Tag
from klientel.contacts.operations.contacts import (
    ContactPatch,
    Employment,
    PointEdit,
    add_contact,
    change_contact,
)
from klientel.contacts.operations.organizations import (
    OrganizationPatch,
    add_organization,
    change_organization,
)
from klientel.contacts.operations.positions import (
    NextJob,
    add_position,
    change_company,
    end_position,
)
from klientel.contacts.operations.relationships import end_relationship, set_relationship
from klientel.contacts.operations.ties import add_connection, attach_tag

_HAMBURG = PostalAddress(street="Musterkai 14", postcode="20457", town="Hamburg", country="DE")
_STADE = PostalAddress(street="Am Bahndamm 7", postcode="21682", town="Stade", country="DE")
_LUENEBURG = PostalAddress(street="Mühlenweg 2", postcode="21335", town="Lüneburg", country="DE")


class _Shown:
    """The shown firms by short name, made in order."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.users = world.colleagues.users
        self.firms: dict[str, Organization] = {}

    def by(self, name: str, day: date) -> Actor:
        at = datetime(day.year, day.month, day.day, 9, 12, tzinfo=UTC)
        return Actor(source="web", at=at, user_id=self.users[name].pk)

    def user(self, name: str) -> User:
        return self.users[name]


def add_shown_records(world: World, *, by: Actor) -> None:
    shown = _Shown(world)
    _add_firms(shown, by)
    _add_departments(shown, by)
    _relate(shown, by)
    annegret = _add_annegret(shown, by)
    _add_others(shown, annegret, by)
    _add_service_note(shown)
    add_own_fields(by=by)
    _add_ties_and_changes(shown, by)


def _add_firms(shown: _Shown, by: Actor) -> None:
    jule, henning = shown.user("jule"), shown.user("henning")
    common: OrganizationPatch = {
        "account_manager": jule,
        "key_account_manager": henning,
        "team": shown.world.colleagues.team_of(jule),
        "industry": "Betonfertigteile",
        "region": "Nord",
        "source": "Empfehlung",
    }
    holding = add_organization(
        patch={**common, "name": "Musterbau Holding SE", "short_name": "Musterbau Holding"},
        address=_HAMBURG,
        switchboard="040 66969-200",
        by=by,
    )
    shown.firms["holding"] = holding
    shown.firms["parts"] = add_organization(
        patch={**common, "name": "Fertigteile GmbH", "parent": holding},
        address=_STADE,
        switchboard="040 66969-240",
        by=by,
    )
    shown.firms["bau"] = _add_musterbau(common, holding, by)
    for key, name, short, line in (
        ("green", "Grünthal Anlagenbau GmbH", "Grünthal", "040 66969-260"),
        ("mill", "Förderverein Alte Mühle e. V.", "Alte Mühle", "040 66969-280"),
        ("tax", "Steuerkanzlei Voß & Partner", "Voß & Partner", "040 66969-290"),
    ):
        patch: OrganizationPatch = {"name": name, "short_name": short, "account_manager": jule}
        patch["sort"] = "association" if key == "mill" else "company"
        shown.firms[key] = add_organization(
            patch=patch, address=_LUENEBURG, switchboard=line, by=by
        )


def _add_musterbau(common: OrganizationPatch, holding: Organization, by: Actor) -> Organization:
    patch: OrganizationPatch = {
        **common,
        "name": "Musterbau GmbH",
        "short_name": "Musterbau",
        "parent": holding,
        "website": "https://musterbau.example",
        "employees": 420,
        "annual_revenue": Decimal("68000000.00"),
        "revenue_currency": "EUR",
        "abc_class": "A",
    }
    bau = add_organization(patch=patch, address=_HAMBURG, switchboard="040 66969-100", by=by)
    office = Contact.objects.get(positions__organization=bau)
    mail = PointEdit("email", "zentrale@musterbau.example", "work")
    change_contact(contact=office, patch={}, points=(mail,), by=by)
    return bau


def _add_departments(shown: _Shown, by: Actor) -> None:
    for name in ("Einkauf", "Buchhaltung", "Werk Süd"):
        patch: OrganizationPatch = {
            "name": name,
            "parent": shown.firms["bau"],
            "is_department": True,
            "account_manager": shown.user("jule"),
        }
        shown.firms[name] = add_organization(patch=patch, by=by)


def _relate(shown: _Shown, by: Actor) -> None:
    bau, types = shown.firms["bau"], shown.world.types
    asked = set_relationship(
        organization=bau, type=types["prospect"], since=date(2019, 1, 8), by=by
    )
    end_relationship(relationship=asked, on=date(2019, 5, 14), by=by)
    for code, since, number in (
        ("customer", date(2019, 5, 14), "20117"),
        ("supplier", date(2022, 2, 1), "70034"),
    ):
        set_relationship(organization=bau, type=types[code], since=since, number=number, by=by)
    attach_tag(record=bau, tag=_tag(shown, "Rahmenvertrag"), by=by)
    kinds = _connection_types()
    add_connection(type=kinds["tax_adviser"], one=shown.firms["tax"], other=bau, by=by)
    add_connection(
        type=kinds["cooperation"],
        one=bau,
        other=shown.firms["green"],
        note="Arbeitsgemeinschaft bis 31.12.2027",
        by=by,
    )


_ANNEGRET: ContactPatch = {
    "salutation": "female",
    "title": "Dr.-Ing.",
    "given_name": "Annegret",
    "family_name": "Köhler-Stein",
    "birthday": "1979-03-14",
    "language": "de",
}


_ANNEGRETS_POINTS = (
    PointEdit("phone", "040 66969-142", "direct", preferred=True),
    PointEdit("phone", "0176 04069011", "mobile"),
    PointEdit("phone", "040 66969-170", "main"),
    PointEdit("email", "annegret.koehler-stein@musterbau.example", "work", preferred=True),
)


def _add_annegret(shown: _Shown, by: Actor) -> Contact:
    """Add her where she began, then let her change company as the page shows it."""
    began = Employment(
        organization=shown.firms["green"],
        title="Strategische Einkäuferin",
        since=date(2016, 8, 1),
    )
    annegret = add_contact(
        patch={**_ANNEGRET, "account_manager": shown.user("jule")},
        employment=began,
        points=(PointEdit("phone", "0176 04069052", "mobile", "private"),),
        by=shown.by("henning", date(2016, 8, 2)),
    )
    change_company(
        contact=annegret,
        leaving=annegret.positions.get(),
        to=NextJob(organization=shown.firms["bau"], title="Leiterin Einkauf", department="Einkauf"),
        on=date(2023, 4, 1),
        by=shown.by("jule", date(2023, 4, 3)),
    )
    day = shown.by("jule", date(2026, 11, 20))
    change_contact(contact=annegret, patch={}, points=_ANNEGRETS_POINTS, by=day)
    add_position(
        contact=annegret,
        organization=shown.firms["mill"],
        patch={"title": "Beirätin", "since": date(2025, 1, 1)},
        by=by,
    )
    for tag in ("Entscheider", "Messe 2026"):
        attach_tag(record=annegret, tag=_tag(shown, tag), by=by)
    return annegret


_OTHERS = (
    ("Leonie", "Reinholz", "female", "holding", "Vorstand", "201"),
    ("Ove", "Petersen", "male", "Werk Süd", "Werkleiter", "151"),
    ("Imke", "Tessmer", "female", "Buchhaltung", "Buchhalterin", "161"),
    ("Jannis", "Aldag", "male", "Einkauf", "Sachbearbeiter Einkauf", "143"),
    ("Hauke", "Voß", "male", "tax", "Steuerberater", "291"),
    ("Birte", "Lohmann", "female", "mill", "Vorsitzende", "281"),
    ("Florian", "Heidkamp", "male", "bau", "Bauleiter", "148"),
)


def _add_others(shown: _Shown, annegret: Contact, by: Actor) -> None:
    added = {}
    for given, family, salutation, firm, title, extension in _OTHERS:
        patch: ContactPatch = {
            "salutation": salutation,
            "given_name": given,
            "family_name": family,
            "account_manager": shown.user("jule"),
        }
        added[family] = add_contact(
            patch=patch,
            employment=Employment(organization=shown.firms[firm], title=title),
            points=(PointEdit("phone", f"040 66969-{extension}", "direct"),),
            by=by,
        )
    left = added["Heidkamp"].positions.get()
    end_position(position=left, on=date(2026, 10, 1), by=by)
    add_connection(
        type=_connection_types()["reports_to"], one=annegret, other=added["Reinholz"], by=by
    )


def _add_ties_and_changes(shown: _Shown, by: Actor) -> None:
    """Show a third level, a former customer, and a change of company that lies ahead."""
    parts = add_organization(
        patch={"name": "Fertigteile Stade Nord GmbH", "parent": shown.firms["parts"]},
        address=_STADE,
        by=by,
    )
    green, types = shown.firms["green"], shown.world.types
    once = set_relationship(
        organization=green, type=types["customer"], since=date(2018, 3, 1), number="20054", by=by
    )
    end_relationship(relationship=once, on=date(2024, 1, 1), by=by)
    set_relationship(
        organization=parts, type=types["supplier"], since=date(2021, 6, 1), number="70041", by=by
    )
    aldag = Contact.objects.get(given_name="Jannis", family_name="Aldag")
    change_company(
        contact=aldag,
        leaving=aldag.positions.get(),
        to=NextJob(organization=shown.firms["parts"], title="Einkaufsleiter"),
        on=shown.world.today + timedelta(days=38),
        by=by,
    )


def _add_service_note(shown: _Shown) -> None:
    text = (
        "Liefertermine nur mit der Geschäftsführung vereinbaren,"
        " der Rahmenvertrag wird neu verhandelt."
    )
    change_organization(
        organization=shown.firms["bau"],
        patch={"service_note": text},
        by=shown.by("mareike", date(2026, 11, 9)),
    )


def _tag(shown: _Shown, name: str) -> Tag:
    return next(tag for tag in shown.world.tags if tag.name == name)


def _connection_types() -> dict[str, ConnectionType]:
    return {row.code: row for row in ConnectionType.objects.all()}
