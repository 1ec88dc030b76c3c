from datetime import date, timedelta

import pytest
from django.utils import timezone

from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    Organization,
    Relationship,
    RelationshipType,
)
from klientel.contacts.operations.bin import bin_organization
from klientel.contacts.operations.main_contact import mark_main_contact
from klientel.contacts.operations.organizations import move_organization
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.ties import add_connection
from klientel.contacts.queries import value_of
from tests.factories import HAMBURG, SYSTEM, acting, contact, organization, user
from tests.web.organizations.conftest import opened, path


def errors_of(response):
    assert response.status_code == 422
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def position_of(name):
    return Contact.objects.get(family_name=name).positions.get()


def test_organization_main_contact_passes_address_and_switchboard_on(annas, musterbau):
    berg = position_of("Berg")
    data = {**opened(annas, musterbau, "hauptkontakt/"), "position": berg.pk}

    response = annas.post(path(musterbau, "hauptkontakt/"), data)

    musterbau.refresh_from_db()
    assert (response["Location"], musterbau.main_position) == (path(musterbau), berg)
    assert (value_of(musterbau.seat.address), str(musterbau.seat.switchboard)) == (
        HAMBURG,
        "040 66969-100",
    )


def test_organization_main_contact_says_what_passes_on(annas, musterbau):
    html = annas.get(path(musterbau, "hauptkontakt/")).content.decode()

    assert "<b>Musterkai 14, 20457 Hamburg</b> passes on to the new main contact." in html
    assert "2 contacts inherit it" in html
    assert "The switchboard <b>040 66969-100</b> goes along." in html


def test_organization_main_contact_marked_by_another_meanwhile_is_told(annas, musterbau):
    data = {**opened(annas, musterbau, "hauptkontakt/"), "position": position_of("Berg").pk}
    mark_main_contact(position=position_of("Lund"), by=acting(user(role="manager")))

    response = annas.post(path(musterbau, "hauptkontakt/"), data)

    assert errors_of(response) == {
        "position": [
            "Somebody has marked Ben Lund in the meantime. Mark once more if your choice is to hold."
        ]
    }
    again = {**data, "seen": response.context["form"].data["seen"]}
    assert annas.post(path(musterbau, "hauptkontakt/"), again).status_code == 303


def test_organization_move_shows_first_what_happens(annas, musterbau):
    target = organization(name="Neue Holding")
    data = {"parent": "Neue Holding", "seen": opened(annas, musterbau, "umhaengen/")["seen"]}

    shown = annas.post(path(musterbau, "umhaengen/"), data)
    musterbau.refresh_from_db()
    before = str(musterbau.parent)
    moved = annas.post(path(musterbau, "umhaengen/"), data | {"confirmed": "yes"})

    musterbau.refresh_from_db()
    preview = shown.context["preview"]
    assert (preview["parent"], preview["below"], before) == (target, 1, "Musterbau Holding SE")
    assert (moved["Location"], musterbau.parent) == (path(musterbau), target)


def test_organization_move_refuses_a_circle_clearly(annas, musterbau):
    [said] = errors_of(annas.post(path(musterbau, "umhaengen/"), {"parent": "Einkauf"}))["parent"]

    assert said == (
        "Einkauf is Musterbau GmbH itself or lies below it; hung there the tree would bite its"
        " own tail. Choose an organisation from another branch, or move Einkauf first."
    )


def test_organization_move_after_somebody_moved_it_asks_again(annas, musterbau):
    organization(name="Neue Holding")
    other = organization(name="Andere Holding")
    data = {**opened(annas, musterbau, "umhaengen/"), "parent": "Neue Holding", "confirmed": "yes"}
    move_organization(organization=musterbau, parent=other, by=acting(user(role="manager")))

    response = annas.post(path(musterbau, "umhaengen/"), data)

    [said] = errors_of(response)["__all__"]
    assert "it now stands under Andere Holding" in said


def test_organization_deactivate_and_active_again(annas, musterbau):
    target = organization(name="Käufer AG")
    data = {"since": "today", "reason": "merged", "merged_into": "Käufer AG"}

    annas.post(path(musterbau, "inaktiv/"), data)
    musterbau.refresh_from_db()
    inactive = (musterbau.is_inactive, musterbau.merged_into)
    annas.post(path(musterbau, "aktiv/"))
    musterbau.refresh_from_db()

    assert inactive == (True, target)
    assert (musterbau.is_inactive, musterbau.merged_into) == (False, None)


def test_organization_bin_says_how_many_and_takes_them_along_if_asked(annas, musterbau):
    page = annas.get(path(musterbau, "papierkorb/"))

    annas.post(path(musterbau, "papierkorb/"), {"people": "bin"})

    assert (page.context["people"], page.context["departments"]) == (2, 1)
    assert not Organization.live.filter(name__in=["Musterbau GmbH", "Einkauf"]).exists()
    assert not Contact.live.exists()


def test_organization_restore_brings_back_all_that_went_along(annas, musterbau):
    bin_organization(organization=musterbau, people="bin", by=SYSTEM)

    response = annas.post(path(musterbau, "wiederherstellen/"))

    assert response["Location"] == path(musterbau)
    assert Organization.live.count() == Organization.objects.count()
    assert Contact.live.count() == 3


def test_a_member_bins_his_own_alone(client, musterbau):
    ben = user(role="member")
    own = organization(name="Eigene GmbH", account_manager=ben)
    client.force_login(ben)

    answers = [client.get(path(each, "papierkorb/")).status_code for each in (musterbau, own)]

    assert answers == [403, 200]


def test_relationship_new_gives_the_next_number(annas, musterbau):
    kind = RelationshipType.objects.get(code="customer")

    response = annas.post(
        path(musterbau, "beziehungen/neu/"), {"type": str(kind.uid), "since": "14.05.2019"}
    )

    [row] = Relationship.objects.all()
    assert response["Location"] == path(musterbau)
    assert (row.number, row.since, row.by_hand) == ("10001", date(2019, 5, 14), True)


def test_relationship_new_refuses_a_taken_number_and_dates_the_wrong_way_round(annas, musterbau):
    kind = RelationshipType.objects.get(code="customer")
    set_relationship(organization=organization(), type=kind, number="77", by=SYSTEM)
    url = path(musterbau, "beziehungen/neu/")

    taken = errors_of(annas.post(url, {"type": str(kind.uid), "number": "77"}))
    turned = errors_of(
        annas.post(url, {"type": str(kind.uid), "since": "2.5.2020", "until": "1.5.2020"})
    )

    assert taken == {
        "number": ["Another organisation has this number. Take another, or leave it empty."]
    }
    assert turned == {"until": ["The last day lies before the first. Change one."]}


def test_relationship_end_keeps_the_day_as_the_last_one(annas, musterbau):
    kind = RelationshipType.objects.get(code="customer")
    row = set_relationship(organization=musterbau, type=kind, by=SYSTEM)
    last = timezone.localdate() - timedelta(days=1)

    annas.post(path(musterbau, f"beziehungen/{row.pk}/beenden/"), {"until": f"{last:%d.%m.%Y}"})

    row.refresh_from_db()
    assert row.until == last


@pytest.mark.parametrize(
    ("back", "reading"), [("", "tax adviser of"), ("/back", "is advised on taxes by")]
)
def test_connection_new_is_read_as_it_was_chosen(annas, musterbau, back, reading):
    office = organization(name="Kanzlei Voß")
    kind = ConnectionType.objects.get(code="tax_adviser")
    url = f"/verbindungen/neu/organization/{musterbau.uid}/"

    response = annas.post(url, {"role": f"{kind.uid}{back}", "organization": "Kanzlei Voß"})

    row = Connection.objects.get()
    forward = row.organization == musterbau
    assert response["Location"] == path(musterbau)
    assert {row.organization, row.other_organization} == {musterbau, office}
    assert row.type.role(forward=forward) == reading


def test_connection_new_serves_contacts_too_and_needs_one_other_end(annas, musterbau):
    person = Contact.objects.get(family_name="Berg")
    kind = ConnectionType.objects.get(code="reports_to")
    url = f"/verbindungen/neu/contact/{person.uid}/"

    none = errors_of(annas.post(url, {"role": str(kind.uid)}))
    response = annas.post(url, {"role": str(kind.uid), "contact": "Ben Lund"})

    assert none == {"organization": ["Name one of the two: an organisation or a contact."]}
    assert response["Location"] == f"/kontakte/{person.uid}/"
    assert str(Connection.objects.get().other_contact) == "Ben Lund"


def test_connection_end_stays_on_the_page_that_asked(annas, musterbau):
    kind = ConnectionType.objects.get(code="cooperation")
    row = add_connection(type=kind, one=musterbau, other=organization(), by=SYSTEM)

    response = annas.post(
        f"/verbindungen/{row.uid}/beenden/organization/{musterbau.uid}/", {"until": "24.11.2026"}
    )

    row.refresh_from_db()
    assert (response["Location"], row.until) == (path(musterbau), date(2026, 11, 24))


def test_tags_are_given_and_taken_for_both_kinds(annas, musterbau):
    person = contact(family_name="Ott")
    urls = [f"/schlagworte/organization/{musterbau.uid}/", f"/schlagworte/contact/{person.uid}/"]

    for url in urls:
        annas.post(f"{url}anhaengen/", {"tag": "  Rahmen   vertrag "})
    given = [str(link) for row in (musterbau, person) for link in row.tag_links.all()]
    tag = musterbau.tag_links.get().tag
    for url in urls:
        annas.post(f"{url}{tag.uid}/entfernen/")

    assert given == ["Rahmen vertrag", "Rahmen vertrag"]
    assert not musterbau.tag_links.exists()
    assert not person.tag_links.exists()


def test_an_unknown_kind_is_no_page(annas, musterbau):
    assert annas.get(f"/verbindungen/neu/user/{musterbau.uid}/").status_code == 404


def test_suggestions_name_organisations_and_contacts_with_their_numbers(annas, musterbau):
    firms = annas.get("/organisationen/vorschlaege/?parent=musterb").content.decode()
    people = annas.get("/kontakte/vorschlaege/?contact=lund").content.decode()

    assert f'value="Musterbau GmbH ({musterbau.number})">Hamburg' in firms
    assert "Ben Lund (" in people


@pytest.mark.parametrize(
    "rest",
    ["bearbeiten/", "hauptkontakt/", "umhaengen/", "inaktiv/", "beziehungen/neu/", "papierkorb/"],
)
def test_no_act_is_for_readers(reader, musterbau, rest):
    assert reader.get(path(musterbau, rest)).status_code == 403
