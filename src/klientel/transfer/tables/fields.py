"""What a column can hold, and how our own export names it, in German and in English. Pure."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from klientel.formats.folding import plain
from klientel.formats.vcard.facts import PointKind, Use

Language = Literal["de", "en"]
KEEP: Final = "keep"
DROP: Final = "drop"
FLAG: Final = "flag"
DATES: Final = frozenset({"birthday"})


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a contact; `point` is what a number or link of it is."""

    code: str
    german: str
    english: str
    group: str
    point: tuple[PointKind, str, Use] | None = None

    def name(self, language: str) -> str:
        return self.german if language.startswith("de") else self.english


def _points() -> list[Field]:
    return [
        Field("email", "E-Mail", "E-mail", "reach", ("email", "other", "")),
        Field("email.business", "E-Mail geschäftlich", "E-mail business", "reach", ("email", "work", "business")),
        Field("email.private", "E-Mail privat", "E-mail private", "reach", ("email", "home", "private")),
        Field("phone", "Telefon", "Phone", "reach", ("phone", "other", "")),
        Field("phone.business", "Telefon geschäftlich", "Phone business", "reach", ("phone", "work", "business")),
        Field("direct", "Durchwahl", "Direct line", "reach", ("phone", "direct", "business")),
        Field("main", "Zentrale", "Switchboard", "reach", ("phone", "main", "business")),
        Field("phone.private", "Telefon privat", "Phone private", "reach", ("phone", "home", "private")),
        Field("mobile", "Mobil", "Mobile", "reach", ("phone", "mobile", "")),
        Field("mobile.business", "Mobil geschäftlich", "Mobile business", "reach", ("phone", "mobile", "business")),
        Field("mobile.private", "Mobil privat", "Mobile private", "reach", ("phone", "mobile", "private")),
        Field("fax", "Fax", "Fax", "reach", ("phone", "fax", "")),
        Field("fax.business", "Fax geschäftlich", "Fax business", "reach", ("phone", "fax", "business")),
        Field("fax.private", "Fax privat", "Fax private", "reach", ("phone", "fax", "private")),
        Field("pager", "Pager", "Pager", "reach", ("phone", "pager", "")),
        Field("car", "Autotelefon", "Car phone", "reach", ("phone", "car", "")),
        Field("phone.named", "Telefon, Spalte als Bezeichnung", "Phone, labelled by its column", "reach"),
        Field("url", "Webseite", "Website", "reach", ("url", "other", "")),
        Field("url.business", "Webseite geschäftlich", "Website business", "reach", ("url", "work", "business")),
        Field("url.private", "Webseite privat", "Website private", "reach", ("url", "home", "private")),
        Field("url.named", "Link, Spalte als Bezeichnung", "Link, labelled by its column", "reach"),
        Field("messenger", "Messenger", "Messenger", "reach", ("messenger", "im", "")),
        Field("preferred", "Bevorzugt", "Preferred", "reach"),
        Field("points", "Weitere Kontaktwege", "Further numbers and links", "reach"),
    ]  # fmt: skip


_LINES = (
    ("street", "Straße", "Street"), ("extra", "Adresszusatz", "Address extra"),
    ("po_box", "Postfach", "PO box"), ("postcode", "PLZ", "Postcode"), ("town", "Ort", "Town"),
    ("region", "Bundesland", "State"), ("country", "Land", "Country"),
    ("place", "PLZ und Ort", "Postcode and town"), ("whole", "Anschrift", "Whole address"),
)  # fmt: skip
_USES = (
    ("any", "", ""),
    ("business", "geschäftlich", "business"),
    ("private", "privat", "private"),
    ("other", "weitere", "other"),
)


def _addresses() -> list[Field]:
    return [
        Field(f"address.{use}.{line}", f"{german} {g}".strip(), f"{english} {e}".strip(), use)
        for use, g, e in _USES
        for line, german, english in _LINES
    ] + [Field("addresses", "Weitere Adressen", "Further addresses", "other")]


_NAME = [
    Field("salutation", "Anrede", "Salutation", "name"),
    Field("prefix", "Titel", "Title", "name"),
    Field("given", "Vorname", "First name", "name"),
    Field("additional", "Weitere Vornamen", "Further first names", "name"),
    Field("family", "Nachname", "Surname", "name"),
    Field("suffix", "Namenszusatz", "Name suffix", "name"),
    Field("fn", "Name", "Name", "name"),
    Field("nickname", "Rufname", "Nickname", "name"),
    Field("phonetic_given", "Vorname phonetisch", "Phonetic first name", "name"),
    Field("phonetic_family", "Nachname phonetisch", "Phonetic surname", "name"),
    Field("kind", "Art", "Kind", "name"),
]
_JOB = [
    Field("org", "Organisation", "Organisation", "job"),
    Field("department", "Abteilung", "Department", "job"),
    Field("title", "Position", "Position", "job"),
    Field("household", "Haushalt", "Household", "job"),
]
_MORE = [
    Field("birthday", "Geburtstag", "Birthday", "more"),
    Field("birth_year", "Geburtsjahr", "Birth year", "more"),
    Field("birth_month", "Geburtsmonat", "Birth month", "more"),
    Field("birth_day", "Tag der Geburt", "Day of birth", "more"),
    Field("language", "Sprache", "Language", "more"),
    Field("tags", "Schlagwörter", "Tags", "more"),
    Field("note", "Notizen", "Notes", "more"),
    Field("blocked", "Sperrvermerke", "Block notes", "more"),
    Field("number", "Nummer", "Number", "more"),
    Field("uid", "Klientel-ID", "Klientel ID", "more"),
    Field("revision", "Klientel-Stand", "Klientel revision", "more"),
    Field(KEEP, "In die Notizen", "Into the notes", "rest"),
    Field(FLAG, "In die Notizen, wenn ja", "Into the notes if yes", "rest"),
    Field(DROP, "Nicht übernehmen", "Leave out", "rest"),
]
FIELDS: Final[dict[str, Field]] = {
    field.code: field for field in (*_NAME, *_JOB, *_points(), *_addresses(), *_MORE)
}
_OWN_LINES = ("street", "extra", "po_box", "postcode", "town", "region", "country")
OWN: Final[tuple[str, ...]] = (
    "number", "kind", "salutation", "prefix", "given", "additional", "family", "suffix", "fn",
    "nickname", "org", "household", "department", "title", "email.business", "email.private", "direct",
    "phone.business", "mobile.business", "mobile.private", "phone.private", "fax.business", "main",
    "url.business", "points",
    *(f"address.business.{line}" for line in _OWN_LINES),
    *(f"address.private.{line}" for line in _OWN_LINES),
    "addresses", "preferred", "birthday", "language", "tags", "blocked", "note", "phonetic_given", "phonetic_family", "uid",
    "revision",
)  # fmt: skip
ONE_LABEL: Final = {
    (field.point[0], field.point[1], field.point[2]): code
    for code, field in FIELDS.items()
    if field.point and code in OWN
}


@lru_cache(maxsize=8192)
def key_of(name: str) -> str:
    """Return a column's name as it is compared: small letters and digits without marks."""
    return "".join(sign for sign in plain(name) if sign.isalnum())
