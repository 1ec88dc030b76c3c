"""Settings of relationship types, connection types and tags."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.models import ConnectionType, Relationship, RelationshipType, Tag
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.ties import add_tag, attach_tag
from tests.factories import SYSTEM, contact, organization, user

pytestmark = pytest.mark.django_db
RELATIONSHIPS, CONNECTIONS, TAGS = (
    f"/einstellungen/{name}/" for name in ("beziehungen", "verbindungen", "schlagworte")
)


@pytest.fixture
def chief(client):
    add_built_in_types(by=SYSTEM)
    client.force_login(user(role="administrator", language="en"))
    return client


def test_a_new_relationship_type_is_offered_on_the_page_of_an_organisation(chief):
    firm = organization(name="Blatt GmbH")

    answer = chief.post(
        RELATIONSHIPS + "neu/", {"name": "Presse", "has_numbers": "on", "first_number": "500"}
    )
    press = RelationshipType.objects.get(name="Presse")
    chief.post(f"/organisationen/{firm.uid}/beziehungen/neu/", {"type": press.uid})

    assert answer.status_code == 303
    assert Relationship.objects.get(organization=firm).number == "500"


def test_the_next_customer_gets_the_first_number_of_a_new_range(chief):
    customer = RelationshipType.objects.get(code="customer")
    firms = [organization(name=name) for name in ("Eins", "Zwei", "Drei")]

    chief.post(f"/organisationen/{firms[0].uid}/beziehungen/neu/", {"type": customer.uid})
    edited = chief.post(
        f"{RELATIONSHIPS}{customer.uid}/",
        {"has_numbers": "on", "first_number": "70000", "last_number": "70000"},
    )
    chief.post(f"/organisationen/{firms[1].uid}/beziehungen/neu/", {"type": customer.uid})
    full = chief.post(f"/organisationen/{firms[2].uid}/beziehungen/neu/", {"type": customer.uid})

    numbers = list(Relationship.objects.order_by("pk").values_list("number", flat=True))
    assert (edited.status_code, numbers) == (303, ["10001", "70000"])
    assert full.status_code == 422
    assert "The range of numbers is used up" in full.content.decode()


def test_a_range_that_ends_before_it_begins_is_refused(chief):
    customer = RelationshipType.objects.get(code="customer")

    answer = chief.post(
        f"{RELATIONSHIPS}{customer.uid}/",
        {"has_numbers": "on", "first_number": "9", "last_number": "3"},
    )

    assert answer.status_code == 422
    assert "smaller than the first" in answer.content.decode()


def test_a_name_that_a_relationship_has_is_refused(chief):
    answer = chief.post(RELATIONSHIPS + "neu/", {"name": "customer", "first_number": "1"})

    assert answer.status_code == 422
    assert "There is a relationship of this name" in answer.content.decode()


@pytest.mark.parametrize(
    ("model", "code", "path", "shown"),
    [
        (RelationshipType, "partner", RELATIONSHIPS, "/organisationen/{}/beziehungen/neu/"),
        (ConnectionType, "lawyer", CONNECTIONS, "/verbindungen/neu/organization/{}/"),
    ],
)
def test_a_retired_type_is_no_longer_offered_until_it_is_again(chief, model, code, path, shown):
    firm = organization(name="Blatt GmbH")
    kind = model.objects.get(code=code)
    page = shown.format(firm.uid)

    offered = [str(kind.uid) in chief.get(page).content.decode()]
    for again in ("no", "yes"):
        chief.post(f"{path}{kind.uid}/angebot/", {"offered": again})
        offered.append(str(kind.uid) in chief.get(page).content.decode())

    assert offered == [True, False, True]


def test_a_connection_type_without_an_opposite_reads_the_same_from_both_ends(chief):
    chief.post(CONNECTIONS + "neu/", {"forward": "verschwägert mit"})

    own = ConnectionType.objects.get(forward="verschwägert mit")
    assert own.role(forward=False) == "verschwägert mit"


def test_the_roles_of_a_built_in_connection_stay(chief):
    kind = ConnectionType.objects.get(code="lawyer")

    answer = chief.post(f"{CONNECTIONS}{kind.uid}/", {"forward": "Feind von"})

    kind.refresh_from_db()
    assert (answer.status_code, kind.forward) == (200, "")


def test_a_tag_is_renamed_and_coloured_where_it_stands(chief):
    lund, tag = contact(family_name="Lund"), add_tag(name="Mese", by=SYSTEM)
    attach_tag(record=lund, tag=tag, by=SYSTEM)

    answer = chief.post(f"{TAGS}{tag.uid}/", {"name": "Messe", "colour": "m6"})

    shown = chief.get(f"/kontakte/{lund.uid}/").content.decode()
    assert answer.status_code == 303
    assert "k-tag m6" in shown
    assert "<b>Messe</b>" in shown


def test_a_name_that_another_tag_has_offers_to_merge_the_two(chief):
    one, two = (add_tag(name=name, by=SYSTEM) for name in ("Messe", "Mese"))

    answer = chief.post(f"{TAGS}{two.uid}/", {"name": "messe", "colour": ""})

    assert answer.status_code == 422
    assert f"{TAGS}{two.uid}/zusammenfuehren/?in={one.uid}" in answer.content.decode()


def test_two_tags_are_merged_and_nobody_has_one_twice(chief):
    lund, firm = contact(family_name="Lund"), organization(name="Blatt GmbH")
    kept, gone = (add_tag(name=name, by=SYSTEM) for name in ("Messe", "Mese"))
    for record, tag in ((lund, kept), (lund, gone), (firm, gone)):
        attach_tag(record=record, tag=tag, by=SYSTEM)

    answer = chief.post(f"{TAGS}{gone.uid}/zusammenfuehren/", {"into": kept.uid})

    assert answer.status_code == 303
    assert [[str(link.tag) for link in each.tag_links.all()] for each in (lund, firm)] == [
        ["Messe"],
        ["Messe"],
    ]
    assert list(Tag.live.all()) == [kept]


def test_a_deleted_tag_is_gone_everywhere_and_its_name_free_again(chief):
    lund, tag = contact(family_name="Lund"), add_tag(name="Messe", by=SYSTEM)
    attach_tag(record=lund, tag=tag, by=SYSTEM)

    chief.post(f"{TAGS}{tag.uid}/loeschen/")
    left = list(lund.tag_links.all()), list(Tag.live.all())
    again = add_tag(name="messe", by=SYSTEM)

    assert left == ([], [])
    assert (str(again), list(lund.tag_links.all())) == ("messe", [])


def test_the_counts_of_tags_lead_to_the_lists_of_those_who_have_them(chief):
    lund, tag = contact(family_name="Lund"), add_tag(name="Messe", by=SYSTEM)
    contact(family_name="Berg")
    attach_tag(record=lund, tag=tag, by=SYSTEM)

    listed = chief.get(TAGS)
    [(_used, contacts_url, _organizations_url)] = listed.context["tags"]

    found = chief.get(contacts_url).content.decode()
    assert "Lund" in found
    assert "Berg" not in found


@pytest.mark.parametrize("path", [RELATIONSHIPS, CONNECTIONS, TAGS])
def test_more_rows_need_no_more_queries(chief, path):
    queries = []
    for count in (1, 2):
        for number in range(count):
            tag = add_tag(name=f"Wort {count}/{number}", by=SYSTEM)
            attach_tag(record=contact(family_name="Lund"), tag=tag, by=SYSTEM)
        with CaptureQueriesContext(connection) as caught:
            chief.get(path)
        queries.append(len(caught))

    assert queries[0] == queries[1]


@pytest.mark.parametrize(("role", "status"), [("manager", [403, 403, 200]), ("member", [403] * 3)])
def test_types_are_the_administrators_and_tags_the_managers(client, role, status):
    client.force_login(user(role=role))

    assert [client.get(path).status_code for path in (RELATIONSHIPS, CONNECTIONS, TAGS)] == status
