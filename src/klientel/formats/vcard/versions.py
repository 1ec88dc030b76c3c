"""What one version says otherwise than another: pictures, preference, numbers, days."""

import re
from typing import Literal
from urllib.parse import unquote

from klientel.formats.vcard.cards import Card, Params, Property

Version = Literal["3.0", "4.0"]

_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_DATA = re.compile(r"data:([A-Za-z0-9.+/-]*+)(?:;(?!base64,)[^;,]*+)*+;base64,", re.IGNORECASE)
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)\Z")
_APPLE_NO_YEAR = "X-APPLE-OMIT-YEAR"
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}


def converted(card: Card, version: Version) -> list[Property]:
    """Return the properties as `version` says them; what both say alike stays as it is."""
    if version == card.version:
        return card.properties
    if version == "4.0":
        return [_to_four(each) for each in card.properties]
    if card.version == "4.0":
        return [_to_three(each) for each in card.properties]
    return card.properties


def _without(params: Params, *names: str) -> Params:
    return tuple(each for each in params if each[0] not in names)


def _to_four(each: Property) -> Property:
    if each.is_base64 and each.name in _BINARY:
        kind = next(iter(each.param("TYPE").lower().split(","))) or "jpeg"
        mime = kind if "/" in kind else f"{_MEDIA[each.name]}/{kind}"
        params = _without(each.params, "ENCODING", "TYPE", "VALUE")
        return each._replace(params=params, value=f"data:{mime};base64,{each.value}")
    if each.param(_APPLE_NO_YEAR):
        day = each.value.replace("-", "")[4:8]
        return each._replace(params=_without(each.params, _APPLE_NO_YEAR), value=f"--{day}")
    return _preference_to_four(each)


def _preference_to_four(each: Property) -> Property:
    if "PREF" not in each.types:
        return each
    params: list[tuple[str, tuple[str, ...]]] = []
    for name, values in each.params:
        kept = values
        if name == "TYPE":
            kept = tuple(kind for value in values for kind in value.split(",") if kind)
            kept = tuple(kind for kind in kept if kind.upper() != "PREF")
        if kept:
            params.append((name, kept))
    return each._replace(params=(*params, ("PREF", ("1",))))


def _to_three(each: Property) -> Property:
    found = _DATA.match(each.value) if each.value[:5].lower() == "data:" else None
    if found:
        kind = found[1].rpartition("/")[2].upper() or "JPEG"
        params = _without(each.params, "VALUE", "MEDIATYPE", "ENCODING", "TYPE")
        params = (("ENCODING", ("b",)), ("TYPE", (kind,)), *params)
        return each._replace(params=params, value=each.value[found.end() :])
    day = _NO_YEAR.match(each.value)
    if day and each.name in {"BDAY", "ANNIVERSARY"}:
        params = (*each.params, (_APPLE_NO_YEAR, ("1604",)))
        return each._replace(params=params, value=f"1604-{day[1]}-{day[2]}")
    if each.name == "TEL" and each.value[:4].lower() == "tel:":
        return _number_to_three(each)
    return _preference_to_three(each)


def _number_to_three(each: Property) -> Property:
    number = unquote(each.value[4:]).replace(";ext=", " x")
    plain = each._replace(params=_without(each.params, "VALUE"), value=number)
    return _preference_to_three(plain)


def _preference_to_three(each: Property) -> Property:
    if each.param("PREF") != "1":
        return each
    return each._replace(params=(*_without(each.params, "PREF"), ("TYPE", ("PREF",))))
