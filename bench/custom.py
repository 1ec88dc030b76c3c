"""Lists by fields of one's own: filtered and sorted as whole pages, the raw rows beside."""

from collections.abc import Iterator
from typing import Any

from bench.clock import Work, alternating, row
from bench.pages import CALLS, _page, _query

MARK = "bench_"
EACH = 10  # one record in this many holds nothing
CHUNK = 5_000
WORDS = ("Nordsee", "Alpen", "Heide", "Rheinland", "Schwaben", "Franken", "Eifel", "Harz")
CHOICES = ("Rechnung", "Lastschrift", "Vorkasse", "Bar")
COLUMNS = {"text": "folded", "number": "number", "choice": "choice"}


def measured() -> list[dict[str, str]]:
    """Measure lists filtered and sorted by a text, a number and a choice."""
    from django.test import Client

    from klientel.accounts.models import User

    fields = filled_fields()
    client = Client()
    client.force_login(User.objects.order_by("pk")[0])
    rows = []
    for what, path, floor in _asked(fields):
        mine, theirs = alternating([_page(client, path)] * CALLS, [floor] * CALLS)
        rows.append(row(what, mine, theirs, "as the list by name"))
    return rows


def filled_fields() -> dict[str, Any]:
    """Return a field of each type, with values at nine of ten contacts; made if missing."""
    from klientel.contacts.models import ContactValue
    from klientel.records.custom.models import CustomField

    fields = {sort: _field(sort) for sort in COLUMNS}
    if not ContactValue.objects.filter(field=fields["text"]).exists():
        _fill(fields)
    return {sort: CustomField.objects.get(pk=field.pk) for sort, field in fields.items()}


def _field(sort: str) -> Any:
    from django.utils import timezone

    from klientel.changes.actors import system
    from klientel.records.custom.models import CustomField
    from klientel.records.operations import ChoiceEdit, add_custom_field

    found = CustomField.live.filter(record_kind="contact", name=f"{MARK}{sort}").first()
    return found or add_custom_field(
        record_kind="contact",
        patch={"name": f"{MARK}{sort}", "type": sort},
        choices=[ChoiceEdit(each) for each in CHOICES] if sort == "choice" else (),
        by=system(timezone.now()),
    )


def _fill(fields: dict[str, Any]) -> None:
    """Write the values past the door: what is measured is reading."""
    from django.db import connection, transaction

    from klientel.changes import bulk, passing
    from klientel.contacts.models import Contact

    keys = list(Contact.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        rows = [each for key in keys[start : start + CHUNK] for each in _values(key, fields)]
        with transaction.atomic(), passing.through():
            bulk.insert(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _values(key: int, fields: dict[str, Any]) -> Iterator[Any]:
    from klientel.contacts.models import ContactValue

    if key % EACH == 0:
        return
    text = f"{WORDS[key % len(WORDS)]} {key * 7919 % 99_991}"
    options = fields["choice"].options
    held = {
        "text": text,
        "number": key * 6133 % 50_021,
        "choice": options[key * 31 % len(options)].code,
    }
    for sort, value in held.items():
        column = fields[sort].column
        each = ContactValue(contact_id=key, field=fields[sort], **{column: value})
        each.compute()
        yield each


def _asked(fields: dict[str, Any]) -> Iterator[tuple[str, str, Work]]:
    """Yield what is measured: its name, its page, the raw rows of the same."""
    from urllib.parse import quote

    from klientel.records.addressing import to_text
    from klientel.records.filters import Is

    code = fields["choice"].options[1].code
    asked = {
        "text": (Is(fields["text"].key, "starts", "Heide 12"), "LIKE", "heide 12%"),
        "number": (Is(fields["number"].key, "is", "1234"), "=", 1234),
        "choice": (Is(fields["choice"].key, "is", code), "=", code),
    }
    for sort, (node, op, value) in asked.items():
        path = f"/kontakte/?f={quote(to_text(node))}"
        yield f"contacts filtered by own {sort}", path, _floor(fields[sort], sort, op, value)
    for sort, field in fields.items():
        path = f"/kontakte/?sort={field.key}"
        yield f"contacts sorted by own {sort}", path, _floor(field, sort)


def _floor(field: Any, sort: str, op: str = "IS NOT", value: object = None) -> Work:
    """Return the query of fifty rows, straight from the index of the values."""
    column = COLUMNS[sort]
    wanted = "NOT NULL" if value is None else "%s"
    sql = (
        "SELECT c.* FROM contacts_contactvalue v JOIN contacts_contact c ON c.id = v.contact_id"
        f" WHERE v.field_id = %s AND v.{column} {op.removesuffix(' NOT') if value is None else op}"
        f" {wanted} ORDER BY v.{column}, v.contact_id LIMIT 50"
    )
    return _query(sql, field.pk, *([] if value is None else [value]))
