"""Postal addresses as each country writes them, and countries by their names."""

import re
from dataclasses import dataclass
from functools import lru_cache

from klientel.formats.folding import german, plain
from klientel.formats.postal_layouts import CAPITALS, LAYOUTS, PARTED, PO_BOX, USUAL
from klientel.formats.states import STATE_NAMES, german_state

__all__ = [
    "STATE_NAMES",
    "PostalAddress",
    "address_lines",
    "country_code",
    "country_name",
    "german_state",
    "posting_language",
]

_ALIASES = {
    "AT": ("A", "AUT", "Oesterreich", "Republik Österreich"),
    "BE": ("B", "BEL"),
    "CH": ("CHE", "Suisse", "Svizzera", "Schweizerische Eidgenossenschaft"),
    "CZ": ("CZE", "Tschechische Republik", "Czech Republic"),
    "DE": ("D", "DEU", "GER", "BRD", "Bundesrepublik Deutschland", "Allemagne", "Duitsland"),
    "DK": ("DNK", "Danmark"),
    "ES": ("ESP", "España"),
    "FR": ("F", "FRA"),
    "GB": (
        "UK",
        "GBR",
        "U.K.",
        "England",
        "Schottland",
        "Scotland",
        "Wales",
        "Nordirland",
        "Northern Ireland",
        "Great Britain",
        "Großbritannien",
    ),
    "IT": ("I", "ITA", "Italia"),
    "LI": ("FL",),
    "LU": ("L", "LUX"),
    "NL": ("NLD", "Holland", "Nederland", "The Netherlands"),
    "PL": ("POL", "Polska"),
    "US": ("USA", "U.S.A.", "U.S.", "Vereinigte Staaten von Amerika", "United States of America"),
}


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """Where a letter goes. `country` is an ISO code; '' is the country it is posted in.

    `recipient` are the lines above: the company, the department, the person.
    """

    recipient: tuple[str, ...] = ()
    extra: str = ""
    street: str = ""
    po_box: str = ""
    postcode: str = ""
    town: str = ""
    region: str = ""
    country: str = ""


def address_lines(
    address: PostalAddress, *, home: str = "DE", language: str | None = None
) -> list[str]:
    """Return the lines of an address block: no empty one, its own country's order.

    Abroad, town and country stand in capitals, the country alone on the last line (DIN 5008), in
    the language of the country it is posted in, or the one that is named.
    """
    country = address.country or home
    abroad = country != home
    lines = [*address.recipient, address.extra, *_place(address, country, abroad=abroad)]
    if abroad:
        lines.append(country_name(country, language or posting_language(home)).upper())
    return [line for line in (" ".join(each.split()) for each in _single(lines)) if line]


@lru_cache(maxsize=256)
def posting_language(country: str) -> str:
    """Return the language that a country's post reads first: German where it is one of them."""
    from babel.languages import get_official_languages

    spoken = [code[:2] for code in get_official_languages(country, de_facto=True)]
    return "de" if "de" in spoken or not spoken else spoken[0]


def _single(lines: list[str]) -> list[str]:
    return [part for line in lines for part in line.splitlines()]


def _place(address: PostalAddress, country: str, *, abroad: bool) -> list[str]:
    """Return the lines below the recipient, by the country's layout."""
    capitals = abroad or country in CAPITALS
    town, region = address.town.strip(), address.region.strip()
    values = {
        "way": _way(address, country),
        "town": town.upper() if capitals else town,
        "region": region if country in _REGION_SHOWN else "",
        "postcode": _postcode(address.postcode, country),
    }
    layout = LAYOUTS.get(country, USUAL)
    if not values["region"]:
        layout = tuple(_NO_REGION.sub("", line) for line in layout)
    return [line.format(**values).strip(" ,") for line in layout]


_REGION_SHOWN = frozenset(code for code, lines in LAYOUTS.items() if "{region}" in " ".join(lines))
_NO_REGION = re.compile(r"(?:, | - | )?\{region\}")


def _postcode(typed: str, country: str) -> str:
    """Return the postcode as its country parts it, without the sign of a country before it."""
    code = typed.strip().upper()
    if country not in _SIGN_BELONGS:
        code = _SIGN.sub("", code)
    length, first, between = PARTED.get(country, (0, 0, ""))
    if length and len(code) == length and code.isalnum():
        return f"{code[:first]}{between}{code[first:]}"
    return code


_SIGN = re.compile(r"^[A-Z]{1,3}-(?=\d)")
_SIGN_BELONGS = frozenset({"LT", "LV", "MD"})


def _way(address: PostalAddress, country: str) -> str:
    """Return the street, or the post box: the two are never both on a letter."""
    box = address.po_box.strip()
    if not box:
        return address.street
    return f"{PO_BOX.get(country, 'PO Box')} {box}" if box[0].isdigit() else box


def _key(text: str) -> str:
    return plain(" ".join(text.split())).strip(" .")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    from babel import Locale

    found: dict[str, str] = {}
    for language in ("en", "fr", "nl", "it", "de"):
        for code, name in Locale(language).territories.items():
            if len(code) == len("DE") and code not in {"EU", "EZ", "UN", "ZZ"}:
                found[_key(name)] = found[german(name)] = code
                found[code.lower()] = code
    for code, names in _ALIASES.items():
        found.update((_key(name), code) for name in names)
    return found


def country_code(text: str) -> str:
    """Return the ISO code of a country written in German or English; '' if unknown."""
    return _codes().get(_key(text), "") if text else ""


@lru_cache(maxsize=1_024)
def country_name(code: str, language: str = "de") -> str:
    """Return the country's name in a language; the code itself if it is unknown."""
    from babel import Locale

    return str(Locale(language).territories.get(code.upper(), code))
