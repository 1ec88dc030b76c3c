"""Names of people: taken apart, and greeted in letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Gender = Literal["female", "male", ""]

_SALUTATIONS: dict[str, Gender] = {
    "herr": "male",
    "herrn": "male",
    "hr.": "male",
    "mr": "male",
    "mr.": "male",
    "frau": "female",
    "fr.": "female",
    "mrs": "female",
    "mrs.": "female",
    "ms": "female",
    "ms.": "female",
}
_TITLES = frozenset(
    {"dr.", "dr", "prof.", "prof", "professor", "professorin", "pd", "dipl.", "mag.", "ing."}
    | {"med.", "phil.", "jur.", "iur.", "nat.", "rer.", "h.", "h.c.", "c.", "habil.", "dent."}
    | {"vet.", "oec.", "pol.", "theol.", "mult.", "drs.", "dres.", "dipl.-ing.", "dipl.-kfm."}
    | {"dipl.-kffr.", "dipl.-inf.", "dipl.-phys.", "dipl.-psych.", "dipl.-chem.", "dr.-ing."}
)
_PARTICLES = frozenset(
    {"von", "van", "vom", "zu", "zum", "zur", "de", "del", "della", "di", "da", "das", "dos", "do"}
    | {"du", "des", "den", "der", "dem", "ten", "ter", "la", "le", "los", "af", "av", "aus", "auf"}
    | {"und", "'t", "op", "am", "im"}
)
_OPENING = _PARTICLES - {"und", "der", "den", "dem", "das", "los", "im", "am", "do"}
_NOBILITY: dict[str, Gender] = {
    "freiherr": "male",
    "freifrau": "female",
    "freiin": "female",
    "graf": "male",
    "gräfin": "female",
    "baron": "male",
    "baronin": "female",
    "baroness": "female",
    "fürst": "male",
    "fürstin": "female",
    "prinz": "male",
    "prinzessin": "female",
    "herzog": "male",
    "herzogin": "female",
    "edler": "male",
    "edle": "female",
    "ritter": "male",
}
_SUFFIXES = frozenset(
    {"jun.", "jr.", "jr", "sen.", "sr.", "sr", "ii", "iii", "iv", "mba", "phd", "ph.d.", "ll.m."}
    | {"m.a.", "b.a.", "m.sc.", "b.sc.", "m.eng.", "b.eng.", "mdb", "mdl", "cpa", "esq."}
)
_PROFESSOR = re.compile(r"(?<![a-z])prof", re.IGNORECASE)
_DOCTOR = re.compile(r"(?<![a-z])(?:dr|dres|drs)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart; `family` holds nobility and particles ('Freiherr von Stein')."""

    given: str = ""
    family: str = ""
    title: str = ""
    suffix: str = ""
    gender: Gender = ""


def split_name(text: str) -> Name:
    """Return the parts of 'Frau Prof. Dr. Anna von der Weyde, M.Sc.' or 'Weyde, Anna von der'."""
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma and not _are_suffixes(after):
        return _from_family_first(before, after)
    gender, title, words = _without_front(before.split())
    words, suffix = _without_suffix(words)
    if comma:
        suffix = f"{suffix} {after}".strip()
    at = _family_starts(words)
    return Name(" ".join(words[:at]), " ".join(words[at:]), title, suffix, gender)


def _are_suffixes(text: str) -> bool:
    words = text.replace(",", " ").lower().split()
    return all(word in _SUFFIXES for word in words)


def _from_family_first(family: str, rest: str) -> Name:
    gender, title, family_words = _without_front(family.split())
    gender_after, title_after, words = _without_front(rest.split())
    words, suffix = _without_suffix(words)
    particles: list[str] = []
    while words and words[-1].lower() in _PARTICLES | _NOBILITY.keys():
        particles.insert(0, words.pop())
    whole = " ".join([*particles, *family_words])
    title = f"{title} {title_after}".strip()
    return Name(" ".join(words), whole, title, suffix, gender or gender_after)


def _without_front(words: list[str]) -> tuple[Gender, str, list[str]]:
    """Return gender and title, and the words after them; one word always stays."""
    gender: Gender = ""
    titles: list[str] = []
    at = 0
    while at < len(words) - 1:
        word = words[at].lower()
        if not titles and not gender and word in _SALUTATIONS:
            gender = _SALUTATIONS[word]
        elif word in _TITLES:
            titles.append(words[at])
        else:
            break
        at += 1
    return gender, " ".join(titles), words[at:]


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    at = len(words)
    while at > 1 and words[at - 1].lower() in _SUFFIXES:
        at -= 1
    return words[:at], " ".join(words[at:])


def _family_starts(words: list[str]) -> int:
    for at, word in enumerate(words[:-1]):
        if word.lower() in _NOBILITY and at + 1 < len(words) and (at or _noble(words[at + 1])):
            return at
        if word in _OPENING or (at and word.lower() in _OPENING):
            return at
    return max(len(words) - 1, 0)


def _noble(word: str) -> bool:
    return word.lower() in _PARTICLES


def initials(text: str) -> str:
    """Return one or two capitals for a name or a company: 'Anna von der Weyde' → 'AW'."""
    name = split_name(text)
    words = [word for word in name.family.split() if word.lower() not in _PARTICLES]
    words = [word for word in words if word.lower() not in _NOBILITY] or words
    parts = [name.given, words[0] if words else ""]
    letters = [next((sign for sign in part if sign.isalnum()), "") for part in parts]
    return "".join(letters).upper()[:2]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a letter greets; an office has neither given nor family name."""

    given: str = ""
    family: str = ""
    title: str = ""
    gender: Gender = ""


def letter_salutation(people: Sequence[Addressee], language: str = "de") -> str:
    """Return the greeting without its comma; several people of a household in one line."""
    greet = _greeting_german if language.startswith("de") else _greeting_english
    greetings = [greeting for greeting in map(greet, people) if greeting]
    if not greetings:
        return "Sehr geehrte Damen und Herren" if greet is _greeting_german else "Dear Sir or Madam"
    first, *rest = greetings
    if greet is _greeting_english:
        names = [greeting.removeprefix("Dear ") for greeting in greetings]
        return "Dear " + " and ".join([", ".join(names[:-1]), names[-1]] if rest else names)
    return ", ".join([first, *(each[0].lower() + each[1:] for each in rest)])


def spoken_title(title: str) -> str:
    """Return the part of a title that a greeting says: 'Prof. Dr. med. habil.' → 'Prof. Dr.'."""
    professor = "Prof." if _PROFESSOR.search(title) else ""
    doctor = "Dr." if _DOCTOR.search(title) else ""
    return f"{professor} {doctor}".strip()


def _nobility(person: Addressee) -> Gender:
    first = person.family.split(maxsplit=1)[0].lower() if person.family else ""
    return _NOBILITY.get(first, "") if " " in person.family.strip() else ""


def _greeting_german(person: Addressee) -> str:
    title = spoken_title(person.title)
    noble = _nobility(person)
    if person.family and (person.gender or noble):
        gender = person.gender or noble
        dear = "Sehr geehrter" if gender == "male" else "Sehr geehrte"
        address = "" if noble and not title else ("Herr" if gender == "male" else "Frau")
        return " ".join(part for part in (dear, address, title, person.family) if part)
    if person.given or (person.family and title):
        parts = ("Guten Tag", title, person.given, person.family)
        return " ".join(part for part in parts if part)
    return ""


def _greeting_english(person: Addressee) -> str:
    title = spoken_title(person.title)
    noble = _nobility(person)
    address = "" if noble else {"male": "Mr", "female": "Ms", "": ""}[person.gender]
    if title:
        address = "Professor" if title.startswith("Prof") else "Dr"
    if person.family and (address or noble):
        return " ".join(part for part in ("Dear", address, person.family) if part)
    if person.given:
        return f"Dear {person.given} {person.family}".strip()
    return ""
