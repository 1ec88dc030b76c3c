"""Service note and VIP hold for the departments of a firm too, and for whoever is there."""

import pytest

from klientel.contacts.markings import marking_of, markings
from tests.factories import organization, user

pytestmark = pytest.mark.django_db


def test_a_department_shows_its_own_note_and_its_firms():
    firm = organization(name="Werft GmbH", service_note="Nur vormittags", is_vip=True)
    purchase = organization(name="Einkauf", parent=firm, is_department=True)
    steel = organization(name="Stahl", parent=purchase, is_department=True, service_note="Fax!")

    marking = marking_of(steel, user())

    assert [(text, str(at)) for text, at in marking.notes] == [
        ("Fax!", "Stahl"),
        ("Nur vormittags", "Werft GmbH"),
    ]
    assert (marking.is_vip, marking.firm) == (True, firm)


def test_a_subsidiary_has_its_own_marks_alone():
    firm = organization(name="Werft GmbH", service_note="Nur vormittags", is_vip=True)
    daughter = organization(name="Tochter GmbH", parent=firm)

    marking = marking_of(daughter, user())

    assert (marking.notes, marking.is_vip, marking.firm) == ((), False, None)


def test_the_note_of_a_hidden_firm_stays_hidden():
    firm = organization(name="Werft GmbH", service_note="Geheim", confidential=True)
    purchase = organization(name="Einkauf", parent=firm, is_department=True)

    assert markings([purchase], user(role="manager"))[purchase.pk].notes == ()
