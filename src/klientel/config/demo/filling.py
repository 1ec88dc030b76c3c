"""The demo's records in units of a few hundred contacts: the same seed makes the same data."""

import gc
from collections.abc import Callable, Iterator
from random import Random

from klientel.changes.actors import Actor
from klientel.config.demo import firms, people, words
from klientel.config.demo.firms import Firm, World
from klientel.contacts.operations.bulk import NewContact, add_records

SEED = 1_871
BATCH = 2_000
_FEWEST, _BATCHES = 50, 10
_IN_FIRMS = 0.94
_HOUSEHOLD, _PUBLIC = 0.08, 0.06
_MOVED, _ON_BOARD, _LEFT = 0.12, 0.04, 0.02
_WITH_OFFICE = 3
_COLLECTED_EVERY = 8


def fill(
    world: World, *, contacts: int, organizations: int, told: Callable[[int], None], by: Actor
) -> None:
    """Make so many contacts at so many organisations."""
    filler = _Filler(world, contacts, organizations)
    made = 0
    gc.disable()
    try:
        for number, (drafted, people_of) in enumerate(filler.batches()):
            add_records(organizations=[firm.new for firm in drafted], contacts=people_of, by=by)
            made += len(people_of)
            told(made)
            if number % _COLLECTED_EVERY == 0:
                gc.collect(1)
    finally:
        gc.enable()


class _Filler:
    """Drafts batches; what is drafted may refer to earlier batches, which are saved by then."""

    def __init__(self, world: World, contacts: int, organizations: int) -> None:
        self._world = world
        self._contacts = contacts
        self._batch = min(BATCH, max(_FEWEST, contacts // _BATCHES))
        self._sizes = _sizes(world.rng, round(contacts * _IN_FIRMS), organizations)
        self._children: list[tuple[Firm, str]] = []
        self._known: list[Firm] = []
        self._clubs: list[Firm] = []

    def batches(self) -> Iterator[tuple[list[Firm], list[NewContact]]]:
        while self._sizes or self._contacts:
            drafted: list[Firm] = []
            people_of: list[NewContact] = []
            waiting, self._children = self._children, []
            while len(people_of) < self._batch and (self._sizes or self._contacts):
                if not self._sizes:
                    people_of.append(people.private_customer(self._world))
                    self._contacts -= 1
                    continue
                firm, members = self._draft(waiting)
                drafted.append(firm)
                people_of += members
            self._children += waiting
            yield drafted, people_of
            self._remember(drafted)

    def _draft(self, waiting: list[tuple[Firm, str]]) -> tuple[Firm, list[NewContact]]:
        world, size = self._world, min(self._sizes.pop(), self._contacts)
        if waiting:
            parent, sort = waiting.pop()
            make = firms.department if sort == "department" else firms.subsidiary
            firm = make(world, parent, size)
        elif world.chance(_HOUSEHOLD):
            family = world.rng.choice(words.SURNAMES)
            firm = firms.household(world, family)
            return firm, self._counted(self._couple(firm, family, size))
        elif world.chance(_PUBLIC):
            firm = firms.public_body(world, size)
        else:
            firm = firms.company(world, size)
        return firm, self._counted(self._staff(firm, size))

    def _couple(self, firm: Firm, family: str, size: int) -> list[NewContact]:
        return [
            people.member(self._world, firm, family, is_woman=number % 2 == 0, is_main=number == 0)
            for number in range(min(size, 2))
        ]

    def _staff(self, firm: Firm, size: int) -> list[NewContact]:
        made: list[NewContact] = []
        if size >= _WITH_OFFICE and firm.street:
            made.append(people.office(firm))
        while len(made) < size:
            is_main = not made
            new = people.employee(self._world, firm, len(made), is_main=is_main)
            if not is_main:
                self._add_life(new)
            made.append(new)
        return made

    def _add_life(self, new: NewContact) -> None:
        world = self._world
        if self._known and world.chance(_MOVED):
            earlier = world.rng.choice(self._known)
            if earlier.organization is not new.positions[0].organization:
                people.add_past(world, new, earlier)
        if self._clubs and world.chance(_ON_BOARD):
            people.add_board(world, new, world.rng.choice(self._clubs))
        elif world.chance(_LEFT):
            people.retire(world, new)

    def _counted(self, made: list[NewContact]) -> list[NewContact]:
        self._contacts -= len(made)
        return made

    def _remember(self, drafted: list[Firm]) -> None:
        for firm in drafted:
            self._children += [(firm, sort) for sort in firm.children]
            if firm.organization.sort == "company" and firm.street:
                self._known.append(firm)
            elif firm.organization.sort == "association":
                self._clubs.append(firm)


def _sizes(rng: Random, people_count: int, count: int) -> list[int]:
    """Return how many people each of `count` organisations has: few large ones, many small."""
    weights = [0.35 + rng.expovariate(1.0) for _ in range(count)]
    whole, passed, given = sum(weights), 0.0, 0
    sizes = []
    for weight in weights:
        passed += weight
        upto = round(people_count * passed / whole)
        sizes.append(upto - given)
        given = upto
    return sizes
