"""P11: our vCard codec against a floor codec, alternating three times, medians.

The floor does what no codec can leave out: split lines at the colon and put them together.
It knows no folding, charset, escape, group or version, and would lose half of real cards.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from klientel.formats.vcard import Card, read_cards, write_card

CARDS = 10_000
ROUNDS = 3
GOALS = {"parse": (0.25, 15_000), "serialise": (0.35, 53_000)}
ORDINARY = """BEGIN:VCARD
VERSION:3.0
UID:0190e7a2-6b0c-7c3e-9d8f-{number:012}
N:Köhler-Stein;Anna {number};;Dr.;
FN:Dr. Anna {number} Köhler-Stein
ORG:Hanseatische Werft GmbH;Einkauf
TITLE:Leiterin Einkauf
TEL;TYPE=WORK,VOICE:+49 40 66969-{number}
TEL;TYPE=CELL:+49 171 {number}
EMAIL;TYPE=WORK:anna.{number}@werft.example
ADR;TYPE=WORK:;;Reiherdamm 5;Hamburg;;20457;Deutschland
URL;TYPE=WORK:https://werft.example
BDAY:1980-03-22
NOTE:Ruft lieber vormittags an\\, nie freitags.
END:VCARD
"""

FloorCard = list[tuple[str, list[str], str]]


def floor_read(data: bytes) -> list[FloorCard]:
    cards: list[FloorCard] = []
    card: FloorCard = []
    for line in data.decode().splitlines():
        head, _, value = line.partition(":")
        name, *params = head.split(";")
        if name == "BEGIN":
            card = []
        elif name == "END":
            cards.append(card)
        else:
            card.append((name.upper(), params, value))
    return cards


def floor_write(cards: list[FloorCard]) -> list[str]:
    return [
        "\r\n".join(
            [
                "BEGIN:VCARD",
                *(f"{';'.join([name, *params])}:{value}" for name, params, value in card),
                "END:VCARD\r\n",
            ]
        )
        for card in cards
    ]


def our_read(data: bytes) -> list[Card]:
    return [card for card in read_cards(data) if isinstance(card, Card)]


def our_write(cards: list[Card]) -> list[str]:
    return [write_card(card) for card in cards]


def rate(work: Callable[[Any], list[Any]], given: object) -> float:
    start = time.perf_counter()
    done = work(given)
    return len(done) / (time.perf_counter() - start)


def measured() -> dict[str, tuple[float, float]]:
    """Return cards a second, ours and the floor's, for each goal."""
    text = "".join(ORDINARY.format(number=number) for number in range(CARDS))
    data = text.replace("\n", "\r\n").encode()
    ours, floor = our_read(data), floor_read(data)
    if "".join(our_write(ours)).encode() != data:
        sys.exit("the round trip is not equal")
    rates: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in GOALS}
    for _ in range(ROUNDS):
        rates["parse"][0].append(rate(our_read, data))
        rates["parse"][1].append(rate(floor_read, data))
        rates["serialise"][0].append(rate(our_write, ours))
        rates["serialise"][1].append(rate(floor_write, floor))
    return {name: (median(own), median(low)) for name, (own, low) in rates.items()}


def main() -> int:
    print("| P11 | ours, cards a second | floor | ratio | goal | |")
    print("|---|---|---|---|---|---|")
    missed = 0
    for name, (own, low) in measured().items():
        ratio, absolute = GOALS[name]
        met = own / low >= ratio
        missed += not met
        goal = f"≥ {ratio} × ({absolute:,})"
        print(
            f"| {name} | {own:,.0f} | {low:,.0f} | {own / low:.2f} | {goal} | {'met' if met else 'missed'} |"
        )
    return min(missed, 1)


if __name__ == "__main__":
    sys.exit(main())
