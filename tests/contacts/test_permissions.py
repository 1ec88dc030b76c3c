"""Every operation asks: who may only read is refused, and nothing is written (S1)."""

from inspect import signature
from typing import get_args

import pytest

from klientel.accounts.operations import change_user
from klientel.accounts.permissions import Denied
from klientel.changes.door import writing
from klientel.contacts.models import (
    Address,
    Connection,
    Contact,
    Organization,
    Position,
    Relationship,
)
from klientel.contacts.operations.contacts import Employment, add_contact
from klientel.contacts.operations.organizations import move_organization
from klientel.contacts.operations.positions import NextJob, add_position, change_company
from tests.contacts.all_cases import CASES
from tests.factories import SYSTEM, TODAY, acting, contact, user
from tests.picture import picture

pytestmark = pytest.mark.django_db


def _shut_out():
    user(role="administrator")
    gone = user(role="administrator")
    change_user(user=gone, is_active=False, by=SYSTEM)
    return gone


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_may_only_read_changes_nothing(case, world):
    arguments = case.arrange(world)
    reader = acting(user(role="readonly"))
    before = picture()

    with pytest.raises(Denied):
        case.operation(**arguments, by=reader)

    assert picture() == before


@pytest.mark.parametrize("case", CASES, ids=str)
def test_who_was_shut_out_changes_nothing(case, world):
    arguments = case.arrange(world)
    left = acting(_shut_out())
    before = picture()

    with pytest.raises(Denied):
        case.operation(**arguments, by=left)

    assert picture() == before


def _hide_everything():
    with writing(SYSTEM) as write:
        for model in (Organization, Contact):
            for row in model.objects.order_by("pk"):
                write.change(row, confidential=True)


def _names_a_record(case):
    """Return whether the operation is told a record, so that it can be a hidden one."""
    said = [each.annotation for each in signature(case.operation).parameters.values()]
    kinds = {kind for each in said for kind in (each, *get_args(each))}
    return bool(kinds & {Organization, Contact, Position, Address, Relationship, Connection})


@pytest.mark.parametrize("case", [each for each in CASES if _names_a_record(each)], ids=str)
def test_who_may_not_see_a_record_does_not_change_it(case, world):
    arguments = case.arrange(world)
    _hide_everything()
    outsider = acting(user(role="manager"))
    before = picture()

    with pytest.raises(Denied):
        case.operation(**arguments, by=outsider)

    assert picture() == before


def test_nobody_is_put_into_an_organization_that_the_actor_does_not_see(world):
    outsider = acting(user(role="manager"))
    own = contact(by=outsider)
    with writing(SYSTEM) as write:
        write.change(Organization.objects.get(pk=world.firm.pk), confidential=True)
    new = {"family_name": "Neu"}
    job = NextJob(organization=world.firm)

    for operation, arguments in (
        (add_contact, {"patch": new, "employment": Employment(organization=world.firm)}),
        (add_position, {"contact": own, "organization": world.firm, "patch": {}}),
        (change_company, {"contact": own, "leaving": None, "to": job, "on": TODAY}),
        (move_organization, {"organization": world.alpin, "parent": world.firm}),
    ):
        with pytest.raises(Denied):
            operation(**arguments, by=outsider)
