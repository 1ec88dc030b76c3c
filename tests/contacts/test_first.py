import pytest

from klientel.contacts.models import Effective, Seat
from klientel.contacts.operations.company_address import change_company_address
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization

pytestmark = pytest.mark.django_db


def test_an_address_change_at_the_main_contact_reaches_who_inherits():
    firm = organization(name="Musterbau GmbH", address=HAMBURG)
    anna = contact(family_name="Köhler", organization=firm)

    before = Effective.objects.select_related("address").get(pk=anna.pk)
    change_company_address(organization=firm, address=STADE, by=SYSTEM)
    after = Effective.objects.select_related("address").get(pk=anna.pk)

    assert (before.address.town, after.address.town) == ("Hamburg", "Stade")
    assert after.card_revision > before.card_revision
    assert Seat.objects.get(pk=firm.pk).address_id == after.address_id
