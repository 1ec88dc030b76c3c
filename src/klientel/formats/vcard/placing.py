"""Numbers, addresses and links into a kept card: each into its own line, where it stood."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from klientel.formats.vcard.cards import Card, Params, Property
from klientel.formats.vcard.facts import AddressFacts, PointFacts
from klientel.formats.vcard.fresh import ADDRESS, NAME_OF, plain_or_escaped, preference
from klientel.formats.vcard.labels import UNDERSTOOD, types_for, written_for
from klientel.formats.vcard.mapping import address_of, addresses_of, labels_by_group, points_of
from klientel.formats.vcard.values import components, escaped
from klientel.formats.vcard.versions import Version

_COMPANIONS = frozenset({"X-ABLABEL", "X-ABADR"})
Fact = TypeVar("Fact", PointFacts, AddressFacts)


def changed_components(raw: str, old: Sequence[str], new: Sequence[str]) -> str:
    """Return a structured value in which only the components that differ are written anew."""
    parts = [*components(raw), *[""] * len(new)] if raw else [""] * len(new)
    before = [*old, *[""] * len(new)]
    written = [parts[at] if text == before[at] else escaped(text) for at, text in enumerate(new)]
    return ";".join(written)


def matched(
    old: Sequence[Fact], new: Sequence[Fact], keys: Sequence[Callable[[Fact], object]]
) -> list[int | None]:
    """Return for each new fact the old one that it continues: by the first key they share."""
    found: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))
    for key in keys:
        places: dict[object, list[int]] = {}
        for at in reversed(free):
            places.setdefault(key(old[at]), []).append(at)
        for at, fact in enumerate(new):
            waiting = places.get(key(fact)) if found[at] is None else None
            if waiting:
                chosen = found[at] = waiting.pop()
                del free[chosen]
    return found


class _Labels:
    """The X-ABLabel of each group, and groups that are free."""

    def __init__(self, card: Card) -> None:
        self.before = labels_by_group(card)
        self.now = dict(self.before)
        self.sharing: dict[str, int] = {}
        for each in card.properties:
            if each.name not in _COMPANIONS:
                group = each.group.lower()
                self.sharing[group] = self.sharing.get(group, 0) + 1
        self.number = 0

    def group_for(self, kept: str, text: str) -> str:
        """Return the group under which a property says this label."""
        if self.now.get(kept.lower(), "") == text:
            return kept
        if not text and self.sharing.get(kept.lower(), 0) > 1:
            return ""
        if not kept or self.sharing.get(kept.lower(), 0) > 1:
            kept = self._fresh()
        self.now[kept.lower()] = text
        return kept

    def _fresh(self) -> str:
        while True:
            self.number += 1
            group = f"item{self.number}"
            if group not in self.sharing and group not in self.now:
                return group

    def written(self, properties: list[Property]) -> list[Property]:
        """Return the properties with each label beside its group, and none without one."""
        used = {each.group.lower() for each in properties if each.name not in _COMPANIONS}
        kept: list[Property] = []
        for each in properties:
            group = each.group.lower()
            if each.name not in _COMPANIONS or not group:
                kept.append(each)
            elif group in used or group not in self.sharing:
                if each.name != "X-ABLABEL" or self.now.get(group) == self.before.get(group):
                    kept.append(each)
                elif self.now.get(group):
                    kept.append(each._replace(value=escaped(self.now[group])))
        fresh = [group for group in self.now if group in used and group not in self.before]
        kept += [Property(g, "X-ABLABEL", (), escaped(self.now[g])) for g in fresh if self.now[g]]
        return kept


def _placed(card: Card, old: list[Property], new: list[Property]) -> list[Property]:
    """Return all properties, the new ones in the places of the old, in their order."""
    waiting = list(reversed(new))
    places = {id(each) for each in old}
    last = max((at for at, each in enumerate(card.properties) if id(each) in places), default=-1)
    found: list[Property] = []
    for at, each in enumerate(card.properties):
        if id(each) not in places:
            found.append(each)
        elif waiting:
            found.append(waiting.pop())
        if at == last:
            found.extend(reversed(waiting))
            waiting = []
    return [*found, *reversed(waiting)]


def with_points(card: Card, wanted: Sequence[PointFacts], version: Version) -> list[Property]:
    labels = _Labels(card)
    old = list(points_of(card, labels.before))
    pairs = matched(
        [fact for _, fact in old],
        wanted,
        [
            lambda fact: fact,
            lambda fact: (fact.kind, fact.value),
            lambda fact: (fact.kind, fact.label, fact.use),
        ],
    )
    new = [
        _point(fact, None if at is None else old[at], labels, version)
        for fact, at in zip(wanted, pairs, strict=True)
    ]
    return labels.written(_placed(card, [each for each, _ in old], new))


def _point(
    fact: PointFacts, old: tuple[Property, PointFacts] | None, labels: _Labels, version: Version
) -> Property:
    if old and old[1] == fact:
        return old[0]
    if old and fact.kind == "messenger" and old[1].label != fact.label:
        old = None
    before = old[0] if old else Property("", NAME_OF[fact.kind], (), "")
    text = written_for(fact.kind, fact.label)
    types = types_for(fact.kind, fact.label, fact.use)
    params = _params(before.params, types, version, preferred=fact.preferred)
    group = labels.group_for(before.group, text)
    if old and old[1].value == fact.value:
        return Property(group, before.name, params, before.value)
    params = tuple(each for each in params if each[0] != "VALUE")
    if fact.kind == "messenger" and not old:
        params = (("X-SERVICE-TYPE", (fact.label,)), *params)
    return Property(group, before.name, params, plain_or_escaped(fact.value))


def _params(before: Params, types: Sequence[str], version: Version, *, preferred: bool) -> Params:
    found: list[tuple[str, tuple[str, ...]]] = []
    for name, values in before:
        kept = values
        if name == "TYPE":
            kept = tuple(each for value in values for each in value.split(","))
            kept = tuple(each for each in kept if each and each.upper() not in UNDERSTOOD)
        if kept and name != "PREF":
            found.append((name, kept))
    found += [("TYPE", (each,)) for each in types]
    return (*found, *(preference(version) if preferred else ()))


def with_addresses(card: Card, wanted: Sequence[AddressFacts], version: Version) -> list[Property]:
    labels = _Labels(card)
    old = list(addresses_of(card))
    pairs = matched(
        [address_of(each, labels.before) for each in old],
        wanted,
        [
            lambda fact: fact,
            lambda fact: (fact.street, fact.postcode, fact.town),
            lambda fact: (fact.use, fact.label),
            lambda fact: fact.use,
        ],
    )
    new = [
        _address(fact, None if at is None else old[at], labels, version)
        for fact, at in zip(wanted, pairs, strict=True)
    ]
    unchanged = {id(each) for each in new}
    stale = {each.types for each in old if id(each) not in unchanged}
    placed = _placed(card, old, new)
    kept = [each for each in placed if each.name != "LABEL" or each.types not in stale]
    return labels.written(kept)


def _address(
    fact: AddressFacts, old: Property | None, labels: _Labels, version: Version
) -> Property:
    before = old or Property("", "ADR", (), "")
    now = address_of(before, labels.before)
    if old and now == fact:
        return old
    kept = tuple(each for each in before.params if each[0] not in {"LABEL", "GEO"})
    params = _params(kept, types_for("email", "", fact.use), version, preferred=fact.preferred)
    group = labels.group_for(before.group, fact.label)
    texts = [[getattr(each, name) for name in ADDRESS] for each in (now, fact)]
    return Property(group, "ADR", params, changed_components(before.value, *texts))
