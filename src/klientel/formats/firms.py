"""Names of firms without their legal form, and what the domain of an address tells. Pure."""

import re

from klientel.formats.folding import contracted, plain

_LEGAL_FORM = re.compile(
    r"(?<![\w])(?:"
    r"g?gmbh|mbh|ug|ag|se|kg|kgaa|ohg|gbr|eg|ek|ekfr|ekfm|ev|vvag|partg|partgmbb|"
    r"haftungsbeschrankt|gesellschaft mit beschrankter haftung|aktiengesellschaft|"
    r"kommanditgesellschaft|offene handelsgesellschaft|eingetragener verein|"
    r"ltd|limited|llc|inc|plc|corp|sarl|sas|sa|srl|spa|bv|nv|ab|as|aps|oy|gesmbh|"
    r"co|cie|firma|fa"
    r")(?![\w])"
)
_DOTS = re.compile(r"(?<=\w)\.\s?(?=\w\b)|(?<=\b\w)\.")
_SIGN = re.compile(r"[^\w]+")
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?([^/:?#\s]+)")

FREEMAIL = frozenset(
    {
        "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de",
        "gmail.com", "googlemail.com", "outlook.com", "outlook.de", "hotmail.com", "hotmail.de",
        "live.com", "live.de", "yahoo.com", "yahoo.de", "icloud.com", "me.com", "mac.com",
        "aol.com", "arcor.de", "mail.de", "email.de", "posteo.de", "mailbox.org", "proton.me",
        "protonmail.com", "1und1.de", "online.de", "vodafone.de", "bluewin.ch", "orange.fr",
    }
)  # fmt: skip
_MAILBOXES = frozenset(
    {
        "info", "kontakt", "contact", "office", "mail", "post", "zentrale", "verwaltung",
        "buchhaltung", "rechnung", "rechnungen", "invoice", "accounting", "einkauf", "vertrieb",
        "verkauf", "sales", "service", "support", "bewerbung", "jobs", "personal", "presse",
        "bestellung", "order", "team", "hallo", "hello", "empfang", "sekretariat", "praxis",
        "noreply", "no-reply", "datenschutz", "webmaster", "admin", "shop",
    }
)  # fmt: skip


def bare_name(name: str) -> str:
    """Return a firm's name as one compares it: folded, without legal form and signs.

    'Müller & Söhne GmbH & Co. KG' → 'muller sohne'; a name that is only a legal form stays.
    """
    folded = _DOTS.sub("", contracted(plain(name)))
    bare = " ".join(_SIGN.sub(" ", _LEGAL_FORM.sub(" ", _spaced(folded))).split())
    return bare or " ".join(folded.split())


def _spaced(folded: str) -> str:
    return f" {_SIGN.sub(' ', folded)} "


def domain_of(address: str) -> str:
    """Return the domain of a link or mail address without 'www.'; '' for one of a mail provider."""
    found = _HOST.match(address.strip().lower())
    host = found[1].removeprefix("www.") if found else ""
    return host if "." in host and host not in FREEMAIL else ""


def is_mailbox(address: str) -> bool:
    """Return whether several people read the mail of this address, as with info@."""
    return address.strip().lower().partition("@")[0] in _MAILBOXES
