"""Organisations and their tree."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from klientel.contacts.models import Organization
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.organizations import (
    Circle,
    DepartmentNeedsParent,
    add_organization,
    change_organization,
    deactivate_organization,
    move_organization,
    reactivate_organization,
)
from klientel.contacts.queries import (
    contacts_visible_to,
    organizations_visible_to,
    parents_above,
    subtree_of,
    top_of,
    tree_around,
)
from tests.contacts.looking import main_contact_of
from tests.contacts.world import TOMORROW
from tests.factories import SYSTEM, TODAY, contact, organization, team, user

pytestmark = pytest.mark.django_db


def _again(firm):
    return Organization.objects.get(pk=firm.pk)


def test_only_the_name_is_required():
    firm = add_organization(patch={"name": "Berg GmbH"}, by=SYSTEM)

    assert (str(firm), main_contact_of(firm)) == ("Berg GmbH", None)
    with pytest.raises(ValidationError):
        add_organization(patch={"name": ""}, by=SYSTEM)


def test_each_gets_the_next_running_number():
    first, second = organization(), organization()

    assert second.number == first.number + 1


def test_no_organization_row_carries_an_address_phone_or_mail():
    columns = {field.name for field in Organization._meta.concrete_fields}

    assert not columns & {"street", "postcode", "town", "phone", "email", "address"}


def test_a_cycle_is_refused(world):
    lower = organization(parent=world.department, is_department=True)

    for parent in (world.firm, world.department, lower):
        with pytest.raises(Circle):
            move_organization(organization=world.firm, parent=parent, by=SYSTEM)
    with pytest.raises(Circle):
        change_organization(organization=world.department, patch={"parent": lower}, by=SYSTEM)

    assert _again(world.firm).parent is None


def test_a_department_needs_a_parent(world):
    with pytest.raises(DepartmentNeedsParent):
        organization(is_department=True)
    with pytest.raises(DepartmentNeedsParent):
        change_organization(organization=world.firm, patch={"is_department": True}, by=SYSTEM)
    with pytest.raises(DepartmentNeedsParent):
        change_organization(organization=world.department, patch={"parent": None}, by=SYSTEM)


def test_a_department_moves_to_the_top_as_a_firm_of_its_own(world):
    move_organization(organization=world.department, parent=None, by=SYSTEM)

    row = _again(world.department)
    assert (row.parent, row.is_department) == (None, False)


def test_an_organization_too_is_inactive_from_a_date(world):
    deactivate_organization(organization=world.alpin, since=TOMORROW, reason="closed", by=SYSTEM)
    assert not _again(world.alpin).is_inactive

    apply_due(today=TOMORROW, by=SYSTEM)
    assert _again(world.alpin).is_inactive

    reactivate_organization(organization=world.alpin, by=SYSTEM)
    assert (_again(world.alpin).is_inactive, _again(world.alpin).inactive_reason) == (False, "")


def test_one_may_be_merged_into_another(world):
    deactivate_organization(
        organization=world.subsidiary,
        since=TODAY - timedelta(days=3),
        reason="merged",
        merged_into=world.firm,
        by=SYSTEM,
    )

    row = _again(world.subsidiary)
    assert (row.is_inactive, row.merged_into) == (True, world.firm)


def test_with_its_subsidiaries_means_the_whole_subtree(world):
    lower = organization(name="Unten", parent=world.department, is_department=True)

    assert subtree_of(world.firm) == [
        world.firm.pk,
        world.department.pk,
        world.subsidiary.pk,
        lower.pk,
    ]
    assert subtree_of(lower) == [lower.pk]
    assert top_of(lower) == world.firm.pk
    assert parents_above(lower.pk) == {
        lower.pk: world.department.pk,
        world.department.pk: world.firm.pk,
        world.firm.pk: None,
    }


def _drawn(nodes):
    return [(str(each.organization), each.level, each.people, each.people_below) for each in nodes]


def test_the_tree_around_an_organization_counts_its_contacts(world):
    reader = user(role="readonly")

    drawn = [
        ("Musterbau GmbH", 0, 4, 7),
        ("Einkauf", 1, 1, 1),
        ("Musterbau Nord GmbH", 1, 2, 2),
    ]
    assert _drawn(tree_around(world.firm, reader)) == drawn
    assert _drawn(tree_around(world.department, reader)) == drawn


def test_the_tree_around_hides_what_the_reader_may_not_see(world):
    change_organization(
        organization=world.department,
        patch={"confidential": True, "team": team()},
        by=SYSTEM,
    )
    lower = organization(name="Unten", parent=world.department)

    drawn = _drawn(tree_around(lower, user(role="member")))

    assert drawn == [
        ("Musterbau GmbH", 0, 4, 6),
        ("Musterbau Nord GmbH", 1, 2, 2),
        ("Unten", 1, 0, 0),
    ]


@pytest.mark.parametrize("depth", [1, 40])
def test_the_tree_is_read_with_as_many_queries_at_any_size(depth, django_assert_num_queries):
    reader = user()
    top = at = organization(name="Oben")
    for _ in range(depth):
        at = organization(parent=at)
        contact(organization=at)

    with django_assert_num_queries(4):
        nodes = tree_around(at, reader)

    assert len(nodes) == depth + 1
    assert (nodes[0].organization, nodes[0].people_below, nodes[-1].level) == (top, depth, depth)


def test_a_confidential_organization_covers_its_contacts(world):
    inside, outside = user(), user()
    change_organization(
        organization=world.firm, patch={"confidential": True, "team": team(inside)}, by=SYSTEM
    )

    seen = {
        who.pk: (
            organizations_visible_to(who).filter(pk=world.firm.pk).exists(),
            contacts_visible_to(who).filter(pk=world.berg.pk).exists(),
            contacts_visible_to(who).filter(pk=world.maria.pk).exists(),
        )
        for who in (inside, outside)
    }

    assert seen == {inside.pk: (True, True, True), outside.pk: (False, False, True)}
