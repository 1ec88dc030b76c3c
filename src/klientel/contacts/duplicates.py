"""Whether what is being typed is there already: reasons and their weight. Pure.

A surname alone is never a reason: two Müllers of one firm are two people.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from klientel.formats.firms import bare_name, domain_of, is_mailbox
from klientel.formats.folding import contracted, plain

ENOUGH = 40
_ALIKE_NAME = 85
_SHORTEST = 3
_ALIKE_FIRM = 88


class Why(StrEnum):
    """What a record has in common with a draft."""

    EMAIL = "email"
    MAILBOX = "mailbox"
    PHONE = "phone"
    SHARED_PHONE = "shared_phone"
    NAME = "name"
    NAME_THERE = "name_there"
    SIMILAR_NAME = "similar_name"
    SIMILAR_THERE = "similar_there"
    WEBSITE = "website"
    STEM = "stem"


_WEIGHTS = {
    Why.EMAIL: 100,
    Why.NAME_THERE: 90,
    Why.WEBSITE: 80,
    Why.PHONE: 60,
    Why.STEM: 60,
    Why.NAME: 50,
    Why.SIMILAR_THERE: 50,
    Why.SIMILAR_NAME: 40,
    Why.MAILBOX: 25,
    Why.SHARED_PHONE: 25,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, and where: the town or organisation that both have."""

    why: Why
    where: str = ""

    @property
    def weight(self) -> int:
        return _WEIGHTS[self.why]


@dataclass(frozen=True, slots=True)
class Person:
    """A contact, typed or known. Mail addresses and numbers are normalised (`points`)."""

    family_name: str = ""
    given_name: str = ""
    label: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    shared_phones: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    birthday: str = ""

    @property
    def is_named(self) -> bool:
        return bool((self.family_name and self.given_name) or self.label)


@dataclass(frozen=True, slots=True)
class Firm:
    """An organisation, typed or known."""

    name: str = ""
    short_name: str = ""
    website: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()


def weight(reasons: Iterable[Reason]) -> int:
    """Return how likely the two are one: the sum, of which `ENOUGH` is worth a warning."""
    return sum(reason.weight for reason in reasons)


def of_persons(draft: Person, known: Person) -> tuple[Reason, ...]:
    """Return why both may be one person, the strongest reason first; none if too little is.

    A number that people of another first name share is a household; info@ is an office.
    """
    if _born_on_different_days(draft, known):
        return ()
    reasons = [*_by_name(draft, known), *_by_mail(draft, known), *_by_phone(draft, known)]
    return _enough(reasons)


def of_firms(draft: Firm, known: Firm, *, same_stem: bool = False) -> tuple[Reason, ...]:
    """Return why both may be one organisation; `same_stem`: its number belongs to the other."""
    reasons = list(_by_firm_name(draft, known))
    domains = {domain_of(each) for each in (known.website, *known.emails)} - {""}
    if domains & ({domain_of(each) for each in (draft.website, *draft.emails)} - {""}):
        reasons.append(Reason(Why.WEBSITE))
    if set(draft.phones) & set(known.phones):
        reasons.append(Reason(Why.PHONE))
    elif same_stem:
        reasons.append(Reason(Why.STEM))
    return _enough(reasons)


def _enough(reasons: list[Reason]) -> tuple[Reason, ...]:
    if weight(reasons) < ENOUGH:
        return ()
    return tuple(sorted(reasons, key=lambda reason: -reason.weight))


def _by_name(draft: Person, known: Person) -> Iterable[Reason]:
    same, alike = _names_same(draft, known), _names_alike(draft, known)
    if not (same or alike):
        return
    where = _common(draft.organizations, known.organizations, bare_name)
    where = where or _common(draft.towns, known.towns, plain)
    if same:
        yield Reason(Why.NAME_THERE, where) if where else Reason(Why.NAME)
    else:
        yield Reason(Why.SIMILAR_THERE, where) if where else Reason(Why.SIMILAR_NAME)


def _by_mail(draft: Person, known: Person) -> Iterable[Reason]:
    for address in sorted(set(draft.emails) & set(known.emails)):
        yield Reason(Why.MAILBOX if is_mailbox(address) else Why.EMAIL)
        return


def _by_phone(draft: Person, known: Person) -> Iterable[Reason]:
    if set(draft.phones) & set(known.phones):
        shared = set(draft.phones) & set(known.shared_phones)
        several = shared or _are_different_people(draft, known)
        yield Reason(Why.SHARED_PHONE if several else Why.PHONE)


def _are_different_people(draft: Person, known: Person) -> bool:
    """Return whether both have first names that have nothing in common: mother and son."""
    mine, its = fold(draft.given_name), fold(known.given_name)
    return bool(mine and its) and mine[0] != its[0] and not _names_same(draft, known)


def _born_on_different_days(draft: Person, known: Person) -> bool:
    return bool(draft.birthday and known.birthday) and draft.birthday != known.birthday


def _names_same(draft: Person, known: Person) -> bool:
    if not (draft.is_named and known.is_named):
        return False
    if draft.label or known.label:
        return fold(draft.label) == fold(known.label) and bool(draft.organizations)
    mine = (fold(draft.family_name), fold(draft.given_name))
    its = (fold(known.family_name), fold(known.given_name))
    return mine in (its, its[::-1])


def _names_alike(draft: Person, known: Person) -> bool:
    if not (draft.family_name and draft.given_name and known.family_name and known.given_name):
        return False
    mine, its = fold(draft.given_name), fold(known.given_name)
    short = min(len(mine), len(its)) == 1 and mine[0] == its[0]
    families = _are_near(fold(draft.family_name), fold(known.family_name))
    return families and (short or _are_near(mine, its))


def _by_firm_name(draft: Firm, known: Firm) -> Iterable[Reason]:
    mine = bare_name(draft.name)
    its = [bare_name(name) for name in (known.name, known.short_name) if name]
    where = _common(draft.towns, known.towns, plain)
    elsewhere = bool(draft.towns and known.towns) and not where
    if not mine:
        return
    if mine in its:
        yield Reason(Why.NAME_THERE, where) if where else Reason(Why.NAME)
    elif not elsewhere and any(_ratio(mine, each) >= _ALIKE_FIRM for each in its):
        yield Reason(Why.SIMILAR_THERE, where) if where else Reason(Why.SIMILAR_NAME)


def _common(mine: Collection[str], its: Collection[str], folded: Callable[[str], str]) -> str:
    """Return the first of its names that is one of mine, in its own spelling."""
    wanted = {folded(each) for each in mine if each}
    return next((each for each in its if each and folded(each) in wanted), "")


def _are_near(mine: str, its: str) -> bool:
    """Return whether two names are alike, or differ by one slip."""
    from rapidfuzz.distance import OSA

    if min(len(mine), len(its)) < _SHORTEST:
        return mine == its
    return OSA.distance(mine, its) <= 1 or _ratio(mine, its) >= _ALIKE_NAME


def _ratio(mine: str, its: str) -> float:
    from rapidfuzz.fuzz import token_sort_ratio

    return float(token_sort_ratio(mine, its))


def fold(name: str) -> str:
    """Return a name as two are compared: small, without marks, ae as a, signs as spaces."""
    folded = contracted(plain(name))
    return " ".join("".join(s if s.isalnum() else " " for s in folded).split())
