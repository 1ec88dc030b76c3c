"""What of a card we keep in columns, as our own card would print it. Pure.

The rest stays in the raw card. `shape_of` is one half of a pair with `wording.as_written`: what
the import normalised, the export writes as the card had it.
"""

from dataclasses import dataclass, replace
from typing import Any

from klientel.formats.blocking import unnoted
from klientel.formats.dates import Day, read_vcard_date, vcard_date
from klientel.formats.folding import sort_key
from klientel.formats.names import Gender, Name, split_name
from klientel.formats.postal import country_code
from klientel.formats.vcard import AddressFacts, CardFacts, PointFacts
from klientel.formats.vcard.facts import Use
from klientel.formats.vcard.labels import named

MOST = {
    "family": 120, "given": 120, "additional": 120, "prefix": 60, "suffix": 60, "nickname": 80,
    "phonetic_family": 120, "phonetic_given": 120, "title": 160, "note": 20_000,
    "street": 300, "po_box": 60, "postcode": 20, "town": 120, "region": 80, "extra": 160,
}  # fmt: skip
_NAME = 200
_UNIT = 160
_LABEL = 60
_VALUE = 320
_LANGUAGE = 8
_SEX: dict[Gender, str] = {"female": "F", "male": "M", "": ""}
_LINES = ("street", "po_box", "postcode", "town", "region", "extra")
_TEXTS = ("nickname", "phonetic_family", "phonetic_given")


@dataclass(frozen=True, slots=True)
class Shape:
    """`facts` is what we keep; `points` and `addresses` stand one for each of the card's own,
    None for what no column holds. `shortened` says that something did not fit."""

    facts: CardFacts
    points: tuple[PointFacts | None, ...]
    addresses: tuple[AddressFacts | None, ...]
    shortened: bool

    @property
    def is_office(self) -> bool:
        return self.facts.kind == "org"

    @property
    def organization(self) -> str:
        return self.facts.org[0] if self.facts.org else ""

    @property
    def department(self) -> str:
        return self.facts.org[1] if len(self.facts.org) > 1 else ""

    @property
    def name_key(self) -> str:
        """The name as contacts are sorted by: surname and first name, or the label."""
        said = self.facts
        return sort_key(f"{said.family} {said.given}".strip() or said.fn)[:_NAME]


def organization_key(name: str) -> str:
    """Return the folded name by which organisations are the same."""
    return sort_key(name)[:_NAME]


def shape_of(said: CardFacts) -> Shape:
    """Return what we keep. `facts.fn` is empty when the card names nobody."""
    org = _organization(said)
    use: Use = "business" if org else "private"
    points = tuple(canonical(each, use) if _fits(each) else None for each in said.points)
    addresses = tuple(_address(each, use) for each in said.addresses)
    name = _named(said, org)
    texts: dict[str, Any] = {field: _line(getattr(said, field), MOST[field]) for field in _TEXTS}
    facts = replace(
        name,
        org=org,
        title=_line(said.title or said.role, MOST["title"]) if org else "",
        birthday=_birthday(said),
        note=unnoted(said.note)[: MOST["note"]].strip(),
        categories=_tags(said.categories),
        language=said.language if len(said.language) <= _LANGUAGE else "",
        points=tuple(each for each in points if each),
        addresses=tuple(each for each in addresses if each),
        **texts,
    )
    return Shape(facts, points, addresses, _is_shortened(said))


def full_name(said: CardFacts) -> str:
    """Return the name as the shape would print it."""
    return _named(said, _organization(said)).fn


def canonical(point: PointFacts, otherwise: Use = "") -> PointFacts:
    """Return a number or link with the label and use that every card can say."""
    use = point.use or otherwise
    label, use = named(point.kind, _line(point.label, _LABEL), use)
    value = _line(point.value, _VALUE)
    return PointFacts(point.kind, value, label[:_LABEL], use, point.preferred)


def _line(text: str, most: int) -> str:
    return " ".join(text.split())[:most].strip()


def _fits(point: PointFacts) -> bool:
    return bool(point.value.strip()) and len(point.value) <= _VALUE


def _organization(said: CardFacts) -> tuple[str, ...]:
    name, *units = said.org or ("",)
    name = _line(name, _NAME)
    if not name and said.kind == "org":
        name, units = _line(said.fn or said.family, _NAME), []
    if not name:
        return ()
    department = _line(", ".join(unit for unit in units if unit), _UNIT)
    return (name, department) if department else (name,)


def _named(said: CardFacts, org: tuple[str, ...]) -> CardFacts:
    """Return the name, the kind, and the sex that the name or the card tells."""
    if said.family or said.given or said.additional:
        return _with_parts(said)
    label = _line(said.fn, _NAME)
    is_company = bool(org) and (not label or organization_key(label) == organization_key(org[0]))
    if said.kind == "org" or is_company:
        return CardFacts(fn=label or org[0], kind="org", gender=_gender(said, ""))
    if any(sign.isalpha() for sign in label) and "@" not in label:
        name = split_name(label)
        return _full(said, name, additional="")
    reached = next((each.value for each in said.points if each.kind in {"email", "phone"}), "")
    return CardFacts(fn=label or _line(said.nickname or reached, _NAME), gender=_gender(said, ""))


def _with_parts(said: CardFacts) -> CardFacts:
    """Return N's parts; a 'Herr Dr.' before the name is a salutation and a title."""
    front = split_name(f"{said.prefix} X") if said.prefix else Name(family="X")
    understood = front.family == "X" and not front.given and not front.suffix
    name = Name(
        given=said.given,
        family=said.family,
        title=front.title if understood else said.prefix,
        suffix=said.suffix,
        gender=front.gender if understood else "",
    )
    return _full(said, name, additional=said.additional)


def _full(said: CardFacts, name: Name, *, additional: str) -> CardFacts:
    parts = {
        "prefix": _line(name.title, MOST["prefix"]),
        "given": _line(name.given, MOST["given"]),
        "additional": _line(additional, MOST["additional"]),
        "family": _line(name.family, MOST["family"]),
        "suffix": _line(name.suffix, MOST["suffix"]),
    }
    if not parts["family"] and not parts["given"]:  # further first names alone are first names
        parts |= {"given": parts["additional"], "additional": ""}
    fn = " ".join(part for part in parts.values() if part)
    kind = "org" if said.kind == "org" else "individual"
    return CardFacts(fn=fn, kind=kind, gender=_gender(said, _SEX[name.gender]), **parts)  # type: ignore[arg-type] # the two kinds above


def _gender(said: CardFacts, told: str) -> str:
    if said.gender in {"F", "M"}:
        return said.gender
    return "O" if said.gender in {"O", "N"} else told


def _birthday(said: CardFacts) -> Day | None:
    if said.birthday is None or isinstance(said.birthday, str):
        return None
    return read_vcard_date(vcard_date(said.birthday))


def _tags(categories: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for each in categories:
        tag = _line(each, _LABEL)
        if tag:
            found.setdefault(tag.lower(), tag)
    return tuple(sorted(found.values()))


def _address(said: AddressFacts, otherwise: Use) -> AddressFacts | None:
    lines = {name: getattr(said, name)[: MOST[name]].strip() for name in _LINES}
    if not any(lines.values()):
        return None
    return AddressFacts(
        country=country_code(said.country),
        use=said.use or otherwise,
        label=_line(said.label, _LABEL),
        preferred=said.preferred,
        **lines,
    )


def _is_shortened(said: CardFacts) -> bool:
    texts = ((getattr(said, field), MOST[field]) for field in MOST if hasattr(said, field))
    lines = ((getattr(each, name), MOST[name]) for each in said.addresses for name in _LINES)
    named_ = [(said.fn, _NAME), *((unit, _UNIT) for unit in said.org[1:])]
    more = [(unit, _NAME) for unit in said.org[:1]] + [(each, _LABEL) for each in said.categories]
    points = [(each.value, _VALUE) for each in said.points]
    every = (*texts, *lines, *named_, *more, *points)
    return any(len(text.strip()) > most for text, most in every)
