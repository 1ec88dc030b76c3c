"""How a figure is taken: ours and the floor in turn, three rounds, medians."""

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

ROUNDS = 3
Work = Callable[[], object]


def spent(work: Work) -> float:
    """Return the milliseconds of wall clock that one call took."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def alternating(ours: Sequence[Work], floor: Sequence[Work]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of each call of ours and of the floor; the first round warms up."""
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(ROUNDS + 1):
        for work, taken in ((ours, mine), (floor, theirs)):
            times = [spent(each) for each in work]
            if number:
                taken += times
    return mine, theirs


def row(
    what: str, ours: list[float], floor: list[float], goal: str, unit: str = "ms"
) -> dict[str, str]:
    ratio = median(ours) / median(floor) if floor else 0.0
    return {
        "what": what,
        "ours p50 / p95": f"{median(ours):.1f} / {_p95(ours):.1f} {unit}",
        "floor p50": f"{median(floor):.2f} {unit}" if floor else "–",
        "ratio": f"{ratio:.1f}" if floor else "–",
        "goal": goal,
    }


def rate(what: str, ours: list[float], floor: list[float], goal: str) -> dict[str, str]:
    """A row of rates a second: the medians of both, and the part of the floor that is reached."""
    return {
        "what": what,
        "ours p50 / p95": f"{median(ours):,.0f} a second",
        "floor p50": f"{median(floor):,.0f} a second" if floor else "–",
        "ratio": f"{median(ours) / median(floor):.2f}" if floor else "–",
        "goal": goal,
    }


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[18] if len(values) > 1 else values[0]
