"""A long list sorted by an own field is read from the index of its values, never sorted whole."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.contacts.models import Contact, ContactValue
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.records import kinds, ordering, paging
from tests.factories import SYSTEM, contact
from tests.fields import all_types

pytestmark = pytest.mark.django_db
FILLED, BARE = 50_000, 1_000
SORTED = ("USE TEMP B-TREE", "Sort")
NUMBERS = "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < %s)"
INDEXES = {"x_groesse": "folded", "x_zahl": "number", "x_art": "choice"}


@pytest.fixture
def filled():
    """Very many contacts hold a text, a number and a choice; some hold none."""
    all_types()
    first = contact()
    values = {"x_groesse": "wort", "x_zahl": Decimal(1), "x_art": "bar"}
    set_custom_values(record=first, values=values, by=SYSTEM)
    copied(Contact, Contact.objects.get(), FILLED + BARE, number="number + n", id="id + n")
    for place, value in enumerate(ContactValue.objects.order_by("pk")):
        stretch = f"id + {2 * FILLED * (place + 1)} + n"
        word = {"folded": "folded || (n %% 997)"} if value.folded else {}
        number = {"number": "n %% 1009"} if value.number else {}
        copied(
            ContactValue, value, FILLED, id=stretch, contact_id="contact_id + n", **word, **number
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def copied(model, row, times, **changed):
    """Copy one row as often as asked, with other ids; past the door, for its speed."""
    columns = [field.column for field in model._meta.concrete_fields]
    if "uid" in columns:
        hexed = "substr(md5(n::text), 1, 32)::uuid" if is_postgres() else "printf('%%032x', n)"
        changed = {"uid": hexed, **changed}
    taken = ", ".join(changed.get(column, f'"{column}"') for column in columns)
    listed = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        copies = f" INSERT INTO {table} ({listed}) SELECT {taken} FROM {table}, many WHERE id = %s"  # noqa: S608 -- names of our own
        cursor.execute(NUMBERS + copies, [times, row.pk])


def is_postgres():
    return connection.vendor == "postgresql"


def plans(queries):
    """Return how the database answers each query that reads values."""
    explain = "EXPLAIN" if is_postgres() else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        for query in queries:
            if "LIMIT 51" in query["sql"] and "contactvalue" in query["sql"]:
                cursor.execute(f"{explain} {query['sql']}")
                yield "\n".join(str(row[-1]) for row in cursor.fetchall())


@pytest.mark.parametrize("sign", ["", "-"])
def test_no_page_of_many_rows_is_sorted_after_reading_them(filled, sign):
    for code, column in INDEXES.items():
        order = ordering.ordered(kinds.kind("contact"), f"{sign}{code}", fallback="name")
        after = None
        for _turn in range(2):
            with CaptureQueriesContext(connection) as asked:
                page = paging.page(Contact.live.all(), order, after=after)
            after = page.next
            read = list(plans(asked.captured_queries))
            assert not page.order_too_large
            assert len(page.rows) == 50
            assert read
            assert f"contact_value_{column}" in read[-1], read
            assert not [plan for plan in read if any(word in plan for word in SORTED)], read


def test_the_rows_without_a_value_are_read_by_their_key(filled):
    order = ordering.ordered(kinds.kind("contact"), "-x_zahl", fallback="name")
    rows = paging.page(Contact.live.all(), order).rows
    listing = paging._Aside(Contact.live.all(), order, 50)
    with CaptureQueriesContext(connection) as asked:
        bare = listing._unknown(None, falls=True, most=51)
    (plan,) = plans(asked.captured_queries)

    assert [row.pk for row in bare] == sorted((row.pk for row in bare), reverse=True)
    assert not {row.pk for row in bare} & {row.pk for row in rows}
    assert "USE TEMP B-TREE" not in plan
