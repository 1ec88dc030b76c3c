"""What a number, address or link is called: codes in the database, words on the page."""

from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from klientel.contacts.models import ContactPoint, PointKind, Use
from klientel.contacts.points import normal_value
from klientel.formats import phones
from klientel.formats.vcard.labels import named

PHONE_LABELS: dict[str, Any] = {
    "direct": _("direct dial"),
    "mobile": _("mobile"),
    "main": _("switchboard"),
    "fax": _("fax"),
    "pager": _("pager"),
    "car": _("car"),
    "homepage": _("homepage"),
}
_SAID_BY_USE = frozenset({"", "work", "home", "other"})
_NAMES: dict[str, Any] = {
    PointKind.PHONE: _("Phone"),
    PointKind.EMAIL: _("E-mail"),
    PointKind.URL: _("Link"),
    PointKind.MESSENGER: _("Messenger"),
}
_PHONE_NAMES: dict[str, Any] = {"mobile": _("Mobile"), "fax": _("Fax")}


def shown(code: str) -> str:
    """Return the label in words; nothing for what business or private says already."""
    if code in _SAID_BY_USE:
        return ""
    return str(PHONE_LABELS.get(code, code))


def code_of(sort: str, typed: str, use: str) -> str:
    """Return the code of a label that was typed in the reader's language, else what was typed."""
    text = " ".join(typed.split())
    for code, word in PHONE_LABELS.items():
        if text.lower() in (str(word).lower(), code):
            return code
    kind: Any = sort
    return named(kind, text, "private" if use == Use.PRIVATE else "business")[0]


def name_of(point: ContactPoint) -> str:
    """Return what stands before the value: 'Phone', 'Mobile', 'E-mail'."""
    if point.sort == PointKind.PHONE and point.label in _PHONE_NAMES:
        return str(_PHONE_NAMES[point.label])
    return str(_NAMES[point.sort])


def kind_of(point: ContactPoint) -> str:
    """Return what stands after the value: 'direct dial', 'private', 'whatsapp'."""
    label = "" if point.label in _PHONE_NAMES and point.sort == "phone" else shown(point.label)
    use = point.get_use_display() if point.use == Use.PRIVATE else ""
    return ", ".join(part for part in (label, use) if part)


def dialled(point: ContactPoint) -> str:
    """Return what follows `tel:`: with the country's code where it is known."""
    number, extension = phones.without_extension(point.value)
    normal = normal_value(PointKind.PHONE, number) if extension else point.normal
    digits = "".join(sign for sign in number if sign.isdigit())
    known = number.lstrip().startswith("+") or digits != normal
    dialled = f"+{normal}" if known and normal.isdigit() else digits
    return f"{dialled};ext={extension}" if extension else dialled


def address_of(point: ContactPoint) -> str:
    """Return where the value links to; nothing for a messenger."""
    if point.sort == PointKind.PHONE:
        return f"tel:{dialled(point)}"
    if point.sort == PointKind.EMAIL:
        return mail_address(point.value)
    return web_address(point.value) if point.sort == PointKind.URL else ""


def mail_address(value: str) -> str:
    """Return what an e-mail address links to; signs that mean something in a link are quoted."""
    return "mailto:" + quote(value, safe="@!$'*+/=^`{|}~")


def website_shown(value: str) -> str:
    """Return a website as one says it: without the protocol."""
    return value.removeprefix("https://").removeprefix("http://").rstrip("/")


def web_address(value: str) -> str:
    """Return a link that a browser may follow: http or https alone."""
    if value.lower().startswith(("http://", "https://")):
        return value
    return "" if ":" in value.split("/", maxsplit=1)[0] else f"https://{value}"
