"""P6 to P8: whole HTML pages through every middleware, against the raw SQL of the same rows."""

from collections.abc import Sequence
from typing import Any

from bench.clock import Work, alternating, row

NAMES = ("müll", "berg", "hoff", "wert", "mann", "stein", "haus", "kauf", "schm", "lind")
SLIPS = ("mülelr", "hofmnan", "schnedier", "hambrug", "wertf", "steni", "brgmann", "kaufmnan")
CALLS = 10


def measured() -> list[dict[str, str]]:
    from django.db import connection
    from django.test import Client

    from klientel.accounts.models import User

    client = Client()
    client.force_login(User.objects.order_by("pk")[0])
    rows = []
    for what, paths, floors, goal in _asked():
        works = [_page(client, path) for path in paths]
        mine, theirs = alternating(works, floors)
        rows.append(row(what, mine, theirs, goal))
    rows.append(_size(client))
    connection.close()
    return rows


def _asked() -> list[tuple[str, list[str], Sequence[Work], str]]:
    """Return what is measured: its name, its pages, the floor's queries, the goal."""
    from klientel.contacts.models import Contact, Organization

    people, firms = _spread(Contact.live), _spread(Organization.live)
    contacts, organizations = "/kontakte/", "/organisationen/"
    contact = [f"{contacts}{uid}/" for _pk, uid in people]
    firm = [f"{organizations}{uid}/" for _pk, uid in firms]
    person_rows, firm_rows = (
        _by_key(people, "contacts_contact"),
        _by_key(firms, "contacts_organization"),
    )
    return [
        (
            "P6 contacts by substring, 50 + total",
            _searches(contacts),
            _substring(),
            "≤ 15 × on SQLite",
        ),
        ("P7 contacts, unfiltered", [contacts] * CALLS, _first(), "25 ms"),
        ("P8 contact", contact, person_rows, "28 ms"),
        ("search page over all kinds", _searches("/suche/"), _substring(), ""),
        ("caller by number", _calls(), _numbers(), "20 ms"),
        ("search with a slip", [f"/suche/?q={slip}" for slip in SLIPS], _substring(), ""),
        ("organisations by substring", _searches(organizations), _substring(), ""),
        ("organisations, unfiltered", [organizations] * CALLS, _first(), ""),
        ("organisation", firm, firm_rows, ""),
    ]


def _phones() -> list[tuple[str, str]]:
    """Return ten numbers spread over all that contacts have, as typed and as matched."""
    from klientel.contacts.models import ContactPoint

    rows = ContactPoint.objects.filter(sort="phone", retired_on=None).order_by("pk")
    found = list(rows.values_list("value", "normal"))
    return found[:: max(1, len(found) // CALLS)][:CALLS]


def _calls() -> list[str]:
    """Return the page for each call; every other one has another extension than is known."""
    from urllib.parse import quote

    return [
        f"/anruf/?nummer={quote(value if number % 2 else value[:-1] + '7')}"
        for number, (value, _normal) in enumerate(_phones())
    ]


def _numbers() -> Sequence[Work]:
    sql = "SELECT * FROM contacts_contactpoint WHERE normal = %s"
    return [_query(sql, normal) for _value, normal in _phones()]


def _searches(path: str) -> list[str]:
    return [f"{path}?q={name}" for name in NAMES]


def _page(client: Any, path: str) -> Work:
    def get() -> None:
        response = client.get(path)
        if response.status_code not in {200, 303}:
            raise RuntimeError(f"{path}: {response.status_code}")

    return get


def _spread(manager: Any) -> list[tuple[int, Any]]:
    """Return ten records spread over the table that anybody may see."""
    rows = manager.filter(confidential=False)
    if hasattr(manager.model, "given_name"):
        rows = rows.exclude(effective__organization__confidential=True)
    keys = list(rows.order_by("pk").values_list("pk", "uid"))
    return keys[:: max(1, len(keys) // CALLS)][:CALLS]


def _query(sql: str, *values: object) -> Work:
    from django.db import connection

    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()

    return ask


def _substring() -> Sequence[Work]:
    """The same search, raw: fifty rows and the total."""
    from django.db import connection

    if connection.vendor == "postgresql":
        found, total = (
            f"SELECT {columns} FROM contacts_contacttext WHERE text LIKE %s{limit}"
            for columns, limit in (("row_id, text", " LIMIT 50"), ("count(*)", ""))
        )
        return [_both(found, total, f"%{name}%") for name in NAMES]
    table = "contacts_contacttext_fts"
    found, total = (
        f"SELECT {columns} FROM {table} WHERE {table} MATCH %s{limit}"
        for columns, limit in (("rowid", " LIMIT 50"), ("count(*)", ""))
    )
    return [_both(found, total, f'"{name}"') for name in NAMES]


def _both(found: str, total: str, value: str) -> Work:
    one, other = _query(found, value), _query(total, value)

    def ask() -> None:
        one()
        other()

    return ask


def _first() -> Sequence[Work]:
    sql = "SELECT * FROM contacts_contact ORDER BY sort_name, id LIMIT 50"
    return [_query(sql)] * CALLS


def _by_key(keys: list[tuple[int, Any]], table: str) -> Sequence[Work]:
    return [_query(f"SELECT * FROM {table} WHERE id = %s", pk) for pk, _uid in keys]


def _size(client: Any) -> dict[str, str]:
    sizes = {
        path: len(client.get(path).content) / 1000 for path in ("/kontakte/", "/organisationen/")
    }
    told = ", ".join(f"{path} {size:.0f} kB" for path, size in sizes.items())
    return {
        "what": "HTML of the lists",
        "ours p50 / p95": told,
        "floor p50": "–",
        "ratio": "–",
        "goal": "< 100 kB",
    }
