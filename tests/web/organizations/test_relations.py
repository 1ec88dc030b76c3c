"""Relationships and connections corrected on their pages; lists of what holds and what is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klientel.contacts.models import Connection, ConnectionType, Relationship, RelationshipType
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.relationships import end_relationship, set_relationship
from klientel.contacts.operations.ties import add_connection
from tests.factories import SYSTEM, contact, organization
from tests.web.organizations.conftest import path

pytestmark = pytest.mark.django_db


@pytest.fixture
def types(db):
    add_built_in_types(by=SYSTEM)
    return {row.code: row for row in RelationshipType.objects.all()}


def related(name, kind, *, ended=False):
    """An organisation that is, or was until last week, of a type."""
    firm, today = organization(name=name), timezone.localdate()
    since = today - timedelta(days=90)
    held = set_relationship(organization=firm, type=kind, since=since, by=SYSTEM)
    if ended:
        end_relationship(relationship=held, on=today - timedelta(days=7), by=SYSTEM)
    return firm


def names(client, address):
    html = client.get(address).content.decode()
    return [name for name in ("Alt GmbH", "Neu GmbH", "Wieder GmbH") if name in html]


def test_lists_and_filters_tell_customers_from_former_ones(annas, types):
    customer = types["customer"]
    related("Neu GmbH", customer)
    related("Alt GmbH", customer, ended=True)
    again = related("Wieder GmbH", customer, ended=True)
    set_relationship(organization=again, type=customer, since=timezone.localdate(), by=SYSTEM)

    assert names(annas, "/organisationen/?tab=customers") == ["Neu GmbH", "Wieder GmbH"]
    assert names(annas, "/organisationen/?tab=former") == ["Alt GmbH"]
    for field, found in (
        ("relationship", ["Neu GmbH", "Wieder GmbH"]),
        ("former_relationship", ["Alt GmbH"]),
    ):
        assert names(annas, f"/organisationen/?f={field}.is.{customer.uid}") == found


def test_dates_and_number_are_corrected_and_a_taken_number_is_refused(annas, types):
    first, second = (related(name, types["customer"]) for name in ("Alt GmbH", "Neu GmbH"))
    held = second.relationships.get()
    taken = first.relationships.get().number
    page = path(second, f"beziehungen/{held.pk}/")

    refused = annas.post(page, {"number": taken})
    saved = annas.post(page, {"number": "4711", "since": "01.02.2020"})

    held.refresh_from_db()
    assert (refused.status_code, saved.status_code) == (422, 303)
    assert (held.number, held.since.isoformat()) == ("4711", "2020-02-01")


def test_one_that_was_set_by_mistake_is_removed(annas, types):
    firm = related("Neu GmbH", types["customer"])
    held = firm.relationships.get()

    annas.post(path(firm, f"beziehungen/{held.pk}/entfernen/"))

    assert list(Relationship.objects.filter(organization=firm)) == []


@pytest.fixture
def tie(types):
    kind = ConnectionType.objects.get(code="tax_adviser")
    return add_connection(
        type=kind, one=contact(family_name="Voß"), other=organization(name="Neu GmbH"), by=SYSTEM
    )


def test_both_ends_read_their_own_role(annas, tie):
    from_him = annas.get(f"/kontakte/{tie.contact.uid}/").content.decode()
    from_it = annas.get(path(tie.other_organization)).content.decode()

    assert "tax adviser of" in from_him
    assert "is advised on taxes by" in from_it


def test_a_connection_is_changed_and_turned_from_its_other_end(annas, tie):
    page = f"/verbindungen/{tie.uid}/aendern/organization/{tie.other_organization.uid}/"
    start = annas.get(page).context["form"]["role"].value()

    answer = annas.post(page, {"role": str(tie.type.uid), "note": "seit je", "until": "1.1.2026"})

    turned = Connection.objects.get(pk=tie.pk)
    assert start.endswith("/back")
    assert answer.status_code == 303
    assert (str(turned.organization), str(turned.other_contact)) == ("Neu GmbH", "Voß")
    assert (turned.note, turned.until.isoformat()) == ("seit je", "2026-01-01")


def test_a_connection_that_was_a_mistake_is_removed(annas, tie):
    annas.post(f"/verbindungen/{tie.uid}/entfernen/contact/{tie.contact.uid}/")

    assert list(Connection.live.all()) == []


def test_a_note_stands_in_lists_and_hits_at_the_department_and_its_people(annas):
    firm = organization(name="Werft GmbH", service_note="Nur vormittags", is_vip=True)
    part = organization(name="Einkauf", parent=firm, is_department=True)
    contact(family_name="Lund", organization=part)

    for address in ("/kontakte/", "/organisationen/?q=einkauf", "/suche/?q=lund"):
        html = annas.get(address).content.decode()
        assert ('title="Nur vormittags"' in html, ">VIP<" in html) == (True, True)
    assert "Einkauf · Werft GmbH" in annas.get("/kontakte/").content.decode()


def test_a_thousand_subsidiaries_are_paged_level_by_level(annas, django_assert_max_num_queries):
    firm = organization(name="Holding SE")
    for number in range(60):
        organization(name=f"Tochter {number:02}", parent=firm)

    with django_assert_max_num_queries(14):
        first = annas.get(path(firm, "struktur/"))
    last = annas.get(path(firm, "struktur/?seite=2"))

    assert len(first.context["branches"]) == 50
    assert [str(each.organization) for each in last.context["branches"]][-1] == "Tochter 59"


def test_moving_a_department_says_whose_address_changes(annas):
    from tests.factories import HAMBURG, STADE

    old, new = (organization(name=n, address=a) for n, a in (("Alt", HAMBURG), ("Neu", STADE)))
    part = organization(name="Einkauf", parent=old, is_department=True)
    contact(family_name="Lund", organization=part)
    form = annas.get(path(part, "umhaengen/")).context["form"]

    answer = annas.post(
        path(part, "umhaengen/"),
        {"parent": f"Neu ({new.number})", "is_department": "on", "seen": form["seen"].value()},
    )

    html = answer.content.decode()
    assert "Inherited addresses of people that change: 1." in html
    assert "So far it stands under Alt." in html
