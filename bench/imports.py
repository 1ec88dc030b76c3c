"""P10: a table of 10,000 rows and 17 columns: validated, matched, imported, imported again, undone.

The floor is the bare rows of such contacts, in units of 500: nothing read, matched or journalled.
"""

import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.clock import rate

ROWS, UNIT, ROWS_A_CONTACT = 10_000, 500, 8
SEED = 20_260
HEADER = (
    "Anrede;Titel;Vorname;Nachname;Firma;Abteilung;Position;Straße;PLZ;Ort;Land;Telefon;Mobil;"
    "E-Mail;Webseite;Geburtstag;Notiz"
)
_GIVEN = [
    "Anna",
    "Ben",
    "Clara",
    "David",
    "Emma",
    "Felix",
    "Greta",
    "Hans",
    "Ida",
    "Jonas",
    "Klara",
    "Lukas",
    "Mia",
    "Noah",
    "Olga",
    "Paul",
]
_FIRST = [
    "Alt",
    "Berg",
    "Eich",
    "Fels",
    "Gold",
    "Hof",
    "Kirch",
    "Lang",
    "Neu",
    "Ober",
    "Roth",
    "Sand",
    "Stein",
    "Wald",
    "Winkel",
    "Ziegel",
]
_LAST = [
    "bach",
    "baum",
    "dorf",
    "feld",
    "hagen",
    "hauser",
    "kamp",
    "linger",
    "mann",
    "meier",
    "müller",
    "rieder",
    "stetter",
    "wirth",
]


def measured() -> list[dict[str, str]]:
    from klientel.records.operations import undo_batch

    with TemporaryDirectory() as folder:
        path = Path(folder) / "messe.csv"
        path.write_text(table(ROWS), encoding="utf-8")
        floor = [_floor()]
        new, report = _taken(path)
        again, _report = _taken(path)
    begun = time.perf_counter()
    undo_batch(batch=report.batch, by=_actor())
    undone = ROWS / (time.perf_counter() - begun)
    what = f"import of {ROWS:,} CSV rows, 17 columns"
    return [
        rate(f"{what}: {report.total('new'):,} new", [new], floor, "2,200–3,000 a second"),
        rate(f"{what}: all there", [again], [], "2,200–3,000 a second"),
        rate(f"{what}: taken back", [undone], [], "–"),
    ]


def table(rows: int) -> str:
    """Return a table as an office has it: four people to a firm, the firm's address on each row."""
    chance = random.Random(SEED)
    return "\n".join([HEADER, *(_row(number, chance) for number in range(rows))]) + "\n"


def _row(number: int, chance: random.Random) -> str:
    given, family = chance.choice(_GIVEN), chance.choice(_FIRST) + chance.choice(_LAST)
    firm = number // 4
    cells = (
        chance.choice(("Herr", "Frau")),
        "" if number % 9 else "Dr.",
        given,
        family,
        f"Messebau {firm} GmbH",
        chance.choice(("Einkauf", "Vertrieb", "")),
        "" if number % 5 else "Leitung",
        f"Hafenstraße {firm % 200 + 1}",
        f"{20_000 + firm % 8_000}",
        "Hamburg",
        "Deutschland",
        f"040 {600_000 + firm}-{number % 4 + 10}",
        f"0171 {1_000_000 + number}",
        f"{given}.{number}@messebau{firm}.example".lower(),
        f"https://messebau{firm}.example",
        f"{number % 28 + 1:02}.{number % 12 + 1:02}.{1950 + number % 50}",
        "" if number % 4 else "Ruft lieber vormittags an",
    )
    return ";".join(cells)


def _actor() -> Any:
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.changes.actors import Actor

    administrator = User.objects.filter(role="administrator").order_by("pk")[0]
    return Actor("import", timezone.now(), user_id=administrator.pk)


def _taken(path: Path) -> tuple[float, Any]:
    from klientel.transfer.operations import import_cards

    begun = time.perf_counter()
    report = import_cards(paths=[path], by=_actor())
    return ROWS / (time.perf_counter() - begun), report


def _floor() -> float:
    """Rows a second with nothing but their inserts; the table is that of the other floors."""
    from django.db import connection, transaction

    from bench.writes import FLOOR, FLOOR_ROW

    begun = time.perf_counter()
    for _ in range(ROWS // UNIT):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(FLOOR, [FLOOR_ROW] * UNIT * ROWS_A_CONTACT)
    return ROWS / (time.perf_counter() - begun)
