"""How each country's post wants the lines of an address, after the Universal Postal Union.

A layout is the lines below the recipient; `{way}` is the street or the post box. What a country
is not named for is written as most are: postcode before town. Put together from what the postal
services publish, in own words; no library that is kept up to date prints blocks without bringing
a network client along.
"""

from collections.abc import Mapping
from typing import Final

Layout = tuple[str, ...]

USUAL: Final[Layout] = ("{way}", "{postcode} {town}")
_TOWN_POSTCODE: Final[Layout] = ("{way}", "{town} {postcode}")
_TOWN_REGION_POSTCODE: Final[Layout] = ("{way}", "{town} {region} {postcode}")
_POSTCODE_LAST: Final[Layout] = ("{way}", "{town}", "{region}", "{postcode}")

LAYOUTS: Final[Mapping[str, Layout]] = {
    "AU": _TOWN_REGION_POSTCODE,
    "BR": ("{way}", "{town} - {region}", "{postcode}"),
    "CA": _TOWN_REGION_POSTCODE,
    "CN": ("{way}", "{postcode} {town}", "{region}"),
    "ES": ("{way}", "{postcode} {town}", "{region}"),
    "GB": ("{way}", "{town}", "{postcode}"),
    "HU": ("{town}", "{way}", "{postcode}"),
    "IE": ("{way}", "{town}", "{region}", "{postcode}"),
    "IN": ("{way}", "{town} {postcode}", "{region}"),
    "IT": ("{way}", "{postcode} {town} {region}"),
    "JP": ("{way}", "{town}, {region} {postcode}"),
    "KR": _TOWN_REGION_POSTCODE,
    "LV": ("{way}", "{town}, {postcode}"),
    "MX": ("{way}", "{postcode} {town}, {region}"),
    "NZ": _TOWN_POSTCODE,
    "RU": _POSTCODE_LAST,
    "SG": _TOWN_POSTCODE,
    "TH": _TOWN_REGION_POSTCODE,
    "TR": ("{way}", "{postcode} {town} {region}"),
    "UA": _POSTCODE_LAST,
    "US": ("{way}", "{town}, {region} {postcode}"),
    "ZA": ("{way}", "{town}", "{postcode}"),
}
# Where the sender's own country writes its town in capitals, too.
CAPITALS: Final = frozenset({"FR", "GB"})
PO_BOX: Final[Mapping[str, str]] = {
    "AT": "Postfach", "BE": "Postbus", "CH": "Postfach", "CZ": "P. O. Box", "DE": "Postfach",
    "DK": "Postboks", "ES": "Apdo.", "FI": "PL", "FR": "BP", "IT": "Casella Postale",
    "LI": "Postfach", "LU": "B.P.", "NL": "Postbus", "NO": "Postboks", "PL": "skr. poczt.",
    "PT": "Apartado", "SE": "Box", "TR": "PK",
}  # fmt: skip
# Postcodes that are typed in one piece: how many signs come first, and what parts them.
PARTED: Final[Mapping[str, tuple[int, int, str]]] = {
    "CA": (6, 3, " "), "CZ": (5, 3, " "), "GR": (5, 3, " "), "NL": (6, 4, " "), "PL": (5, 2, "-"),
    "PT": (7, 4, "-"), "SE": (5, 3, " "), "SK": (5, 3, " "),
}  # fmt: skip
