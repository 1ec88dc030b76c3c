"""Postal addresses as each country writes them, and countries by their names."""

from dataclasses import dataclass
from functools import lru_cache

from klientel.formats.folding import german, plain
from klientel.formats.states import STATE_NAMES, german_state

__all__ = [
    "STATE_NAMES",
    "PostalAddress",
    "address_lines",
    "country_code",
    "country_name",
    "german_state",
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


def address_lines(address: PostalAddress, *, home: str = "DE", language: str = "de") -> list[str]:
    """Return the lines of an address block: no empty one, its own country's order.

    Abroad, town and country stand in capitals, the country alone on the last line (DIN 5008).
    """
    country = address.country or home
    abroad = country != home
    lines = [*address.recipient, address.extra, *_way(address, country)]
    lines += _town_lines(address, country, abroad=abroad)
    if abroad:
        lines.append(country_name(country, language).upper())
    return [line for line in (" ".join(each.split()) for each in _single(lines)) if line]


def _single(lines: list[str]) -> list[str]:
    return [part for line in lines for part in line.splitlines()]


_PO_BOX = {"DE": "Postfach", "AT": "Postfach", "CH": "Postfach", "FR": "BP", "NL": "Postbus"}


def _way(address: PostalAddress, country: str) -> list[str]:
    """Return the street, or the post box: the two are never both on a letter."""
    box = address.po_box.strip()
    if not box:
        return [address.street]
    word = _PO_BOX.get(country, "PO Box")
    return [f"{word} {box}" if box[0].isdigit() else box]


_TOWN_FIRST = frozenset({"AU", "CA", "GB", "IE", "IN", "NZ", "SG", "US", "ZA"})
_REGION_AFTER = frozenset({"AU", "CA", "US"})


def _town_lines(address: PostalAddress, country: str, *, abroad: bool) -> list[str]:
    town = address.town.strip()
    if abroad or country in {"FR", "GB"}:
        town = town.upper()
    postcode = address.postcode.strip()
    if country == "GB":
        return [town, postcode.upper()]
    if country in _REGION_AFTER:
        region = address.region.strip()
        comma = "," if country == "US" and town and region else ""
        return [f"{town}{comma} {region} {postcode}"]
    if country in _TOWN_FIRST:
        return [f"{town} {postcode}"]
    if country == "NL" and len(postcode) == len("1012AB"):
        postcode = f"{postcode[:4]} {postcode[4:].upper()}"
    return [f"{postcode} {town}"]


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
