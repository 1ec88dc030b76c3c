"""Whose table it is, by the names of its columns, and what those mean there. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from klientel.transfer.tables.fields import DROP, FIELDS, FLAG, KEEP, OWN, key_of

Order = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Source:
    """`marks` are columns that no other program writes together; `means` says what its columns
    are where their names alone would mislead; `order` is how it writes a day like 3/4/1980."""

    code: str
    name: str
    marks: tuple[str, ...]
    means: Mapping[str, str] = field(default_factory=dict)
    order: Order = "day"

    def fits(self, keys: Collection[str]) -> bool:
        return all(key_of(mark) in keys for mark in self.marks)


def _means(**codes: str) -> dict[str, str]:
    """Return the code for each of the column names that stand behind it, separated by '|'."""
    return {key_of(name): code for code, names in codes.items() for name in names.split("|")}


_OUTLOOK = _means(
    drop="E-mail Type|E-mail 2 Type|E-mail 3 Type|E-mail Display Name|E-mail 2 Display Name|"
    "E-mail 3 Display Name|Priority|Private|Sensitivity|Initials|Internet Free Busy",
    prefix="Title",
    keep="Gender|Location|Account|Keywords",
    language="Language",
)
_OUTLOOK_DE = _means(
    drop="E-Mail-Typ|E-Mail 2: Typ|E-Mail 3: Typ|E-Mail: Angezeigter Name|"
    "E-Mail 2: Angezeigter Name|E-Mail 3: Angezeigter Name|Priorität|Privat|Vertraulichkeit|"
    "Initialen|Internet Frei/Gebucht",
    prefix="Anrede",
    keep="Geschlecht|Ort|Konto|Stichwörter",
)
_SALESFORCE = _means(
    drop="Id|MasterRecordId|AccountId|RecordTypeId|ReportsToId|OwnerId|CreatedDate|CreatedById|"
    "LastModifiedDate|LastModifiedById|SystemModstamp|LastActivityDate|LastCURequestDate|"
    "OtherGeocodeAccuracy|MailingGeocodeAccuracy|OtherLatitude|OtherLongitude|MailingLatitude|"
    "MailingLongitude",
    flag="IsDeleted|HasOptedOutOfEmail|HasOptedOutOfFax|DoNotCall",
    title="Title",
)
_GOOGLE_OLD = _means(
    drop="Photo|Initials|Sensitivity|Priority", keep="Gender|Name Prefix Yomi", fn="Name"
)
# The last column of our table of organisations: it is no table of contacts.
MARKS: Final = frozenset({"Organisations-ID", "Organisation ID"})
_OWN_KEYS = {
    language: tuple(FIELDS[code].name(language) for code in ("uid", "revision", "family"))
    for language in ("de", "en")
}

SOURCES: Final[tuple[Source, ...]] = (
    Source("klientel", "Klientel", _OWN_KEYS["de"]),
    Source("klientel", "Klientel", _OWN_KEYS["en"]),
    Source("google", "Google", ("First Name", "File As", "Organization Name", "Labels"),
           _means(drop="Photo|File As"), "month"),
    Source("google-old", "Google (–2024)", ("Given Name", "Family Name", "Group Membership"),
           _GOOGLE_OLD, "month"),
    Source("outlook", "Outlook", ("E-mail Display Name", "Business Street 3", "Last Name"),
           _OUTLOOK, "month"),
    Source("outlook-de", "Outlook (DE)", ("E-Mail: Angezeigter Name", "Straße geschäftlich 3"),
           _OUTLOOK_DE),
    Source("outlook-web", "Outlook.com", ("Company Yomi", "Business Street", "E-mail Address"),
           _OUTLOOK, "month"),
    Source("thunderbird", "Thunderbird", ("Primary Email", "Screen Name", "Birth Year"),
           _means(birth_year="Birth Year", birth_month="Birth Month", birth_day="Birth Day")),
    Source("thunderbird-de", "Thunderbird (DE)", ("Primäre E-Mail-Adresse", "Geburtsjahr"),
           _means(birth_day="Geburtstag", birth_year="Geburtsjahr", birth_month="Geburtsmonat")),
    Source("linkedin", "LinkedIn", ("Connected On", "Position", "Company"),
           {key_of("URL"): "url.named"}),
    Source("salesforce", "Salesforce", ("SystemModstamp", "LastName", "MailingStreet"),
           _SALESFORCE),
    Source("hubspot", "HubSpot", ("Record ID", "Create Date"),
           _means(drop="Record ID|Create Date|Associated Company IDs|Last Modified Date")),
    Source("pipedrive", "Pipedrive", ("Person - Name", "Person - ID"),
           _means(drop="Person - ID|Person - Person created",
                  org="Person - Organization|Organization - Name")),
    Source("yahoo", "Yahoo", ("Yahoo! ID", "Distribution Lists", "First"),
           _means(phone="Other|Primary", fax="Fax", title="Title")
           | {key_of("Home"): "phone.private", key_of("Work"): "phone.business"}, "month"),
)  # fmt: skip
UNKNOWN: Final = Source("", "", ())


def source_of(header: Sequence[str]) -> Source:
    """Return whose table has this header, `UNKNOWN` if nobody's that we know."""
    keys = {key_of(name) for name in header}
    return next((source for source in SOURCES if source.fits(keys)), UNKNOWN)


__all__ = ["DROP", "FLAG", "KEEP", "OWN", "SOURCES", "UNKNOWN", "Order", "Source", "source_of"]
