"""What an organisation is to us: by hand or computed, dated, numbered."""

from datetime import timedelta
from uuid import UUID

import pytest

from klientel.contacts.models import Organization, Relationship, RelationshipType
from klientel.contacts.operations.relationships import (
    EndsBeforeItBegins,
    NumberTaken,
    add_relationship_type,
    end_relationship,
    set_relationship,
    support_relationship,
    withdraw_support,
)
from klientel.contacts.relations import related_on
from tests.contacts.world import TOMORROW, YESTERDAY
from tests.factories import SYSTEM, TODAY, organization

pytestmark = pytest.mark.django_db
ONE, OTHER = UUID(int=1), UUID(int=2)


def _type(code):
    return RelationshipType.objects.get(code=code)


def _set(firm, code, **said):
    return set_relationship(organization=firm, type=_type(code), **said, by=SYSTEM)


def _support(firm, cause):
    support_relationship(
        organization=firm,
        type=_type("prospect"),
        cause_kind="opportunity",
        cause_uid=cause,
        by=SYSTEM,
    )


def _is(firm, code, day=TODAY):
    return Organization.live.filter(related_on(day, code), pk=firm.pk).exists()


def _rows(firm):
    rows = Relationship.objects.filter(organization=firm).order_by("pk")
    return list(rows.values_list("type__code", "since", "until", "number", "by_hand"))


def test_an_organization_may_be_several_at_once():
    firm = organization()

    _set(firm, "customer", since=TODAY)
    _set(firm, "supplier")

    assert [_is(firm, code) for code in ("customer", "supplier", "partner")] == [True, True, False]


def test_the_list_shows_what_is_valid_today():
    firm = organization()

    _set(firm, "customer", since=YESTERDAY, until=TODAY)

    days = [YESTERDAY - timedelta(days=1), YESTERDAY, TODAY, TOMORROW]
    assert [_is(firm, "customer", day) for day in days] == [False, True, True, False]


def test_an_ended_relationship_makes_a_former_customer():
    firm = organization()
    held = _set(firm, "customer", since=YESTERDAY)

    end_relationship(relationship=held, on=TODAY, by=SYSTEM)

    assert (_is(firm, "customer"), _is(firm, "customer", YESTERDAY)) == (False, True)


def test_a_departments_relationship_does_not_make_its_firm_one():
    firm = organization()
    department = organization(parent=firm, is_department=True)

    _set(department, "customer")

    assert (_is(department, "customer"), _is(firm, "customer")) == (True, False)


def test_numbers_come_from_the_range_of_their_type():
    first, second = organization(), organization()

    numbers = [_set(firm, "customer").number for firm in (first, second)]

    assert numbers == ["10001", "10002"]
    assert _set(first, "partner").number == ""


def test_a_number_that_was_given_by_hand_is_skipped():
    firms = [organization() for _ in range(3)]
    _set(firms[0], "customer", number="10002")

    assert [_set(firm, "customer").number for firm in firms[1:]] == ["10001", "10003"]


def test_a_number_is_unique_now_and_in_the_past():
    first, second = organization(), organization()
    held = _set(first, "customer", number="K-7", since=YESTERDAY)

    with pytest.raises(NumberTaken):
        _set(second, "customer", number="K-7")
    end_relationship(relationship=held, on=TODAY, by=SYSTEM)
    with pytest.raises(NumberTaken):
        _set(second, "customer", number="K-7")
    assert _set(second, "supplier", number="K-7").number == "K-7"


def test_who_returns_keeps_the_number_he_had():
    firm = organization()
    held = _set(firm, "customer", since=YESTERDAY)
    end_relationship(relationship=held, on=TODAY, by=SYSTEM)

    _set(firm, "customer", since=TODAY)

    assert _rows(firm) == [
        ("customer", YESTERDAY, YESTERDAY, "10001", True),
        ("customer", TODAY, None, "10001", True),
    ]


def test_setting_one_that_has_yet_to_end_changes_it():
    firm = organization()
    _set(firm, "customer", since=YESTERDAY, until=TOMORROW)

    _set(firm, "customer")

    assert _rows(firm) == [("customer", YESTERDAY, None, "10001", True)]


def test_a_span_does_not_end_before_it_begins():
    with pytest.raises(EndsBeforeItBegins):
        _set(organization(), "customer", since=TODAY, until=YESTERDAY)


def test_a_computed_prospect_ends_with_its_last_open_cause():
    firm = organization()
    _support(firm, ONE)
    _support(firm, OTHER)
    _support(firm, OTHER)

    withdraw_support(organization=firm, cause_uid=ONE, by=SYSTEM)
    assert _rows(firm) == [("prospect", TODAY, None, "", False)]

    withdraw_support(organization=firm, cause_uid=OTHER, by=SYSTEM)
    assert _rows(firm) == [("prospect", TODAY, TODAY, "", False)]


def test_a_computed_one_goes_on_with_a_new_cause_on_the_same_day():
    firm = organization()
    _support(firm, ONE)
    withdraw_support(organization=firm, cause_uid=ONE, by=SYSTEM)

    _support(firm, OTHER)

    assert _rows(firm) == [("prospect", TODAY, None, "", False)]


def test_by_hand_beats_computed():
    firm = organization()
    _support(firm, ONE)

    _set(firm, "prospect", since=YESTERDAY)
    withdraw_support(organization=firm, cause_uid=ONE, by=SYSTEM)

    assert _rows(firm) == [("prospect", YESTERDAY, None, "", True)]


def test_what_was_ended_by_hand_stays_ended_while_its_cause_stands():
    firm = organization()
    _support(firm, ONE)
    held = Relationship.objects.get(organization=firm)
    end_relationship(relationship=held, on=TODAY, by=SYSTEM)

    _support(firm, ONE)
    assert not _is(firm, "prospect")

    _support(firm, OTHER)
    assert _is(firm, "prospect")


def test_a_type_of_ones_own_is_known_by_its_name():
    kind = add_relationship_type(name="Presse", has_numbers=False, by=SYSTEM)

    assert str(kind) == "Presse"
