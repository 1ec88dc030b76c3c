"""A card of facts alone, when none was kept."""

from base64 import b64encode
from functools import lru_cache

from klientel.formats.dates import Day, vcard_date
from klientel.formats.vcard.cards import Params, Property
from klientel.formats.vcard.facts import AddressFacts, CardFacts, Kind, PointFacts, PointKind, Use
from klientel.formats.vcard.labels import types_for, written_for
from klientel.formats.vcard.values import escaped
from klientel.formats.vcard.versions import Version

NAME = ("family", "given", "additional", "prefix", "suffix")
TEXTS = (
    ("uid", "UID"),
    ("fn", "FN"),
    ("nickname", "NICKNAME"),
    ("phonetic_family", "X-PHONETIC-LAST-NAME"),
    ("phonetic_given", "X-PHONETIC-FIRST-NAME"),
    ("title", "TITLE"),
    ("role", "ROLE"),
    ("language", "LANG"),
    ("note", "NOTE"),
    ("rev", "REV"),
)
ADDRESS = ("po_box", "extra", "street", "town", "region", "postcode", "country")
OMIT_YEAR = "X-APPLE-OMIT-YEAR"
NAME_OF = {"phone": "TEL", "email": "EMAIL", "url": "URL", "messenger": "IMPP"}
_NO_YEAR = len("--0322")


def fresh_properties(said: CardFacts, version: Version) -> list[Property]:
    """Return the properties that say these facts; 3.0 asks for an N even of a company."""
    found = [Property("", name, (), value) for name, value in _texts(said) if value]
    name = ";".join(escaped(getattr(said, field)) for field in NAME)
    if version == "3.0" or len(name) >= len(NAME):
        found.insert(0, Property("", "N", (), name))
    for day_name, day in (("BDAY", said.birthday), (_anniversary(version), said.anniversary)):
        if day:
            value, params = day_value(day, version)
            found.append(Property("", day_name, params, value))
    found += kind_properties(said.kind, version)
    labelled = _Labelled()
    found += [_point(point, labelled, version) for point in said.points]
    found += [_address(address, labelled, version) for address in said.addresses]
    if said.photo:
        found.append(photo_property(said.photo, version))
    return found + labelled.labels


def photo_property(jpeg: bytes, version: Version) -> Property:
    data = b64encode(jpeg).decode()
    if version == "4.0":
        return Property("", "PHOTO", (), f"data:image/jpeg;base64,{data}")
    return Property("", "PHOTO", (("ENCODING", ("b",)), ("TYPE", ("JPEG",))), data)


def _texts(said: CardFacts) -> list[tuple[str, str]]:
    return [
        *((name, escaped(getattr(said, field))) for field, name in TEXTS),
        ("GENDER", escaped(said.gender)),
        ("ORG", ";".join(map(escaped, said.org))),
        ("CATEGORIES", ",".join(map(escaped, said.categories))),
    ]


def _anniversary(version: Version) -> str:
    return "ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY"


def day_value(day: Day | str | None, version: Version) -> tuple[str, Params]:
    """Return value and parameters of a day; 3.0 knows one without year only as Apple writes it."""
    if day is None or isinstance(day, str):
        return escaped(day or ""), ((("VALUE", ("text",)),) if day else ())
    value = vcard_date(day)
    if version == "3.0" and value.startswith("--") and len(value) == _NO_YEAR:
        return f"1604-{value[2:4]}-{value[4:]}", ((OMIT_YEAR, ("1604",)),)
    return value, ()


def kind_properties(kind: Kind, version: Version) -> list[Property]:
    if kind == "individual":
        return []
    if version == "4.0":
        return [Property("", "KIND", (), kind)]
    if kind == "org":
        return [Property("", "X-ABSHOWAS", (), "COMPANY")]
    return [Property("", "X-ADDRESSBOOKSERVER-KIND", (), "group")]


class _Labelled:
    """Groups item1, item2 … with the X-ABLabel of each."""

    def __init__(self) -> None:
        self.labels: list[Property] = []

    def group_for(self, text: str) -> str:
        if not text:
            return ""
        group = f"item{len(self.labels) + 1}"
        self.labels.append(Property(group, "X-ABLABEL", (), escaped(text)))
        return group


def preference(version: Version) -> Params:
    return (("PREF", ("1",)),) if version == "4.0" else (("TYPE", ("PREF",)),)


@lru_cache(maxsize=512)
def _point_params(
    kind: PointKind, label: str, use: Use, version: Version, *, preferred: bool
) -> Params:
    service: Params = (("X-SERVICE-TYPE", (label,)),) if kind == "messenger" else ()
    types = tuple(("TYPE", (word,)) for word in types_for(kind, label, use))
    return service + types + (preference(version) if preferred else ())


def _point(fact: PointFacts, labelled: _Labelled, version: Version) -> Property:
    params = _point_params(fact.kind, fact.label, fact.use, version, preferred=fact.preferred)
    group = labelled.group_for(written_for(fact.kind, fact.label))
    return Property(group, NAME_OF[fact.kind], params, plain_or_escaped(fact.value))


def plain_or_escaped(value: str) -> str:
    """Return a number or link as URIs are written: commas and semicolons stay as they are."""
    return escaped(value) if "\\" in value or "\n" in value or "\r" in value else value


def _address(fact: AddressFacts, labelled: _Labelled, version: Version) -> Property:
    params: Params = tuple(("TYPE", (word,)) for word in types_for("email", "", fact.use))
    params += preference(version) if fact.preferred else ()
    value = ";".join(escaped(getattr(fact, name)) for name in ADDRESS)
    return Property(labelled.group_for(fact.label), "ADR", params, value)
