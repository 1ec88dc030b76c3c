from datetime import date

import pytest
from django.utils import timezone

from klientel.contacts.models import Organization, RelationshipType
from klientel.contacts.operations.bin import bin_organization
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.households import add_household
from klientel.contacts.operations.organizations import deactivate_organization
from klientel.contacts.operations.positions import end_position
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.ties import add_connection, add_connection_type
from klientel.web.organizations import charts
from tests.factories import HAMBURG, STADE, SYSTEM, TODAY, acting, contact, organization, user
from tests.web.organizations.conftest import path


def context_of(client, organization, query=""):
    response = client.get(path(organization) + query)
    assert response.status_code == 200
    return response.context


def people_of(context):
    return [str(person.position.contact) for person in context["people"]]


def test_organization_detail_is_for_whom_is_logged_in(client, anna, musterbau):
    assert client.get(path(musterbau)).status_code == 302


def test_organization_detail_hides_what_is_confidential(client, db):
    secret = organization(name="Geheim AG", confidential=True)
    client.force_login(user(role="member"))

    assert client.get(path(secret)).status_code == 404


def test_organization_detail_says_where_the_address_is_kept_and_who_inherits_it(annas, musterbau):
    address = context_of(annas, musterbau)["address"]

    assert (address.lines, address.holder, address.heirs) == (
        ("Musterkai 14", "20457 Hamburg"),
        "Zentrale",
        2,
    )


def test_organization_detail_of_a_department_says_what_it_inherits(annas, musterbau):
    department = Organization.objects.get(name="Einkauf")

    context = context_of(annas, department)

    assert context["address"].source == "Musterbau GmbH · Zentrale"
    assert [(fact.label, fact.source) for fact in context["facts"]] == [
        ("Switchboard", "Musterbau GmbH · Zentrale")
    ]


def test_organization_detail_shows_contacts_below_too_and_alone_without(annas, musterbau):
    department = Organization.objects.get(name="Einkauf")
    contact(family_name="Tief", organization=department)

    whole = people_of(context_of(annas, musterbau))
    alone = people_of(context_of(annas, musterbau, "?umfang=diese"))

    assert whole == ["Zentrale", "Anna Berg", "Ben Lund", "Tief"]
    assert alone == ["Zentrale", "Anna Berg", "Ben Lund"]


def test_organization_detail_swaps_the_contacts_alone_for_htmx(annas, musterbau):
    headers = {"HX-Request": "true", "HX-Target": "organization-people"}

    html = annas.get(path(musterbau) + "?umfang=diese", headers=headers).content.decode()

    assert html.lstrip().startswith('<section class="k-panel" id="organization-people"')
    assert "<html" not in html


def test_organization_detail_puts_former_contacts_last_and_says_so(annas, musterbau):
    left = contact(family_name="Alt", organization=musterbau)
    end_position(position=left.positions.get(), on=date(2026, 10, 1), by=SYSTEM)

    context = context_of(annas, musterbau)

    assert people_of(context)[-1] == "Alt"
    assert [person.has_left for person in context["people"]] == [False, False, False, True]


def test_organization_detail_shows_the_tree_with_the_current_one_marked(annas, musterbau):
    chart = context_of(annas, musterbau)["chart"]

    assert told(chart) == ["Musterbau Holding SE", [["*Musterbau GmbH", [["Einkauf", []]]]]]
    assert charts.size_of(chart) == 3


def told(node):
    mark = "*" if node.is_current else ""
    return [f"{mark}{node.organization}", [told(child) for child in node.children]]


def test_a_level_wider_than_the_page_is_cut_but_never_the_way_to_the_current_one(annas, musterbau):
    below = [organization(name=f"Tochter {n:02}", parent=musterbau) for n in range(10)]
    last = below[-1]

    chart = context_of(annas, last)["chart"]
    [middle] = chart.children

    names = [str(child.organization) for child in middle.children]
    assert "Tochter 09" in names
    assert (len(names), middle.more) == (charts.WIDEST, 5)
    whole = context_of(annas, last, "?struktur=alle")["chart"].children[0]
    assert (len(whole.children), whole.more) == (11, 0)


def test_the_chart_leaves_out_what_its_reader_may_not_see(client, musterbau):
    organization(name="Geheim AG", parent=musterbau, confidential=True)
    client.force_login(user(role="member", language="en"))

    chart = context_of(client, musterbau)["chart"]

    assert [str(child.organization) for child in chart.children[0].children] == ["Einkauf"]


def test_organization_detail_shows_relationships_with_what_holds_first(annas, musterbau):
    types = {each.code: each for each in RelationshipType.objects.all()}
    set_relationship(
        organization=musterbau, type=types["supplier"], since=date(2022, 2, 1), by=SYSTEM
    )
    set_relationship(
        organization=musterbau,
        type=types["prospect"],
        since=date(2019, 1, 8),
        until=date(2019, 5, 14),
        by=SYSTEM,
    )

    shown = context_of(annas, musterbau)["relationships"]

    assert [(str(row.type), row.number, holds) for row, holds in shown] == [
        ("Supplier", "10001", True),
        ("Prospect", "", False),
    ]


def test_organization_detail_reads_a_connection_from_its_own_end(annas, musterbau):
    kind = add_connection_type(forward="advises", backward="is advised by", by=SYSTEM)
    office = organization(name="Kanzlei Voß")
    add_connection(type=kind, one=office, other=musterbau, by=SYSTEM)

    [here], [there] = (context_of(annas, each)["connections"] for each in (musterbau, office))

    assert (str(here.other), here.role) == ("Kanzlei Voß", "is advised by")
    assert (str(there.other), there.role) == ("Musterbau GmbH", "advises")


def test_organization_detail_leaves_out_connections_with_what_is_hidden(client, musterbau):
    kind = add_connection_type(forward="advises", backward="is advised by", by=SYSTEM)
    secret = organization(name="Geheim AG", confidential=True)
    spy = contact(family_name="Geheim", organization=secret)
    office = organization(name="Kanzlei Voß")
    for one in (secret, spy, office):
        add_connection(type=kind, one=one, other=musterbau, by=SYSTEM)
    client.force_login(user(role="member", language="en"))

    shown = context_of(client, musterbau)["connections"]

    assert [str(tie.other) for tie in shown] == ["Kanzlei Voß"]


def test_organization_detail_shows_an_address_entered_ahead(annas, musterbau):
    day = date(timezone.localdate().year + 1, 1, 1)
    change_company_address(organization=musterbau, address=STADE, valid_from=day, by=SYSTEM)

    context = context_of(annas, musterbau)

    assert context["address"].lines == ("Musterkai 14", "20457 Hamburg")
    assert context["announced_lines"] == ("Am Sande 3", "21682 Stade")


def test_organization_detail_says_inactive_and_in_the_bin(annas, musterbau):
    deactivate_organization(organization=musterbau, since=TODAY, reason="closed", by=SYSTEM)
    inactive = annas.get(path(musterbau)).content.decode()
    bin_organization(organization=musterbau, people="keep", by=SYSTEM)
    binned = annas.get(path(musterbau)).content.decode()

    assert "Inactive since 24 Nov 2026: closed." in inactive
    assert "This organisation is in the bin." in binned
    assert path(musterbau, "bearbeiten/") not in binned


def test_organization_detail_offers_a_reader_nothing_to_change(reader, musterbau):
    html = reader.get(path(musterbau)).content.decode()

    assert [way for way in ("bearbeiten/", "papierkorb/", "hauptkontakt/") if way in html] == [
        "papierkorb/"  # the side bar's way to the bin
    ]


@pytest.mark.parametrize("rest", ["", "verlauf/"])
def test_the_number_of_queries_does_not_grow_with_the_rows(annas, musterbau, rest):
    grow(musterbau, 4)
    annas.get(path(musterbau, rest))
    few = queries_of(annas, musterbau, rest)
    grow(musterbau, 3)

    assert queries_of(annas, musterbau, rest) == few


def queries_of(client, organization, rest):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as found:
        client.get(path(organization, rest))
    return len(found)


def grow(firm, times):
    kind = RelationshipType.objects.get(code="partner")
    tie = add_connection_type(forward="advises", backward="is advised by", by=SYSTEM)
    by = acting(user(role="administrator"))
    for _each in range(times):
        contact(organization=firm)
        organization(parent=firm, address=HAMBURG, is_department=True)
        add_connection(type=tie, one=firm, other=organization(), by=by)
        set_relationship(organization=firm, type=kind, until=TODAY, by=by)
        set_relationship(organization=firm, type=kind, by=by)


def test_organization_detail_of_a_household_offers_each_member_to_move_out(annas, db):
    household = add_household(
        name="Familie Müller",
        members=[{"given_name": "Eva", "family_name": "Müller"}],
        address=HAMBURG,
        by=SYSTEM,
    )
    [membership] = household.positions.all()

    html = annas.get(path(household)).content.decode()

    assert f"/kontakte/{membership.contact.uid}/anstellung/{membership.pk}/ende/" in html
