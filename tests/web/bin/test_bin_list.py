from datetime import timedelta

from django.utils import timezone

from klientel.contacts.models import Contact
from klientel.contacts.operations.bin import bin_contact, bin_organization
from tests.factories import HAMBURG, acting, contact, organization, user


def rows_of(client):
    return client.get("/papierkorb/").context["rows"]


def test_bin_list_shows_both_kinds_the_newest_first_and_who_put_them_there(annas, anna, db):
    firm = organization(name="Altfirma KG", address=HAMBURG)
    person = contact(family_name="Berg")
    now = timezone.now()
    bin_organization(
        organization=firm, people="keep", by=acting(anna, at=now - timedelta(days=2, hours=1))
    )
    bin_contact(contact=person, by=acting(anna, at=now))

    rows = rows_of(annas)

    assert [(str(row.record), row.who, row.days_left) for row in rows] == [
        ("Berg", "Anna Berg", 30),
        ("Altfirma KG", "Anna Berg", 28),
        ("Zentrale", "Anna Berg", 28),
    ]


def test_bin_list_offers_restoring_to_whom_may(client, db):
    ben = user(role="member", language="en")
    own, other = contact(family_name="Eigen", account_manager=ben), contact(family_name="Fremd")
    for each in (own, other):
        bin_contact(contact=each, by=acting(user(role="manager")))
    client.force_login(ben)

    offered = {str(row.record): bool(row.restore_url) for row in rows_of(client)}

    assert offered == {"Eigen": True, "Fremd": False}


def test_what_is_restored_leaves_the_bin(annas, anna, db):
    person = contact(family_name="Berg")
    bin_contact(contact=person, by=acting(anna, at=timezone.now()))
    [row] = rows_of(annas)

    annas.post(row.restore_url)

    assert rows_of(annas) == []
    assert Contact.live.get() == person


def test_an_empty_bin_says_what_belongs_there(annas):
    assert "The bin is empty" in annas.get("/papierkorb/").content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(annas, anna, db):
    fill(anna, 1)
    annas.get("/papierkorb/")
    few = queries_of(annas)
    fill(anna, 3)

    assert queries_of(annas) == few


def fill(anna, times):
    by = acting(anna, at=timezone.now())
    for _each in range(times):
        bin_contact(contact=contact(organization=organization()), by=by)
        bin_organization(organization=organization(), people="keep", by=by)


def queries_of(client):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        client.get("/papierkorb/")
    return len(found)
