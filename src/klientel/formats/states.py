"""The German federal states, and which of them a postcode lies in."""

from bisect import bisect_right

STATE_NAMES = {
    "DE-BW": "Baden-Württemberg",
    "DE-BY": "Bayern",
    "DE-BE": "Berlin",
    "DE-BB": "Brandenburg",
    "DE-HB": "Bremen",
    "DE-HH": "Hamburg",
    "DE-HE": "Hessen",
    "DE-MV": "Mecklenburg-Vorpommern",
    "DE-NI": "Niedersachsen",
    "DE-NW": "Nordrhein-Westfalen",
    "DE-RP": "Rheinland-Pfalz",
    "DE-SL": "Saarland",
    "DE-SN": "Sachsen",
    "DE-ST": "Sachsen-Anhalt",
    "DE-SH": "Schleswig-Holstein",
    "DE-TH": "Thüringen",
}

# Postcodes do not follow state borders everywhere: one that serves towns of two states is given
# to the state where more of its people live. Compiled from the range list at
# cebus.net/de/plz-bundesland.htm, checked against the list of all codes in use (8,210) and the
# towns they serve; ranges take in the post-box codes between.
_RANGES = {
    "DE-BW": (
        "68001-68312 68520-68549 68701-69234 69240-69429 69435-69469 69489-69502 "
        "69510-69514 70001-76709 77601-79879 88001-88099 88147 88181-89198 89501-89619 "
        "97861-97877 97893-97900 97911-97999"
    ),
    "DE-BY": (
        "63701-63939 80001-87490 87493-87561 87571-87789 88101-88146 88148-88179 89201-89449 "
        "90001-96489 "
        "97001-97859 97888-97892 97901-97909"
    ),
    "DE-BE": "10001-12528 12530-14330",
    "DE-BB": (
        "01941-01998 03001-03253 04891-04938 12529 14401-16949 17261-17291 17326 17337 19307-19357"
    ),
    "DE-HB": "27501-27580 28001-28779",
    "DE-HH": "20001-21170 22001-22786 27499",
    "DE-HE": (
        "34001-34329 34356-34399 34441-36399 37195 37201-37299 55240-55252 60001-63699 "
        "64201-65556 65583-65620 65627 65701-65936 68501-68519 68601-68649 69235-69239 "
        "69430-69434 69479-69488 69503-69509 69515-69518"
    ),
    "DE-MV": (
        "17001-17259 17301-17322 17328-17335 17338-19260 19274-19306 19358-19417 23921-23999"
    ),
    "DE-NI": (
        "19271-19273 21202-21449 21522 21601-21789 26001-27478 27607-27809 28784-29399 "
        "29431-31868 34331-34355 37001-37194 37197-37199 37401-37649 37689-37691 "
        "37697-38479 38501-38729 48442-48465 48478-48480 48486-48488 48497-48531 "
        "49001-49459 49551-49849"
    ),
    "DE-NW": (
        "32001-33829 34401-34439 37651-37688 37692-37696 40001-48432 48466-48477 "
        "48481-48485 48489-48496 48541-48739 49461-49549 50101-51597 51601-53359 "
        "53581-53604 53621-53949 57001-57489 58001-59969"
    ),
    "DE-RP": (
        "51598 53401-53579 53614-53619 54181-55239 55253-56869 57501-57648 65558-65582 "
        "65621-65626 65629 66461-66509 66841-67829 76711-76891"
    ),
    "DE-SL": "66001-66459 66511-66839",
    "DE-SN": (
        "01001-01936 02601-02999 04001-04579 04641-04889 07919 07951-07952 07982 07985 08001-09669"
    ),
    "DE-ST": "06001-06548 06601-06928 29401-29416 38481-38489 38801-39649",
    "DE-SH": "21451-21521 21524-21529 22801-23919 24001-25999 27483-27498",
    "DE-TH": (
        "04581-04639 06551-06578 07301-07918 07920-07950 07953-07981 07983-07984 "
        "07986-07989 36401-36469 37301-37359 96501-96529 98501-99998"
    ),
}


def _table() -> list[tuple[int, int, str]]:
    found = []
    for state, ranges in _RANGES.items():
        for each in ranges.split():
            first, _, last = each.partition("-")
            found.append((int(first), int(last or first), state))
    return sorted(found)


_TABLE = _table()
_DIGITS = 5


def postcodes_in(state: str) -> list[tuple[str, str]]:
    """Return the first and last postcode of each range of a state, such as 'DE-HE'."""
    return [
        (f"{first:0{_DIGITS}}", f"{last:0{_DIGITS}}") for first, last, of in _TABLE if of == state
    ]


def german_state(postcode: str) -> str:
    """Return the ISO code of the state, such as 'DE-HE'; '' if no German postcode."""
    digits = postcode.strip().upper().removeprefix("D-").removeprefix("DE-")
    if len(digits) != _DIGITS or not digits.isdecimal():
        return ""
    number = int(digits)
    at = bisect_right(_TABLE, number, key=lambda row: row[0]) - 1
    if at < 0 or number > _TABLE[at][1]:
        return ""
    return _TABLE[at][2]
