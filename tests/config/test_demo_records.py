"""What the demo's data are like: nobody real, every shape, and all that follows has followed."""

import re

import pytest
from django.db import transaction
from django.test import override_settings

from klientel.accounts.models import User
from klientel.changes.remaking import remake_derived
from klientel.config.demo.making import make_records
from klientel.config.demo.numbers import BLOCKS, MOBILE_BLOCKS
from klientel.config.demo.towns import ABROAD, GERMAN
from klientel.contacts.models import Address, Contact, ContactPoint, Organization, Position
from tests.factories import NOW, TODAY

RESERVED = re.compile("|".join(re.escape(each) for each in (*BLOCKS.values(), *MOBILE_BLOCKS)))
ENOUGH = 260


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(AUTH_PASSWORD_VALIDATORS=[]),
    ):
        make_records(contacts=ENOUGH, now=NOW, today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def filled(made, db):
    """The demo's data, made once for all that is asked about them."""


def test_there_are_as_many_contacts_as_asked_for(filled):
    assert Contact.objects.count() == ENOUGH
    assert Organization.objects.count() == round(ENOUGH * 140 / 600)


def test_nobody_can_be_reached(filled):
    phones = ContactPoint.objects.filter(sort="phone").values_list("value", flat=True)
    mails = ContactPoint.objects.filter(sort="email").values_list("value", flat=True)
    sites = Organization.objects.exclude(website="").values_list("website", flat=True)

    assert [each for each in phones if not RESERVED.match(each)] == []
    assert [each for each in (*mails, *sites) if not each.endswith(".example")] == []


def test_each_town_has_its_postcode(filled):
    known = {(town.postcode, town.name) for town in (*GERMAN, *ABROAD)}

    assert set(Address.objects.values_list("postcode", "town")) - known == set()


def test_every_shape_of_record_occurs(filled):
    assert set(Organization.objects.values_list("sort", flat=True)) == {
        "company",
        "household",
        "association",
        "authority",
    }
    assert Organization.objects.filter(is_department=True).count() > 4
    assert Position.objects.filter(is_current=False, contact__is_inactive=False).exists()
    assert Contact.objects.filter(is_inactive=True).exists()
    assert Contact.objects.filter(sort="office").exists()


def test_derived_rows_are_those_that_rederive_would_make(filled):
    assert set(remake_derived(NOW, keep=False).values()) == {0}


def test_annegret_is_as_the_pictures_show_her(filled):
    annegret = Contact.objects.get(family_name="Köhler-Stein")
    jobs = annegret.positions.order_by("since").values_list(
        "organization__name", "title", "is_primary", "until"
    )

    assert str(annegret) == "Dr.-Ing. Annegret Köhler-Stein"
    assert [(*job[:3], str(job[3])) for job in jobs] == [
        ("Grünthal Anlagenbau GmbH", "Strategische Einkäuferin", False, "2023-03-31"),
        ("Musterbau GmbH", "Leiterin Einkauf", True, "None"),
        ("Förderverein Alte Mühle e. V.", "Beirätin", False, "None"),
    ]
    assert str(annegret.effective.address) == "Musterkai 14, 20457 Hamburg"
    assert annegret.effective.address.contact.label in {"Zentrale", "Switchboard"}
    assert annegret.effective.switchboard.value == "040 66969-170"


def test_the_log_ins_are_those_that_are_printed(filled):
    roles = dict(User.objects.values_list("username", "role"))

    assert (roles["anna"], roles["ben"], roles["clara"]) == ("administrator", "member", "readonly")
    assert User.objects.get(username="anna").check_password("demo")
