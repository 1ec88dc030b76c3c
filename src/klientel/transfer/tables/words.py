"""By which names columns are known, whoever wrote the file. Pure."""

import re
from functools import lru_cache
from typing import Final

from klientel.transfer.tables.fields import FIELDS, key_of

_MORE_NAMES: Final[dict[str, str]] = {
    "salutation": "Anrede, Geschlecht, Mr/Ms",
    "prefix": "Akademischer Titel, Name Prefix, Honorific, Namenspräfix, Titel",
    "given": "Given Name, Forename, Person First name, First, Rufname Vorname, Vornamen",
    "additional": "Middle Name, Middle, Additional Name, Zweiter Vorname, Weitere Vornamen",
    "family": "Last Name, Person Last name, Last, Family Name, Familienname, Zuname, Name Nachname",
    "suffix": "Name Suffix, Suffix, Namenssuffix",
    "nickname": "Nick, Spitzname",
    "fn": "Full Name, Display Name, Anzeigename, Kontakt, Contact, Ansprechpartner, Kontaktname, "
    "Contact Name, Vollständiger Name, Vor- und Nachname, Nachname Vorname, Person Name",
    "phonetic_given": "Given Name Yomi, Given Yomi, Phonetic First Name",
    "phonetic_family": "Family Name Yomi, Surname Yomi, Phonetic Last Name",
    "org": "Firma, Unternehmen, Company, Company Name, Organization, Organization Name, Firmenname, "
    "Organisation Name, Kunde, Account, Account Name, Associated Company, Arbeitgeber, "
    "Person Organization, Organisationsname, Betrieb, Verein, Behörde",
    "department": "Dept, Bereich, Organization Department, Abt",
    "title": "Job Title, Jobtitel, Funktion, Arbeitstitel, Stellung, Berufsbezeichnung, Role, Rolle, "
    "Organization Title, Person Title",
    "email": "Mail, E-Mail Adresse, Email Address, E-mail Address, Primary Email, Email, "
    "Primäre E-Mail-Adresse, Sekundäre E-Mail-Adresse, Secondary Email, E-mail 2 Address, "
    "E-mail 3 Address, E-Mail 2: Adresse, E-Mail 3: Adresse, E-Mail 1, E-Mail 2, E-Mail 3, "
    "Alternate Email 1, Alternate Email 2, Person Email Other, Mailadresse, Mail 2",
    "email.business": "E-Mail dienstlich, Work Email, Business Email, Person Email Work, E-Mail Arbeit",
    "email.private": "Home Email, Private Email, Person Email Home, Personal Email",
    "phone": "Tel, Telefon, Telefonnummer, Phone Number, Telephone, Rufnummer, Festnetz, Telefon 1, "
    "Telefon 2, Other Phone, Weiteres Telefon, Primary Phone, Haupttelefon, Person Phone Other, "
    "OtherPhone, Tel Nr",
    "phone.business": "Business Phone, Business Phone 2, Telefon geschäftlich 2, Work Phone, "
    "Tel. dienstlich, Tel geschäftlich, Telefon dienstlich, Person Phone Work, Telefon Arbeit, "
    "Telefon Büro",
    "main": "Company Main Phone, Telefon Firma, Telefonzentrale, Hauptnummer, Main",
    "direct": "Durchwahlnummer, Direktwahl, Direct Phone, Direct Dial, DW",
    "phone.private": "Home Phone, Home Phone 2, HomePhone, Telefon (privat), Telefon (privat 2), "
    "Tel. privat, Person Phone Home",
    "mobile": "Mobile Phone, MobilePhone, Mobiltelefon, Handy, Mobile Number, Mobilnummer, Cell, "
    "Mobil-Tel.-Nr., Person Phone Mobile, Mobiltelefon 2, Handynummer, Cell Phone, Mobilfunk",
    "fax": "Faxnummer, Fax-Nummer, Fax Number, Telefax, Other Fax, Weiteres Fax",
    "fax.business": "Business Fax",
    "fax.private": "Home Fax",
    "pager": "Pager Number, Pager-Nummer, Pagernummer",
    "car": "Car Phone",
    "phone.named": "Callback, Rückmeldung, ISDN, Radio Phone, Telex, TTY/TDD Phone, "
    "Telefon für Hörbehinderte, Assistant's Phone, Telefon Assistent, AssistantPhone, Yahoo! Phone",
    "url": "Web, Homepage, Internet, Web Page, Webseite, Website URL, Internetadresse, WWW, URL, "
    "Web Site, Webadresse, Internetseite, Firmenwebseite, Company Domain",
    "url.business": "Business Website, Web Page 1, Webseite 1",
    "url.private": "Personal Web Page, Personal Website, Web Page 2, Webseite 2",
    "messenger": "IMAddress, Screen Name, Messenger-Name, Yahoo! ID, Skype",
    "birthday": "Birth Date, Birthdate, Geburtsdatum, Geb, Date of Birth, Geb.-Datum, DOB",
    "language": "Korrespondenzsprache",
    "tags": "Kategorien, Kategorie, Categories, Category, Labels, Label, Group Membership, Gruppe, "
    "Gruppen, Groups, Stichwörter, Keywords, Schlagwort, Person Label, Tag, Keyword",
    "note": "Bemerkung, Bemerkungen, Notiz, Kommentar, Kommentare, Comments, Comment, Description, "
    "Beschreibung, Anmerkung, Anmerkungen, Info, Note, Remarks",
    "uid": "Klientel-ID, Klientel ID",
    "number": "Kontaktnummer",
}  # fmt: skip
_PLACES: Final[dict[str, tuple[str, ...]]] = {
    "any": ("",),
    "business": ("Business", "Work", "geschäftlich", "Dienstlich:", "Firma", "Mailing", "Company"),
    "private": ("Home", "privat", "Privat:", "Private"),
    "other": ("Other", "weitere", "Weitere", "Weiterer", "Weiteres/r", "Weiteres/e"),
}
_PLACE_NAMES: Final[dict[str, str]] = {
    "street": "Straße, Street, Adresse, Address, Strasse, Str, Straße und Hausnummer, Street Address, "
    "Address 1, Adresse 1, Strasse Nr, Straße Hausnummer, Street 2, Street 3, Straße 2, Straße 3, "
    "Anschrift, Address Line 1",
    "extra": "Address 2, Adresse 2, Adresszusatz, Zusatz, Address Line 2",
    "po_box": "PO Box, Postfach, Address PO Box, POBox",
    "postcode": "PLZ, Postleitzahl, Postal Code, PostalCode, ZIP, ZIP Code, ZipCode, Postcode, Post Code",
    "town": "Ort, City, Stadt, Town, Wohnort",
    "region": "Bundesland, State, Region, Province, Kanton, Bundesland/Kanton, County, State/Province",
    "country": "Land, Country, Country/Region, Land/Region, Staat",
    "place": "PLZ Ort, PLZ und Ort, PLZ/Ort, Postcode and town",
}  # fmt: skip
_GROUPED = re.compile(
    r"(E-mail|Phone|Address|Website|Organization|Relation|Event|Custom Field|IM|Name)\s(\d{1,3}) - "
    r"([A-Za-z ]{1,30})\Z"
)
_PARTS = {
    "Label": "label", "Type": "label", "Value": "value", "Service": "service", "Formatted": "whole",
    "Street": "street", "City": "town", "PO Box": "po_box", "Region": "region", "Country": "country",
    "Postal Code": "postcode", "Extended Address": "extra",
}  # fmt: skip
_GROUPS = {
    "E-mail": "email", "Phone": "phone", "Website": "url", "IM": "messenger", "Address": "address",
    "Relation": "relation", "Event": "event", "Custom Field": "custom",
}  # fmt: skip
_EMPLOYED = {"Name": "org", "Title": "title", "Department": "department", "Type": "drop"}
_LIKE = 90
_SHORT = 5


def _known() -> dict[str, str]:
    """Return the code of each name; the names of our own export come before all others."""
    pairs = [(code, name) for code, names in _MORE_NAMES.items() for name in names.split(", ")]
    pairs += [
        (f"address.{use}.{line}", spoken)
        for use, words in _PLACES.items()
        for word in words
        for line, names in _PLACE_NAMES.items()
        for name in names.split(", ")
        for spoken in (f"{word} {name}", f"{name} {word}")
    ]
    own = [(code, name) for code, each in FIELDS.items() for name in (each.german, each.english)]
    found: dict[str, str] = {}
    for code, name in (*own, *pairs):
        found.setdefault(key_of(name), code)
    return found


KNOWN: Final = _known()
_LONG: Final = [name for name in KNOWN if len(name) >= _SHORT]


def is_known(name: str) -> bool:
    """Return whether this text is the name of a column, as far as we know names."""
    return key_of(name) in KNOWN or bool(_GROUPED.match(name))


@lru_cache(maxsize=4096)
def code_of(name: str) -> str:
    """Return the field of a column by its name, '' if it resembles none.

    Numbered columns as Google writes them keep their number: 'email.2.value'.
    """
    grouped = _grouped(name)
    key = key_of(name)
    return grouped or KNOWN.get(key, "") or _like(key)


def _grouped(name: str) -> str:
    found = _GROUPED.match(name)
    if found is None:
        return ""
    group, number, part = found.groups()
    if group == "Organization":
        return _EMPLOYED.get(part, "") if number == "1" else ""
    kind, line = _GROUPS.get(group, ""), _PARTS.get(part, "")
    return f"{kind}.{number}.{line}" if kind and line else ""


def _like(key: str) -> str:
    from rapidfuzz import fuzz, process

    if len(key) < _SHORT:
        return ""
    found = process.extractOne(key, _LONG, scorer=fuzz.ratio, score_cutoff=_LIKE)
    return KNOWN[found[0]] if found else ""
