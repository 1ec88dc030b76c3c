"""A contact → its row in our own table; the inverse of reading it. Pure."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from klientel.formats.blocking import in_words, unnoted
from klientel.formats.dates import Day, german_date, vcard_date
from klientel.formats.postal import country_name
from klientel.formats.vcard import AddressFacts, CardFacts, PointFacts
from klientel.transfer.completing import plain_first
from klientel.transfer.known import Known
from klientel.transfer.shape import canonical
from klientel.transfer.tables.fields import FIELDS, ONE_LABEL, OWN
from klientel.transfer.tables.packing import BETWEEN, packed
from klientel.transfer.tables.places import LINES, packed_address
from klientel.transfer.tables.reach import packed_point
from klientel.transfer.tables.style import Style

_SEXES: Final = {"F": ("Frau", "Ms"), "M": ("Herr", "Mr"), "O": ("divers", "diverse")}
_TEXTS = ("prefix", "given", "additional", "family", "suffix", "nickname", "phonetic_given",
          "phonetic_family", "title", "note", "language", "uid")  # fmt: skip


def header(style: Style) -> list[str]:
    return [FIELDS[code].name(style.language) for code in OWN]


def row_of(known: Known, style: Style) -> list[str]:
    """Return the contact's cells, in the order of `header`."""
    facts = known.facts
    cells = {code: getattr(facts, code) for code in _TEXTS}
    cells |= {
        "number": str(known.number or ""),
        "kind": _word(("Stelle", "Office") if facts.kind == "org" else ("Person", "Person"), style),
        "salutation": _word(_SEXES.get(facts.gender, ("", "")), style),
        "fn": "" if facts.family or facts.given else facts.fn,
        "org": facts.org[0] if facts.org else "",
        "household": _word(("ja", "yes"), style) if known.in_household else "",
        "department": facts.org[1] if len(facts.org) > 1 else "",
        "birthday": _day(facts.birthday, style),
        "tags": packed([tag] for tag in facts.categories),
        "note": unnoted(facts.note),  # the objections have a column of their own
        "blocked": in_words(known.blocked, style.language),
        "revision": known.revision,
    }
    cells |= _reach(facts) | _places(facts, style)
    preferred = [*_preferred_points(facts), *_preferred_places(facts, known)]
    cells["preferred"] = packed([each] for each in dict.fromkeys(preferred))
    return [cells.get(code, "") for code in OWN]


def _word(words: tuple[str, str], style: Style) -> str:
    return words[0] if style.language == "de" else words[1]


def _day(day: Day | str | None, style: Style) -> str:
    if day is None or isinstance(day, str):
        return day or ""
    if style.is_exact or style.language != "de":
        return vcard_date(day)
    return german_date(day)


def _reach(facts: CardFacts) -> dict[str, str]:
    """Return numbers and links by column; what no column holds stands in the list of the rest."""
    values: dict[str, list[str]] = {}
    rest: list[PointFacts] = []
    for point in facts.points:
        column = _column(point, facts.points)
        if column:
            values.setdefault(column, []).append(point.value)
        else:
            rest.append(point)
    found = {column: BETWEEN.join(each) for column, each in values.items()}
    return found | {"points": packed(map(packed_point, rest))}


def _column(point: PointFacts, points: Sequence[PointFacts]) -> str:
    """Return the point's column, '' if it could not be told from it again."""
    fact = canonical(point)
    twice = Counter(each.value for each in points)[point.value] > 1
    plain = fact == point and not (point.preferred and twice)
    plain = plain and ":::" not in point.value and point.value == point.value.strip()
    return ONE_LABEL.get((fact.kind, fact.label, fact.use), "") if plain else ""


def _preferred_points(facts: CardFacts) -> list[str]:
    return [each.value for each in facts.points if each.preferred and _column(each, facts.points)]


def _places(facts: CardFacts, style: Style) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = list(facts.addresses)
    for use in ("business", "private"):
        first = plain_first(facts.addresses, use)
        if first is not None:
            rest.remove(first)
            found |= {f"address.{use}.{line}": getattr(first, line) for line in LINES}
            found[f"address.{use}.country"] = _country(first, style)
    found["addresses"] = packed(map(packed_address, rest))
    return found


def _country(address: AddressFacts, style: Style) -> str:
    if style.is_exact or not address.country:
        return address.country
    return country_name(address.country, style.language)


def _preferred_places(facts: CardFacts, known: Known) -> list[str]:
    """Return the columns of own addresses that are preferred; the company's says it elsewhere."""
    own = [each for at, each in enumerate(facts.addresses) if at not in known.lent]
    firsts = ((use, plain_first(facts.addresses, use)) for use in ("business", "private"))
    return [
        f"address.{use}"
        for use, first in firsts
        if first is not None and first.preferred and first in own
    ]
