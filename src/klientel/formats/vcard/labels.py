"""Labels and uses: TYPE parameters and Apple's X-ABLabel, to our codes and back."""

from klientel.formats.vcard.cards import Property
from klientel.formats.vcard.facts import PointKind, Use

MESSENGER_NAMES = {
    "X-AIM": "aim",
    "X-FACEBOOK": "facebook",
    "X-GADUGADU": "gadugadu",
    "X-GOOGLE-TALK": "gtalk",
    "X-GTALK": "gtalk",
    "X-ICQ": "icq",
    "X-JABBER": "xmpp",
    "X-MATRIX": "matrix",
    "X-MS-IMADDRESS": "im",
    "X-MSN": "msn",
    "X-QQ": "qq",
    "X-SIGNAL": "signal",
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-TELEGRAM": "telegram",
    "X-THREEMA": "threema",
    "X-TWITTER": "twitter",
    "X-WHATSAPP": "whatsapp",
    "X-YAHOO": "yahoo",
}
NAMES: dict[str, PointKind] = {
    "TEL": "phone",
    "EMAIL": "email",
    "URL": "url",
    "IMPP": "messenger",
    "X-SOCIALPROFILE": "messenger",
    **dict.fromkeys(MESSENGER_NAMES, "messenger"),
}
_PHONE_TYPES = (
    ("FAX", "fax"),
    ("CELL", "mobile"),
    ("IPHONE", "mobile"),
    ("PAGER", "pager"),
    ("CAR", "car"),
    ("MAIN", "main"),
)
UNDERSTOOD = frozenset(
    {"WORK", "HOME", "FAX", "CELL", "IPHONE", "PAGER", "CAR", "MAIN", "VOICE", "PREF"}
)
_TYPE_OF = {"fax": "FAX", "mobile": "CELL", "pager": "PAGER", "car": "CAR", "main": "MAIN"}
_USES: tuple[tuple[str, Use], ...] = (("WORK", "business"), ("HOME", "private"))
_TYPE_OF_USE: dict[Use, str] = {"business": "WORK", "private": "HOME"}
_PLAIN: dict[Use, str] = {"business": "work", "private": "home", "": "other"}
_PLAIN_CODES = frozenset(_PLAIN.values())
_WRITTEN: dict[str, tuple[str, Use]] = {
    "mobile": ("mobile", ""),
    "mobil": ("mobile", ""),
    "handy": ("mobile", ""),
    "direct": ("direct", "business"),
    "durchwahl": ("direct", "business"),
    "main": ("main", ""),
    "zentrale": ("main", ""),
    "work": ("work", "business"),
    "arbeit": ("work", "business"),
    "geschäftlich": ("work", "business"),
    "home": ("home", "private"),
    "privat": ("home", "private"),
    "homefax": ("fax", "private"),
    "workfax": ("fax", "business"),
    "fax": ("fax", ""),
    "pager": ("pager", ""),
    "homepage": ("homepage", ""),
    "other": ("other", ""),
    "sonstige": ("other", ""),
}
_TEXT_OF = {"direct": "Durchwahl", "homepage": "_$!<HomePage>!$_"}


def use_of(types: frozenset[str]) -> Use:
    return next((use for kind, use in _USES if kind in types), "")


def plain_label(text: str) -> str:
    """Return Apple's `_$!<Home>!$_` without its frame."""
    if text.startswith("_$!<") and text.endswith(">!$_"):
        return text[4:-4]
    return text


def label_of(point: Property, kind: PointKind, written: str) -> tuple[str, Use]:
    """Return the label and use of a point, `written` being its X-ABLabel."""
    types = point.types
    use = use_of(types)
    if kind == "messenger":
        return _service(point), use
    text = plain_label(written)
    if text:
        return named(kind, text, use)
    if kind == "phone":
        found = next((code for word, code in _PHONE_TYPES if word in types), "")
        if found:
            return found, use
    return _PLAIN[use], use


def _service(point: Property) -> str:
    known = MESSENGER_NAMES.get(point.name)
    if known:
        return known
    stated = point.param("X-SERVICE-TYPE") or point.param("SERVICE-TYPE")
    if not stated and point.name == "X-SOCIALPROFILE":
        stated = point.param("TYPE")
    scheme = point.value.partition(":")[0] if ":" in point.value else ""
    return (stated or scheme).lower() or "im"


def named(kind: PointKind, label: str, use: Use) -> tuple[str, Use]:
    """Return label and use as every card can say them: 'work' is business, 'Handy' is mobile."""
    if kind == "messenger":
        return label.lower() or "im", use
    code, implied = _WRITTEN.get(label.lower(), (label or "other", ""))
    use = use or implied
    return (_PLAIN[use], use) if code in _PLAIN_CODES else (code, use)


def types_for(kind: PointKind, label: str, use: Use) -> tuple[str, ...]:
    """Return the TYPEs that say this label and use."""
    found = [_TYPE_OF_USE[use]] if use else []
    if kind == "phone":
        found.append(_TYPE_OF.get(label, "VOICE"))
    return tuple(found)


def written_for(kind: PointKind, label: str) -> str:
    """Return the X-ABLabel that a label needs because no TYPE says it, else ''."""
    if kind == "messenger" or label in _PLAIN_CODES or (kind == "phone" and label in _TYPE_OF):
        return ""
    return _TEXT_OF.get(label, label)
