from copy import deepcopy

import pytest
from django.db import transaction

from klientel.contacts.operations.built_ins import add_built_in_types
from tests.factories import HAMBURG, SYSTEM, contact, organization, user


@pytest.fixture(scope="module")
def built_musterbau(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        add_built_in_types(by=SYSTEM)
        holding = organization(name="Musterbau Holding SE")
        firm = organization(
            name="Musterbau GmbH", parent=holding, address=HAMBURG, switchboard="040 66969-100"
        )
        organization(name="Einkauf", parent=firm, is_department=True)
        contact(family_name="Berg", given_name="Anna", organization=firm)
        contact(family_name="Lund", given_name="Ben", organization=firm)
        firm.refresh_from_db()
        yield firm
        transaction.set_rollback(True)


@pytest.fixture
def musterbau(built_musterbau, db):
    """A firm in Hamburg under a holding, with a department and two people; built once a module.

    In such a module they may stand there for a test that does not ask for them, too.
    """
    return deepcopy(built_musterbau)


@pytest.fixture
def reader(client, db):
    """The browser of somebody who only reads."""
    client.force_login(user(role="readonly", language="en"))
    return client


def path(organization, rest=""):
    return f"/organisationen/{organization.uid}/{rest}"


def fields_of(response):
    """Return what the browser would send back: the form as it stands on the page."""
    found = {}
    for bound in response.context["form"]:
        value = bound.value()
        if value is True:
            found[bound.html_name] = "on"
        elif value not in (None, False, ""):
            found[bound.html_name] = str(value)
    return found


def opened(client, organization, rest="bearbeiten/"):
    """Return the fields of an act's form, as served now."""
    return fields_of(client.get(path(organization, rest)))
