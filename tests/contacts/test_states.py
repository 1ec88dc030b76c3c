"""The federal state is kept with each address, so that lists can ask for it."""

import pytest

from klientel.contacts.addresses import PostalAddress, federal_state
from klientel.contacts.kinds import CONTACT, ORGANIZATION
from klientel.contacts.models import Address, Contact, Organization
from klientel.contacts.operations.company_address import change_company_address
from tests.factories import STADE, SYSTEM

KIEL = {"postcode": "24103", "town": "Kiel"}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (KIEL, "DE-SH"),
        (KIEL | {"country": "DE"}, "DE-SH"),
        (KIEL | {"country": "AT"}, ""),
        ({"postcode": "3011", "country": "CH", "region": "Bern"}, ""),
        ({"town": "Kiel"}, ""),
        ({"town": "Kiel", "region": "Schleswig-Holstein"}, "DE-SH"),
        (KIEL | {"region": "hamburg"}, "DE-HH"),
        (KIEL | {"region": "DE-NI"}, "DE-NI"),
        (KIEL | {"region": "NI"}, "DE-NI"),
        (KIEL | {"region": "Thueringen"}, "DE-TH"),
        (KIEL | {"region": "Norddeutschland"}, "DE-SH"),
        (KIEL | {"region": "Bayern", "country": "AT"}, ""),
    ],
)
def test_a_region_in_a_known_form_wins_over_the_postcode(said, state):
    assert federal_state(PostalAddress(**said)) == state


@pytest.mark.django_db
def test_the_state_follows_each_change_of_an_address(world):
    row = Address.objects.get(is_company=True, position__organization=world.firm)
    assert row.state == "DE-HH"

    change_company_address(organization=world.firm, address=STADE, by=SYSTEM)

    assert Address.objects.get(pk=row.pk).state == "DE-NI"


def _found(kind, model, state):
    field = next(each for each in kind.fields if each.code == "state")
    return set(model.live.filter(**{field.path: state}).values_list("pk", flat=True))


@pytest.mark.django_db
def test_contacts_and_organizations_are_found_by_it(world):
    here = {world.firm.pk, world.department.pk, world.subsidiary.pk}
    people = {world.koehler.pk, world.berg.pk, world.sand.pk, world.weiss.pk, world.gone.pk}
    office = Contact.objects.get(label="Zentrale", positions__organization=world.subsidiary)

    assert _found(ORGANIZATION, Organization, "DE-HH") == here
    assert _found(CONTACT, Contact, "DE-HH") == people | {office.pk}
