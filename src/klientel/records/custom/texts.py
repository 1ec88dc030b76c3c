"""Values of own fields as people and files write them, and back.

    parse(field, "1.234,56", "de") → Decimal("1234.56")        format_value(…) → "1.234,56"
    parse(field, "24.11.2026", "de") → date(2026, 11, 24)       ISO days are read in any language
    parse(field, "Rechnung; Lastschrift", "de") → ("rechnung", "lastschrift")

Nothing is None, of several choices (). What does not fit raises `DoesNotFit`, whose text says what
to do, in the language that is active.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import NumberFormatError, format_decimal, parse_decimal
from django.utils.translation import gettext, override

from klientel.accounts.models import User
from klientel.accounts.queries import users_to_choose
from klientel.formats.dates import german_date, read_german_date
from klientel.formats.folding import plain
from klientel.records.custom.models import CustomChoice, CustomField, CustomType
from klientel.records.custom.values import DIGITS, LONGEST_TEXT, PLACES

Value = str | Decimal | date | bool | User | tuple[str, ...] | None
MOST = Decimal(10) ** (DIGITS - PLACES)
SEPARATORS = (";", "|", "\n")
_TRUE = frozenset({"ja", "j", "yes", "y", "true", "wahr", "x", "1", "on"})
_FALSE = frozenset({"nein", "n", "no", "false", "falsch", "0", "off"})


class DoesNotFit(ValueError):
    """A text or value is none of its field's; the text says why, and how it would be right."""


def parse(field: CustomField, text: str, language: str = "de") -> Value:
    """Return the value that a text means; raises DoesNotFit."""
    text = text.strip()
    if not text:
        return () if field.has_many else None
    with override(language):
        return _READERS[CustomType(field.type)](field, text, language)


def format_value(field: CustomField, value: Any, language: str = "de") -> str:
    """Return the text for a value; `parse` gives the value back."""
    if value is None or value == ():
        return ""
    if isinstance(value, bool):
        with override(language):
            return gettext("yes") if value else gettext("no")
    if isinstance(value, Decimal):
        return written_number(value, language)
    if isinstance(value, date):
        return german_date(value) if language.startswith("de") else value.isoformat()
    if field.has_choices:
        codes = value if isinstance(value, tuple) else (value,)
        return f"{SEPARATORS[0]} ".join(field.option(code) for code in codes)
    return str(value)


def written_number(value: Decimal, language: str) -> str:
    """Return the number with as many decimals as it has."""
    shape = "#,##0." + "#" * PLACES
    return str(format_decimal(value, format=shape, locale=language.replace("-", "_")))


def checked(field: CustomField, value: Any) -> Value:
    """Return the value as it is kept; raises DoesNotFit for one of another type."""
    if value is None or value in ("", ()):
        return None
    kinds: dict[str, tuple[type, ...]] = {
        CustomType.NUMBER: (Decimal, int),
        CustomType.DATE: (date,),
        CustomType.BOOLEAN: (bool,),
        CustomType.CHOICES: (tuple, list),
        CustomType.USER: (User,),
    }
    wanted = kinds.get(field.type, (str,))
    if not isinstance(value, wanted) or (isinstance(value, bool) and bool not in wanted):
        raise DoesNotFit(gettext("This value does not fit the field."))
    return _in_range(field, value)


def _in_range(field: CustomField, value: Any) -> Value:
    if field.type == CustomType.NUMBER:
        return _number_in_range(Decimal(value), "de")
    if field.has_choices:
        return _known(field, tuple(value) if field.has_many else (str(value),))
    if isinstance(value, str):
        return _text(field, value, "")
    fitting: Value = value
    return fitting


def web_address(text: str) -> str:
    """Return the link that a browser may follow: http or https alone; '' for none."""
    if text.lower().startswith(("http://", "https://")):
        return text
    return "" if ":" in text.split("/", maxsplit=1)[0] else f"https://{text}"


def _known(field: CustomField, codes: tuple[str, ...]) -> Value:
    known = {each.code for each in field.options}
    if not known.issuperset(codes):
        raise DoesNotFit(gettext("This is none of the choices."))
    return tuple(dict.fromkeys(codes)) if field.has_many else codes[0]


def _text(field: CustomField, text: str, _language: str) -> Value:
    if len(text) > LONGEST_TEXT:
        raise DoesNotFit(
            gettext("This text is longer than %(most)s letters. Shorten it.")
            % {"most": LONGEST_TEXT}
        )
    if field.type == CustomType.LINK and (" " in text or "." not in text or not web_address(text)):
        raise DoesNotFit(gettext("This is no link. Write it like www.firma.example/seite."))
    return text


def _number(_field: CustomField, text: str, language: str) -> Value:
    compact = text.replace(" ", "").replace("\xa0", "").replace("\u2212", "-")
    try:
        number = parse_decimal(compact, locale=language.replace("-", "_"), strict=True)
    except (NumberFormatError, ValueError):
        raise DoesNotFit(_no_number(language)) from None
    return _number_in_range(number, language)


def _number_in_range(number: Decimal, language: str) -> Decimal:
    if not number.is_finite() or abs(number) >= MOST or round(number, PLACES) != number:
        raise DoesNotFit(_no_number(language))
    return number


def _no_number(language: str) -> str:
    example = written_number(Decimal("1234.56"), language)
    return gettext(
        "This is no number. Write it like %(example)s, with up to four decimals."
    ) % {"example": example}  # fmt: skip


def _day(_field: CustomField, text: str, _language: str) -> Value:
    found = read_german_date(text, pivot=date.today().year + 20)  # noqa: DTZ011 -- a century's turn, no moment
    if not isinstance(found, date):
        raise DoesNotFit(gettext("This is no day. Write it like 24.11.2026."))
    return found


def _boolean(_field: CustomField, text: str, _language: str) -> Value:
    word = text.lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise DoesNotFit(gettext("This is neither yes nor no. Write yes or no."))


def _choice(field: CustomField, text: str, _language: str) -> Value:
    return _option(field, text).code


def _choices(field: CustomField, text: str, _language: str) -> Value:
    separator = next((sign for sign in SEPARATORS if sign in text), ",")
    whole = _named(field, text)
    if whole is not None:
        return (whole.code,)
    pieces = [piece.strip() for piece in text.split(separator)]
    return tuple(dict.fromkeys(_option(field, piece).code for piece in pieces if piece))


def _option(field: CustomField, text: str) -> CustomChoice:
    found = _named(field, text)
    if found is None:
        offered = ", ".join(each.name for each in field.options if not each.is_retired)
        raise DoesNotFit(
            gettext("'%(text)s' is none of the choices: %(choices)s.")
            % {"text": text[:60], "choices": offered}
        )
    return found


def _named(field: CustomField, text: str) -> CustomChoice | None:
    """Return the choice of that name or code; among equal names one that is still offered."""
    wanted = plain(text)
    fitting = [each for each in field.options if text == each.code or plain(each.name) == wanted]
    return min(fitting, key=lambda each: each.is_retired, default=None)


def _user(_field: CustomField, text: str, _language: str) -> Value:
    wanted = plain(text)
    named = [user for user in users_to_choose() if wanted in _names(user)]
    if len(named) != 1:
        raise DoesNotFit(
            gettext("'%(text)s' names no user, or more than one. Write the log-in name.")
            % {"text": text[:60]}
        )
    return named[0]


def _names(user: User) -> set[str]:
    return {plain(name) for name in (str(user), user.username, user.email or "", str(user.uid))}


_READERS: dict[CustomType, Callable[[CustomField, str, str], Value]] = {
    CustomType.TEXT: _text,
    CustomType.LINK: _text,
    CustomType.NUMBER: _number,
    CustomType.DATE: _day,
    CustomType.BOOLEAN: _boolean,
    CustomType.CHOICE: _choice,
    CustomType.CHOICES: _choices,
    CustomType.USER: _user,
}
