"""One firm with all that can hang on it and its people: what the pages are looked at with."""

from dataclasses import dataclass

from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    Organization,
    RelationshipType,
    Use,
)
from klientel.contacts.operations.bin import bin_contact, bin_organization
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.contacts import PointEdit, deactivate_contact
from klientel.contacts.operations.files import NewFile, attach_files, change_photo
from klientel.contacts.operations.households import add_household
from klientel.contacts.operations.organizations import deactivate_organization
from klientel.contacts.operations.own_addresses import add_further_address
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.ties import add_connection, add_tag, attach_tag
from klientel.files.storing import stored, stored_photo
from tests import factories, pictures
from tests.browser.world_privacy import privacy_pages, with_consents
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY


@dataclass(frozen=True)
class World:
    firm: Organization
    person: Contact
    tie: Connection

    def addresses(self) -> dict[str, str]:
        """Return every page by a name for it."""
        return _PLAIN | _of_contact(self) | _of_organization(self) | privacy_pages(self.person)


def world() -> World:
    add_built_in_types(by=SYSTEM)
    holding = factories.organization(name="Musterbau Holding SE", address=STADE)
    firm = factories.organization(
        name="Musterbau GmbH", parent=holding, address=HAMBURG, switchboard="040 66969-100",
        service_note="Nur vormittags anrufen", website="musterbau.example", industry="Beton",
        confidential=False, is_vip=True,
    )  # fmt: skip
    factories.organization(name="Einkauf", parent=firm, is_department=True)
    person = factories.contact(
        family_name="Köhler-Stein", given_name="Annegret", title="Leiterin Einkauf",
        organization=firm, salutation="female", birthday="1979-03-14", language="en", notes="Tee",
        points=(
            PointEdit("phone", "040 66969-142", "direct"),
            PointEdit("email", "a.ks@musterbau.example", "work", preferred=True),
            PointEdit("url", "https://ks.example"),
        ),
    )  # fmt: skip
    factories.contact(family_name="Lund", given_name="Ben", organization=firm)
    tag = add_tag(name="Messe 2026", by=SYSTEM)
    for record in (firm, person):
        attach_tag(record=record, tag=tag, by=SYSTEM)
    add_further_address(contact=person, address=STADE, use=Use.PRIVATE, label="Lager", by=SYSTEM)
    kind = ConnectionType.objects.order_by("pk")[0]
    tie = add_connection(type=kind, one=person, other=holding, note="seit je", by=SYSTEM)
    for code in ("customer", "supplier"):
        known = RelationshipType.objects.get(code=code)
        set_relationship(organization=firm, type=known, since=TODAY, by=SYSTEM)
    _with_files(person)
    with_consents(person)
    _apart()
    return World(firm, person, tie)


def _with_files(person: Contact) -> None:
    photo = stored_photo(pictures.upload(), at=SYSTEM.at)
    change_photo(record=person, photo=photo, by=SYSTEM)
    for name, data in (("Plan.png", pictures.drawn()), ("Angebot.pdf", b"%PDF-1.4")):
        file = stored(pictures.upload(name, data), name=name, at=SYSTEM.at)
        attach_files(record=person, files=[NewFile(file, name, "vom Mai")], by=SYSTEM)


def _apart() -> None:
    """Add what is inactive, binned or private."""
    closed = factories.organization(name="Altbau GmbH")
    deactivate_organization(organization=closed, since=TODAY, reason="closed", by=SYSTEM)
    gone = factories.organization(name="Wegbau GmbH")
    bin_organization(organization=gone, people="keep", by=SYSTEM)
    left = factories.contact(family_name="Weg", given_name="Ida")
    deactivate_contact(contact=left, since=TODAY, reason="left", by=SYSTEM)
    binned = factories.contact(family_name="Ab", given_name="Udo")
    bin_contact(contact=binned, by=SYSTEM)
    members = [{"family_name": "Berg", "given_name": name} for name in ("Ida", "Max")]
    add_household(name="Familie Berg", members=members, address=STADE, phone="04141 1", by=SYSTEM)


_PLAIN = {
    "users": "/einstellungen/benutzer/",
    "users who left": "/einstellungen/benutzer/?wer=ausgeschieden",
    "invite": "/einstellungen/benutzer/einladen/",
    "own company": "/einstellungen/firma/",
    "teams": "/einstellungen/teams/",
    "new team": "/einstellungen/teams/neu/",
    "roles": "/einstellungen/rollen/",
    "sessions": "/konto/sitzungen/",
    "factors": "/konto/faktoren/",
    "first steps": "/erste-schritte/",
    "contacts": "/kontakte/",
    "contacts found": "/kontakte/?q=lund",
    "contacts not found": "/kontakte/?q=nirgends",
    "organisations": "/organisationen/",
    "search": "/suche/?q=muster",
    "search with a slip": "/suche/?q=mustrebau",
    "call of a firm": "/anruf/?nummer=040+66969-347",
    "call of nobody": "/anruf/?nummer=0351+1",
    "bin": "/papierkorb/",
    "my last changes": "/rueckgaengig/",
    "relationship types": "/einstellungen/beziehungen/",
    "new relationship type": "/einstellungen/beziehungen/neu/",
    "connection types": "/einstellungen/verbindungen/",
    "new connection type": "/einstellungen/verbindungen/neu/",
    "tags": "/einstellungen/schlagworte/",
    "new tag": "/einstellungen/schlagworte/neu/",
    "new contact": "/kontakte/neu/",
    "new household": "/kontakte/haushalt/neu/",
    "new organisation": "/organisationen/neu/",
    "profile": "/konto/profil/",
    "password": "/konto/password/change/",
    "log out": "/konto/logout/",
    "no such page": "/nirgends/",
}


def _of_contact(at: World) -> dict[str, str]:
    one = f"/kontakte/{at.person.uid}/"
    job = f"{one}anstellung/{at.person.positions.get().pk}/"
    found = {
        f"contact {rest}": one + rest
        for rest in (
            "", "bearbeiten/", "wechsel/", "verlauf/", "loeschen/", "inaktiv/", "anschrift/neu/",
            "anstellung/neu/", "angabe/notes/", "angabe/birthday/", "anschrift/",
            "anschrift/?format=etikett",
        )
    }  # fmt: skip
    others = Contact.objects.exclude(pk=at.person.pk).order_by("pk")
    found |= {f"page of {each}": f"/kontakte/{each.uid}/" for each in others}
    row = at.person.files.order_by("pk")[0]
    return found | {
        "new file": f"/dateien/contact/{at.person.uid}/neu/",
        "file renamed": f"/dateien/contact/{at.person.uid}/{row.pk}/umbenennen/",
        "photo": f"/bild/contact/{at.person.uid}/aendern/",
        "logo": f"/bild/organization/{at.firm.uid}/aendern/",
        "position": job,
        "position ends": f"{job}ende/",
        "connection": f"/verbindungen/neu/contact/{at.person.uid}/",
        "connection changed": f"/verbindungen/{at.tie.uid}/aendern/contact/{at.person.uid}/",
        "connection ends": f"/verbindungen/{at.tie.uid}/beenden/contact/{at.person.uid}/",
    }


def _of_organization(at: World) -> dict[str, str]:
    one = f"/organisationen/{at.firm.uid}/"
    found = {
        f"organisation {rest}": one + rest
        for rest in (
            "", "bearbeiten/", "verlauf/", "hauptkontakt/", "umhaengen/", "inaktiv/", "papierkorb/",
            "beziehungen/neu/", "anschrift/",
        )
    }  # fmt: skip
    others = Organization.objects.exclude(pk=at.firm.pk).order_by("pk")
    found |= {f"page of {each}": f"/organisationen/{each.uid}/" for each in others}
    relationship = at.firm.relationships.order_by("pk")[0].pk
    return found | {
        "relationship ends": f"{one}beziehungen/{relationship}/beenden/",
        "relationship": f"{one}beziehungen/{relationship}/",
        "structure": f"{one}struktur/",
        "connection of an organisation": f"/verbindungen/neu/organization/{at.firm.uid}/",
    }
