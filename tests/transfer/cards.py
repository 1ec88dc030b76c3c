"""Cards as test data: written as files write them, and many at once."""

import io
from collections.abc import Iterator
from pathlib import Path

from klientel.changes.actors import Actor
from klientel.changes.models import Counter
from klientel.transfer.operations import export_cards, import_cards
from klientel.transfer.report import OUTCOMES, Report
from tests.factories import SYSTEM


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def file_of(folder: Path, *cards: str, name: str = "cards.vcf") -> Path:
    path = folder / name
    path.write_bytes("".join(cards).encode())
    return path


def imported(folder: Path, *cards: str, by: Actor = SYSTEM, name: str = "cards.vcf") -> Report:
    return import_cards(paths=[file_of(folder, *cards, name=name)], by=by)


def outcomes(report: Report) -> dict[str, int]:
    """Return how many cards became what; what none became is left out."""
    return {each: report.total(each) for each in OUTCOMES if report.total(each)}


def reasons(report: Report) -> list[tuple[int, str, str]]:
    return [(line.line, line.outcome, line.reason) for line in report.lines]


def exported(version: str = "3.0", by: Actor = SYSTEM) -> str:
    stream = io.BytesIO()
    export_cards(stream=stream, version=version, by=by)
    return stream.getvalue().decode()


def revision() -> int:
    return Counter.objects.get().value


def synthetic(count: int) -> Iterator[str]:
    """Yield cards of an office's size: five to a company, phones, mail, addresses, a tag."""
    for number in range(count):
        company = number // 5
        yield card(
            f"UID:synthetic-{number}",
            f"N:Berg{number};Anna;;Dr.;",
            f"FN:Dr. Anna Berg{number}",
            f"ORG:Werk {company} GmbH;Einkauf",
            "TITLE:Leiterin",
            f"TEL;TYPE=WORK,VOICE:+49 40 66969-{number}",
            f"TEL;TYPE=CELL:+49 171 {number:07}",
            f"EMAIL;TYPE=WORK:anna.berg{number}@werk{company}.example",
            f"ADR;TYPE=WORK:;;Musterkai {company};Hamburg;;20457;Deutschland",
            f"ADR;TYPE=HOME:;;Aarweg {number};Stade;;21682;Deutschland",
            "BDAY:1980-03-22",
            "CATEGORIES:Messe",
            f"X-HOUSE:{number}",
        )
