"""A row → what it says of a contact, as a card would. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from klientel.formats.dates import Day
from klientel.formats.folding import plain
from klientel.formats.names import split_name
from klientel.formats.vcard import CardFacts
from klientel.transfer.tables import days
from klientel.transfer.tables.mapping import Columns
from klientel.transfer.tables.packing import BETWEEN, unpacked
from klientel.transfer.tables.places import addresses_of
from klientel.transfer.tables.reach import points_of
from klientel.transfer.tables.said import Said, said_in
from klientel.transfer.tables.sources import Order

_SEXES: Final = {
    "F": ("frau", "f", "w", "weiblich", "female", "mrs", "mrs.", "ms", "ms.", "miss", "fr."),
    "M": ("herr", "herrn", "m", "männlich", "male", "mr", "mr.", "hr."),
    "O": ("divers", "d", "diverse", "mx", "mx."),
}
SEX_OF: Final = {word: sex for sex, words in _SEXES.items() for word in words}
_TEXTS = ("given", "additional", "family", "suffix", "nickname", "phonetic_given", "phonetic_family",
          "title", "department", "org")  # fmt: skip
_OFFICES = frozenset({"stelle", "office", "org"})
_YES = frozenset({"ja", "yes", "1", "true", "x"})
_FREE = ("relation", "event", "custom")


@dataclass(frozen=True, slots=True)
class Reader:
    """How rows of one table are read: its columns, the order of days in each, this year."""

    columns: Columns
    orders: Mapping[str, Order | None] = field(default_factory=dict)
    year: int = 2026

    def facts(self, cells: Sequence[str]) -> CardFacts:
        """Return what a row says; what no field takes stands at the end of its note."""
        said = said_in(cells, self.columns)
        texts = {code: said.first(code) for code in _TEXTS}
        org, department = texts.pop("org"), texts.pop("department")
        values: dict[str, Any] = {
            **texts,
            **_addressed(said),
            "fn": _whole_name(said, texts),
            "org": (org, department) if department else (org,) if org else (),
            "birthday": self._birthday(said),
            "language": said.first("language")[:8].lower(),
            "categories": _tags(said, is_ours=self.columns.is_ours),
            "kind": "org" if said.first("kind").lower() in _OFFICES else "individual",
            "uid": said.first("uid"),
            "points": tuple(points_of(said, is_ours=self.columns.is_ours)),
            "addresses": tuple(addresses_of(said)),
        }
        _keep_free(said)
        return CardFacts(**values, note="\n".join([*said.all("note"), *said.spare]))

    def names_household(self, cells: Sequence[str]) -> bool:
        return any(cells[at].strip().lower() in _YES for at in self.columns.places("household"))

    def revision(self, cells: Sequence[str]) -> str:
        return next((cells[at].strip() for at in self.columns.places("revision")), "")

    def _birthday(self, said: Said) -> Day | None:
        split = [said.first(code) for code in ("birth_year", "birth_month", "birth_day")]
        for name, cell in said.cells.get("birthday", ()):
            day = days.read_day(cell, self.orders.get(name, "day"), year=self.year)
            if day is not None:
                return day
            if not days.is_nothing(cell):
                said.keep(name, cell)
        return days.parts(*split) if any(split) else None


def _addressed(said: Said) -> dict[str, str]:
    """Return sex and title of 'Herr', 'Frau Dr.' and the column beside it; the rest is kept."""
    words = said.first("salutation")
    titles = said.all("prefix")
    sex = SEX_OF.get(words.lower(), "")
    if words and not sex:
        name = split_name(f"{words} X")
        if name.family == "X" and not name.given:
            titles = [words, *titles]
        else:
            said.keep(said.cells["salutation"][0][0], words)
    return {"gender": sex, "prefix": " ".join(titles)}


def _whole_name(said: Said, texts: Mapping[str, str]) -> str:
    """Return the name in one cell; beside parts it is kept if it says more than they do."""
    whole = said.first("fn")
    parts = {plain(word) for text in texts.values() for word in text.replace(",", " ").split()}
    if whole and (texts["given"] or texts["family"]):
        words = {plain(word) for word in whole.replace(",", " ").split()}
        if words - parts - {plain(word) for word in " ".join(said.all("prefix")).split()}:
            said.keep(said.cells["fn"][0][0], whole)
        return ""
    return whole


def _tags(said: Said, *, is_ours: bool) -> tuple[str, ...]:
    """Return the tags; Google's own groups ('* myContacts') are none."""
    found: list[str] = []
    for cell in said.all("tags"):
        if is_ours:
            found += [item[0] for item in unpacked(cell)]
        elif BETWEEN in cell:
            found += cell.split(BETWEEN)
        else:
            found += cell.replace(";", ",").split(",")
    tags = (tag.strip() for tag in found)
    return tuple(dict.fromkeys(tag for tag in tags if tag and not tag.startswith("* ")))


def _keep_free(said: Said) -> None:
    """Keep what Google lets one label freely: relations, days, own fields."""
    for code in list(said.cells):
        kind, _dot, rest = code.partition(".")
        if kind in _FREE and rest.endswith(".value"):
            label = said.first(f"{kind}.{rest.removesuffix('value')}label")
            for value in said.all(code):
                said.keep(label.removeprefix("* ") or kind, value)
