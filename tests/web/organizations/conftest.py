import pytest

from klientel.contacts.operations.built_ins import add_built_in_types
from tests.factories import HAMBURG, SYSTEM, contact, organization, user


@pytest.fixture
def musterbau(db):
    """A firm in Hamburg under a holding, with a department and two people."""
    add_built_in_types(by=SYSTEM)
    holding = organization(name="Musterbau Holding SE")
    firm = organization(
        name="Musterbau GmbH", parent=holding, address=HAMBURG, switchboard="040 66969-100"
    )
    organization(name="Einkauf", parent=firm, is_department=True)
    contact(family_name="Berg", given_name="Anna", organization=firm)
    contact(family_name="Lund", given_name="Ben", organization=firm)
    firm.refresh_from_db()
    return firm


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
