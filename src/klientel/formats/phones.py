"""Phone numbers: read, shown, and as digits that a search finds."""

import re
from functools import lru_cache
from typing import NamedTuple

_EXTENSION = re.compile(
    r"[\s,;/-]*+(?:;?ext[.=]?|x|app(?:arat)?|durchwahl|dw|nebenstelle|nst)[ .:-]{0,3}(\d{1,7})\s*\Z",
    re.IGNORECASE | re.ASCII,
)
_LEAD = re.compile(r"(?:tel(?:efon)?|fon|phone|mobil|handy|fax)[.: ]++", re.IGNORECASE | re.ASCII)
_OPTIONAL_ZERO = re.compile(r"\(\s?0\s?\)")
_NOT_A_DIGIT = re.compile(r"[^0-9]++")
_TYPED = re.compile(r"[0-9][ /().-]++(?=[0-9(])")
_QUERY = re.compile(r"[0-9+()/.\s\xa0‐‑–-]*+\Z")
_NOT_DIALLED = re.compile(r"[^0-9+*#]++")
_SPACES = re.compile(r"\s++")
_MAX_CHARACTERS = 80
_HYPHENED = re.compile(r"(.*[0-9])\s?[-‐‑–]\s?[0-9]{1,5}\s*\Z", re.ASCII)
_MIN_STEM = 5
_MAX_CODE = 3
_MIN_DIGITS = 2


class Phone(NamedTuple):
    e164: str
    national: str
    international: str
    extension: str


class Plan(NamedTuple):
    """How a country writes its numbers: +49 and 0 for Germany."""

    code: str
    trunk: str


_HYPHENS_MEAN_NOTHING = (Plan("1", "1"), Plan("7", "8"))


@lru_cache(maxsize=512)
def plan_of(country: str) -> Plan:
    """Return the dialling plan of an ISO country; empty if it has none."""
    import phonenumbers

    code = phonenumbers.country_code_for_region(country.upper())
    if not code:
        return Plan("", "")
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country.upper())
    return Plan(str(code), (metadata and metadata.national_prefix) or "")


@lru_cache(maxsize=2_048)
def _plan_of_code(code: str) -> Plan | None:
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(int(code))
    return None if region == "ZZ" else Plan(code, plan_of(region).trunk)


def _plan_of_digits(digits: str) -> Plan | None:
    for length in range(1, _MAX_CODE + 1):
        head = digits[:length]
        if len(head) == length and head[0] != "0":
            found = _plan_of_code(head)
            if found:
                return found
    return None


def parsed(text: str, country: str = "DE") -> Phone | None:
    """Return the number that `text` means when written in `country`; None if it is none."""
    import phonenumbers

    if len(text) > _MAX_CHARACTERS:
        return None
    try:
        number = phonenumbers.parse(text, country.upper())
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    extension, number.extension = number.extension or "", None
    shape = phonenumbers.PhoneNumberFormat
    return Phone(
        phonenumbers.format_number(number, shape.E164),
        phonenumbers.format_number(number, shape.NATIONAL),
        phonenumbers.format_number(number, shape.INTERNATIONAL),
        extension,
    )


def shown(text: str, country: str = "DE") -> str:
    """Return a number for people: as typed if typed in groups, otherwise in the usual ones."""
    text = _SPACES.sub(" ", text.strip())
    if _TYPED.search(text) or any(sign.isalpha() for sign in text):
        return text
    phone = parsed(text, country)
    if phone is None:
        return text
    at_home = phone.e164.startswith(f"+{plan_of(country).code}")
    return _with_extension(phone.national if at_home else phone.international, phone.extension)


def _with_extension(number: str, extension: str) -> str:
    return f"{number}-{extension}" if extension else number


def without_extension(text: str) -> tuple[str, str]:
    """Return a number and the extension that is said behind it: '040 12345 ext. 12'."""
    found = _EXTENSION.search(text[:_MAX_CHARACTERS])
    return (text[: found.start()].strip(), found[1]) if found else (text, "")


def dialled(text: str) -> str:
    """Return what follows `tel:` (RFC 3966): digits, and the extension as its parameter.

    A zero in brackets after a country code is not dialled.
    """
    number, extension = without_extension(text)
    bare = number.strip()
    if bare.startswith("+"):
        bare = _OPTIONAL_ZERO.sub("", bare)
    digits = _NOT_DIALLED.sub("", bare)
    return f"{digits};ext={extension}" if extension else digits


class _Reading(NamedTuple):
    """`rest` without code and trunk prefix if `plan` is known, else all digits as typed."""

    plan: Plan | None
    rest: str


def _read(text: str, country: str) -> _Reading:
    text = text.strip()
    international = text.startswith(("+", "00", "(+", "(00"))
    if international:
        text = _OPTIONAL_ZERO.sub("", text)
    digits = _NOT_A_DIGIT.sub("", text)
    if not international:
        plan = plan_of(country)
        if plan.trunk and digits.startswith(plan.trunk):
            return _Reading(plan, digits.removeprefix(plan.trunk))
        return _Reading(None, digits)
    digits = digits.removeprefix("00")
    found = _plan_of_digits(digits)
    if found is None:
        return _Reading(None, digits)
    rest = digits.removeprefix(found.code)
    if found.trunk == "0":
        rest = rest.lstrip("0")
    return _Reading(found, rest)


@lru_cache(maxsize=4096)
def digits_forms(text: str, country: str = "DE") -> tuple[str, ...]:
    """Return the digit strings to index: '040 66969-142' → '494066969142', '04066969142'.

    The extension is part of the digits. Empty when there is no number in the text.
    """
    text = text[:_MAX_CHARACTERS]
    number, extension = _apart(text)
    plan, rest = _read(number, country)
    rest += extension
    if len(rest) < _MIN_DIGITS:
        return ()
    if plan is None:
        return (rest,)
    national = (plan.trunk if plan.trunk != plan.code else "") + rest
    return (plan.code + rest, national)


def query_digits(text: str) -> str:
    """Return what a search looks for in `digits_forms`; '' if the text is no number.

    '+49 (0)40 66969', '0049 40/66969' and '+49 040 66969' all become '494066969';
    '040 66969' becomes '04066969', so part of a number finds it, too.
    """
    text = _LEAD.sub("", text.strip(), count=1)
    number, extension = _apart(text)
    if len(text) > _MAX_CHARACTERS or not _QUERY.match(number):
        return ""
    plan, rest = _read(number, "")
    if len(rest) < _MIN_DIGITS and plan is None:
        return ""
    return (plan.code if plan else "") + rest + extension


def stem(text: str, country: str = "DE") -> str:
    """Return the digits before the extension, as in `digits_forms`; '' if none is told apart.

    '040 66969-142' → '494066969': all numbers of that firm begin so.
    """
    number, extension = _apart(text[:_MAX_CHARACTERS])
    hyphened = _HYPHENED.match(number)
    if not extension and hyphened:
        number = hyphened[1]
    elif not extension:
        return ""
    plan, rest = _read(number, country)
    if len(rest) < _MIN_STEM or plan in _HYPHENS_MEAN_NOTHING or is_mobile(number, country):
        return ""
    return (plan.code if plan else "") + rest


def is_mobile(text: str, country: str = "DE") -> bool:
    """Return whether it is a German mobile number: they have no extensions."""
    plan, rest = _read(text, country)
    return plan is not None and plan.code == "49" and rest.startswith(("15", "16", "17"))


def _apart(text: str) -> tuple[str, str]:
    """Return the number and the extension that a word tells apart from it, or ''."""
    found = _EXTENSION.search(text)
    return (text[: found.start()], found[1]) if found else (text, "")
