"""Writes through the door, one at a time and in bulk, against rows without anything around them."""

import time
from typing import Any

from bench.clock import ROUNDS, rate

SINGLE, BULK, BATCH = 300, 5_000, 500


def measured() -> list[dict[str, str]]:
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.changes.actors import Actor

    by = Actor("web", timezone.now(), user_id=User.objects.order_by("pk")[0].pk)
    changes: list[float] = []
    additions: list[float] = []
    bulk: list[float] = []
    commits: list[float] = []
    inserts: list[float] = []
    _make_floor()
    for number in range(ROUNDS):
        changes.append(_changes(by, number))
        commits.append(_commits())
        additions.append(_additions(by))
        bulk.append(_bulk(by))
        inserts.append(_inserts())
    return [
        rate("change of one contact through the door", changes, commits, "500 a second"),
        rate("new contact with position and two numbers", additions, commits, "500 a second"),
        rate("contacts in bulk, units of 500", bulk, inserts, "5,000 a second"),
    ]


def _changes(by: Any, number: int) -> float:
    from klientel.contacts.models import Contact
    from klientel.contacts.operations.contacts import change_contact

    rows = list(
        Contact.live.filter(
            confidential=False, effective__organization__confidential=False
        ).order_by("pk")[:SINGLE]
    )
    begun = time.perf_counter()
    for row in rows:
        change_contact(contact=row, patch={"nickname": f"Kim {number} {begun}"}, by=by)
    return len(rows) / (time.perf_counter() - begun)


def _additions(by: Any) -> float:
    from klientel.contacts.models import Organization
    from klientel.contacts.operations.contacts import Employment, PointEdit, add_contact

    firm = Organization.live.filter(main_position__isnull=False, confidential=False)[0]
    begun = time.perf_counter()
    for number in range(SINGLE):
        add_contact(
            patch={"given_name": "Kim", "family_name": f"Messner {number}"},
            employment=Employment(organization=firm, title="Leitung"),
            points=(
                PointEdit("phone", f"040 66969-{number:03}", label="direct"),
                PointEdit("email", f"kim.messner{number}@messung.example", label="work"),
            ),
            by=by,
        )
    return SINGLE / (time.perf_counter() - begun)


def _bulk(by: Any) -> float:
    from klientel.contacts.operations.bulk import add_records

    batches = [_batch(number) for number in range(BULK // BATCH)]
    begun = time.perf_counter()
    for contacts in batches:
        add_records(contacts=contacts, by=by)
    return BULK / (time.perf_counter() - begun)


def _batch(number: int) -> list[Any]:
    from klientel.contacts.models import Contact, ContactPoint, Organization, Position
    from klientel.contacts.operations.bulk import NewContact

    firms = list(Organization.live.order_by("pk")[:100])
    made = []
    for each in range(BATCH):
        contact = Contact(given_name="Robin", family_name=f"Sammler {number}-{each}")
        at = Position(contact=contact, organization=firms[each % 100], is_primary=True)
        points = [
            ContactPoint(
                contact=contact,
                position=at,
                sort="phone",
                label="direct",
                value=f"040 66969-{each:03}",
            ),
            ContactPoint(
                contact=contact,
                position=at,
                sort="email",
                label="work",
                value=f"r{number}.{each}@messung.example",
            ),
        ]
        made.append(NewContact(contact, positions=[at], points=points))
    return made


def _make_floor() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_floor")
        key = "bigserial" if connection.vendor == "postgresql" else "integer"
        cursor.execute(
            f"CREATE TABLE bench_floor (id {key} PRIMARY KEY, a text, b text, c text, d text, e text, f text)"
        )
        for column in "abcd":
            cursor.execute(f"CREATE INDEX bench_floor_{column} ON bench_floor ({column}, id)")


FLOOR = "INSERT INTO bench_floor (a, b, c, d, e, f) VALUES (%s, %s, %s, %s, %s, %s)"
FLOOR_ROW = ["Robin", "Sammler", "robin@messung.example", "040 66969-100", "Hamburg", "20457"]


def _commits() -> float:
    """One row, one commit: what a synced transaction costs at least."""
    from django.db import connection, transaction

    begun = time.perf_counter()
    for _ in range(SINGLE):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(FLOOR, FLOOR_ROW)
    return SINGLE / (time.perf_counter() - begun)


def _inserts() -> float:
    """Five rows a contact, as ours has: contact, position, two numbers, journal line."""
    from django.db import connection, transaction

    begun = time.perf_counter()
    for _ in range(BULK // BATCH):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(FLOOR, [FLOOR_ROW] * BATCH * 5)
    return BULK / (time.perf_counter() - begun)
