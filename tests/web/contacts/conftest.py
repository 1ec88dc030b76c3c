from copy import deepcopy

import pytest
from django.db import transaction

from klientel.changes.models import Counter
from tests.factories import HAMBURG, contact, organization, user


@pytest.fixture(scope="module")
def built_berg(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        firm = organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")
        anna = contact(family_name="Berg", given_name="Anna", organization=firm, title="Einkauf")
        yield firm, anna, contact(family_name="Lund", given_name="Ben", organization=firm)
        transaction.set_rollback(True)


@pytest.fixture
def berg(built_berg, db):
    """Musterbau in Hamburg with two people who inherit its address; built once a module.

    In such a module they may stand there for a test that does not ask for them, too.
    """
    return deepcopy(built_berg)


@pytest.fixture
def reader(client, db):
    """The browser of somebody who only reads."""
    client.force_login(user(role="readonly", language="en"))
    return client


def seen():
    return Counter.objects.get().value


def path(contact, rest=""):
    return f"/kontakte/{contact.uid}/{rest}"


def fields_of(response):
    """What the browser would send back: the form's fields as they stand on the page."""
    form = response.context["form"]
    found = {}
    for bound in form:
        value = bound.value()
        if value is True:
            found[bound.html_name] = "on"
        elif value not in (None, False, ""):
            found[bound.html_name] = str(getattr(value, "pk", value))
    rows = response.context.get("rows")
    if rows is not None:
        found |= _rows(rows)
    if "once" in response.context:
        found["once"] = response.context["once"]
    return found


def _rows(rows):
    found = {f"{rows.prefix}-{k}": str(v) for k, v in rows.management_form.initial.items()}
    for form in rows:
        for bound in form:
            value = bound.value()
            if value is True:
                found[bound.html_name] = "on"
            elif value not in (None, False, ""):
                found[bound.html_name] = str(value)
    return found
