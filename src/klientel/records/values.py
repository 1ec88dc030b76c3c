"""What a condition's value means to a column: checked, converted, and as a stretch of days."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from klientel.records.filters import BadValue, Is, Me, Relative, Scalar

OPERATORS: Mapping[str, frozenset[str]] = {
    name: frozenset([*ops.split(), "empty", "not_empty"])
    for name, ops in {
        "text": "is is_not in contains starts",
        "number": "is is_not in gt gte lt lte between",
        "money": "is is_not in gt gte lt lte between",
        "date": "is is_not in gt gte lt lte between within_last within_next",
        "boolean": "is is_not",
        "choice": "is is_not in",
        "user": "is is_not in",
        "reference": "is is_not in",
        "tag": "is is_not in",
    }.items()
} | {"tree": frozenset(("is", "is_not", "in"))}
_ARITY = {"empty": 0, "not_empty": 0, "between": 2}
_MOST_DAYS = 50_000
_MOST_DIGITS = 6
_BEYOND_COLUMNS = 2**63


def arguments(condition: Is, where: str) -> list[Scalar]:
    """Return the condition's values as a list; raises BadValue unless they are as many."""
    value = condition.value
    given = list(value) if isinstance(value, tuple) else [] if value is None else [value]
    right = len(given) == _ARITY.get(condition.op, 1)
    if condition.op == "in":
        right = isinstance(value, tuple)
    elif condition.op != "between":
        right = right and not isinstance(value, tuple)
    if not right:
        raise BadValue(value, where)
    return given


def converted(column: "models.Field[Any, Any]", value: Scalar, where: str) -> Any:
    """Return the value as the column's own type."""
    if isinstance(value, Me | Relative):
        raise BadValue(value, where)
    if isinstance(column, models.BooleanField) != isinstance(value, bool):
        raise BadValue(value, where)
    if isinstance(value, int) and abs(value) >= _BEYOND_COLUMNS:
        raise BadValue(value, where)
    try:
        mine = column.to_python(value)
        if isinstance(column, models.DecimalField | models.IntegerField | models.FloatField):
            column.run_validators(mine)
    except (ValidationError, ValueError, OverflowError):
        raise BadValue(value, where) from None
    return mine


def text(value: Scalar, where: str) -> str:
    if not isinstance(value, str):
        raise BadValue(value, where)
    return value


def days(op: str, given: list[Scalar], today: date, where: str) -> tuple[date | None, date | None]:
    """Return the first and the last day that a condition on dates allows; None is open."""
    try:
        if op.startswith("within_"):
            return _within(op, given[0], today, where)
        spans = [_span(value, today, where) for value in given]
        (first, last), end = spans[0], spans[-1][1]
        allowed: dict[str, tuple[date | None, date | None]] = {
            "is": (first, last),
            "between": (first, end),
            "gte": (first, None),
            "lte": (None, last),
        }
        if op in allowed:
            return allowed[op]
        day = timedelta(days=1)
        return (last + day, None) if op == "gt" else (None, first - day)
    except OverflowError:
        raise BadValue(given, where) from None


def on_days(
    column: "models.Field[Any, Any]", path: str, first: date | None, last: date | None, where: str
) -> models.Q:
    """Return the condition that the column lies on one of these days, in the local zone."""
    if not isinstance(column, models.DateTimeField):
        bounds = {"gte": first, "lte": last}
        return _filled(path, bounds)
    try:
        after = last and last + timedelta(days=1)
        return _filled(path, {"gte": _midnight(first), "lt": _midnight(after)})
    except (OverflowError, ValueError):
        raise BadValue(f"{first}–{last}", where) from None


def _filled(path: str, bounds: Mapping[str, date | None]) -> models.Q:
    return models.Q(**{f"{path}__{op}": day for op, day in bounds.items() if day is not None})


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _span(value: Scalar, today: date, where: str) -> tuple[date, date]:
    if isinstance(value, Relative):
        return value.span(today)
    try:
        day = date.fromisoformat(text(value, where))
    except ValueError:
        raise BadValue(value, where) from None
    return day, day


def _within(op: str, value: Scalar, today: date, where: str) -> tuple[date, date]:
    """Today counts: within the last 0 days is today."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    number = int(value) if isinstance(value, int | str) and (whole or _is_digits(value)) else -1
    if not 0 <= number <= _MOST_DAYS:
        raise BadValue(value, where)
    span = timedelta(days=number)
    return (today - span, today) if op == "within_last" else (today, today + span)


def _is_digits(value: object) -> bool:
    return (
        isinstance(value, str)
        and value.isascii()
        and value.isdigit()
        and len(value) <= _MOST_DIGITS
    )
