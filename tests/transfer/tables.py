"""Tables as test data."""

import io
from pathlib import Path

from klientel.changes.actors import Actor
from klientel.transfer.operations import export_table, import_cards
from klientel.transfer.report import Report
from klientel.transfer.tables.reading import Choices
from klientel.transfer.tables.style import EXACT, Style
from tests.factories import SYSTEM


def table_file(folder: Path, text: str | bytes, name: str = "kontakte.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def taken(
    folder: Path,
    text: str | bytes,
    by: Actor = SYSTEM,
    name: str = "kontakte.csv",
    **choices: object,
) -> Report:
    return import_cards(paths=[table_file(folder, text, name)], choices=Choices(**choices), by=by)


def given(style: Style = EXACT, kind: str = "contact", by: Actor = SYSTEM) -> str:
    stream = io.BytesIO()
    export_table(stream=stream, kind=kind, style=style, by=by)
    return stream.getvalue().decode()
