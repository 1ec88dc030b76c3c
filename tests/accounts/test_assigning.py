"""Who looks after a record: said by who has it or by a manager, so that 'own' holds back."""

import pytest

from klientel.accounts.permissions import Denied
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.organizations import change_organization
from tests import factories
from tests.factories import SYSTEM, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return factories.user(role="member")


def _managers(row):
    return type(row).objects.get(pk=row.pk).account_manager


@pytest.mark.parametrize("has", [True, False])
@pytest.mark.parametrize("column", Contact.access.manager)
def test_a_member_takes_over_no_contact_that_is_not_his(member, column, has):
    berg = factories.contact(account_manager=factories.user() if has else None)

    with pytest.raises(Denied):
        change_contact(contact=berg, patch={column: member}, by=acting(member))
    with pytest.raises(Denied):
        bin_contact(contact=berg, by=acting(member))


@pytest.mark.parametrize("column", Organization.access.manager)
def test_a_member_takes_over_no_organization_that_is_not_his(member, column):
    werk = factories.organization(account_manager=factories.user())

    with pytest.raises(Denied):
        change_organization(organization=werk, patch={column: member}, by=acting(member))


def test_who_has_a_record_hands_it_over(member):
    other = factories.user()
    berg = factories.contact(account_manager=member)

    change_contact(contact=berg, patch={"account_manager": other}, by=acting(member))

    assert _managers(berg) == other
    with pytest.raises(Denied):
        bin_contact(contact=berg, by=acting(member))


def test_a_manager_gives_records_out(member):
    chief = factories.user(role="manager")
    werk = factories.organization()

    change_organization(organization=werk, patch={"account_manager": member}, by=acting(chief))

    assert _managers(werk) == member


def test_a_form_that_sends_back_what_it_saw_is_no_assignment(member):
    one, two = factories.user(), factories.user()
    berg = factories.contact(account_manager=one)
    seen = latest_revision()
    change_contact(contact=berg, patch={"account_manager": two}, by=SYSTEM)
    patch = {"account_manager": one, "notes": "ruft zurück"}

    change_contact(contact=berg, patch=patch, expected=seen, by=acting(member))

    now = Contact.objects.get(pk=berg.pk)
    assert (now.account_manager, now.notes) == (two, "ruft zurück")
