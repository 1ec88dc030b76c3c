"""Long random ways through the operations: what must hold holds after every step."""

import os
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from klientel.changes.derivers import Moment, rederive
from klientel.changes.door import writing
from klientel.changes.models import Counter, Unit
from klientel.changes.undoing import undo
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Contact, Organization, Position
from klientel.contacts.operations import (
    bin as binning,
)
from klientel.contacts.operations import (
    company_address,
    contacts,
    daily,
    households,
    main_contact,
    organizations,
    own_addresses,
    positions,
)
from tests.contacts.looking import address_of, switchboard_of
from tests.contacts.rendering import all_cards, card_revisions, derived_rows
from tests.contacts.test_undo import standing
from tests.contacts.world import BREMEN, KIEL
from tests.factories import BERN, HAMBURG, NOW, STADE, SYSTEM, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.proof]
PLACES = (BERN, HAMBURG, STADE, BREMEN, KIEL, NOWHERE)
REFUSED = (
    main_contact.NotAtThisOrganization,
    organizations.Circle,
    organizations.DepartmentNeedsParent,
    positions.AlreadyThere,
    positions.EndsBeforeItBegins,
    positions.NeverPrimary,
)
SEEDS = range(40 if os.environ.get("KLIENTEL_PROOF") == "whole" else 2)
STEPS = 30


class Walk:
    """One who picks an operation and what it acts on, always the same for one seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 -- a repeatable choice, no secret
        self.today = TODAY

    def step(self) -> tuple[Callable[..., Any], dict[str, Any]]:
        while True:
            kind = STEPS_ON_PEOPLE if self.dice.random() < 0.8 else STEPS_ON_FIRMS
            with suppress(LookupError):  # nothing there to act on
                return self.dice.choice(kind)(self)

    def one(self, rows: Any) -> Any:
        return self.dice.choice(list(rows.order_by("pk")))

    def person(self) -> Contact:
        return self.one(Contact.live)

    def position(self, **state: Any) -> Position:
        rows = Position.objects.filter(contact__binned_at=None, **state)
        return self.one(rows.select_related("contact", "organization"))

    def firm(self, **state: Any) -> Organization:
        return self.one(Organization.live.filter(**state))

    def place(self) -> Any:
        return self.dice.choice(PLACES)

    def day(self) -> Any:
        return self.today + timedelta(days=self.dice.randint(-2, 2))


def _change_company(walk):
    leaving = walk.position(is_current=True)
    to = walk.dice.choice([None, positions.NextJob(organization=walk.firm()), "new"])
    if to == "new":
        to = positions.NextJob(new_name="Neu GmbH")
    return positions.change_company, {
        "contact": leaving.contact,
        "leaving": leaving,
        "to": to,
        "on": walk.day(),
    }


def _redate(walk):
    key = walk.dice.choice(["since", "until"])
    return positions.change_position, {
        "position": walk.position(),
        "patch": {key: walk.dice.choice([None, walk.day()])},
    }


def _add_position(walk):
    return positions.add_position, {
        "contact": walk.person(),
        "organization": walk.firm(),
        "patch": {"since": walk.day()},
    }


def _make_primary(walk):
    return positions.make_primary, {"position": walk.position()}


def _mark(walk):
    return main_contact.mark_main_contact, {"position": walk.position()}


def _bin(walk):
    return binning.bin_contact, {"contact": walk.person()}


def _restore(walk):
    return binning.restore_contact, {"contact": walk.one(Contact.objects.exclude(binned_at=None))}


def _deactivate(walk):
    return contacts.deactivate_contact, {
        "contact": walk.person(),
        "since": walk.day(),
        "reason": "left",
    }


def _reactivate(walk):
    return contacts.reactivate_contact, {"contact": walk.person()}


def _own_address(walk):
    return contacts.change_contact, {
        "contact": walk.person(),
        "patch": {},
        "business": walk.place(),
        "private": walk.place(),
    }


def _announce_own(walk):
    position = walk.position(is_current=True)
    return own_addresses.announce_own_address, {
        "contact": position.contact,
        "position": position,
        "address": BREMEN,
        "valid_from": walk.day() + timedelta(days=3),
    }


def _switchboard_like(walk):
    edit = contacts.PointEdit("phone", "+49 40 77", walk.dice.choice(["main", "direct"]))
    return contacts.change_contact, {"contact": walk.person(), "patch": {}, "points": (edit,)}


def _join(walk):
    home = walk.firm(sort="household")
    return households.join_household, {"contact": walk.person(), "household": home}


def _move_out(walk):
    return households.move_out, {
        "membership": walk.position(organization__sort="household", is_current=True),
        "on": walk.day(),
        "new_household": walk.dice.choice(["", "Neues Heim"]),
        "address": walk.place(),
    }


def _company_address(walk):
    return company_address.change_company_address, {
        "organization": walk.firm(),
        "address": walk.place(),
        "valid_from": walk.dice.choice([None, walk.today + timedelta(days=1)]),
    }


def _move(walk):
    return organizations.move_organization, {
        "organization": walk.firm(),
        "parent": walk.dice.choice([None, walk.firm()]),
        "is_department": walk.dice.random() < 0.5,
    }


def _bin_firm(walk):
    return binning.bin_organization, {
        "organization": walk.firm(),
        "people": walk.dice.choice(["keep", "bin"]),
    }


def _restore_firm(walk):
    gone = Organization.objects.exclude(binned_at=None)
    return binning.restore_organization, {"organization": walk.one(gone)}


def _tomorrow(walk):
    walk.today += timedelta(days=1)
    return daily.apply_due, {"today": walk.today}


STEPS_ON_PEOPLE = [
    _change_company, _redate, _add_position, _make_primary, _mark, _bin, _restore, _deactivate,
    _reactivate, _own_address, _announce_own, _switchboard_like, _join, _move_out, _tomorrow,
]  # fmt: skip
STEPS_ON_FIRMS = [_company_address, _move, _bin_firm, _restore_firm]


def _seats():
    """Return what each organisation that stands outside a department has."""
    return {
        firm.pk: (address_of(firm), switchboard_of(firm))
        for firm in Organization.objects.filter(is_department=False).order_by("pk")
    }


def _by(walk):
    return SYSTEM.__class__(source="system", at=NOW + (walk.today - TODAY))


@pytest.mark.parametrize("seed", SEEDS)
def test_after_every_step_all_that_follows_has_followed(seed, world):
    walk = Walk(seed)
    for _ in range(STEPS):
        cards, revisions = all_cards(), card_revisions()
        _take(walk, *walk.step())
        after, moved = all_cards(), card_revisions()
        assert {pk for pk, new in moved.items() if new != revisions.get(pk)} == {
            pk for pk, text in after.items() if text != cards.get(pk)
        }

    followed = derived_rows()
    rederive(Moment(Counter.objects.get().value + 1, NOW))
    assert derived_rows() == followed


@pytest.mark.parametrize("seed", SEEDS)
def test_no_act_on_a_person_takes_an_organizations_address(seed, world):
    walk = Walk(seed)
    for _ in range(STEPS):
        before = _seats()
        operation, arguments = walk.step()
        _take(walk, operation, arguments)
        after = _seats()
        kept = {pk: has[0] for pk, has in before.items() if has[0]}
        if operation in (company_address.change_company_address, organizations.move_organization):
            continue
        if operation is daily.apply_due:
            assert all(after[pk][0] for pk in kept)
        else:
            assert {pk: after[pk][0] for pk in kept if pk in after} == kept


@pytest.mark.parametrize("seed", SEEDS)
def test_every_step_can_be_taken_back(seed, world):
    walk = Walk(seed)
    for _ in range(STEPS):
        operation, arguments = walk.step()
        before, cards, revision = standing(), all_cards(), Counter.objects.get().value
        with transaction.atomic():
            _take(walk, operation, arguments)
            for unit in Unit.objects.filter(revision__gt=revision).order_by("-revision"):
                with writing(_by(walk), act="undo") as write:
                    undo(write, unit.revision)
            assert standing() == before
            assert {pk: text for pk, text in all_cards().items() if pk in cards} == cards
            transaction.set_rollback(True)
        _take(walk, operation, arguments)


def _take(walk, operation, arguments):
    with suppress(*REFUSED), transaction.atomic():
        operation(**arguments, by=_by(walk))
