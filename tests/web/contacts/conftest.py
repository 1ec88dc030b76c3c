import pytest

from klientel.changes.models import Counter
from tests.factories import HAMBURG, contact, organization, user


@pytest.fixture
def berg(db):
    """Musterbau in Hamburg with two people who inherit its address."""
    firm = organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")
    anna_berg = contact(family_name="Berg", given_name="Anna", organization=firm, title="Einkauf")
    ben_lund = contact(family_name="Lund", given_name="Ben", organization=firm)
    return firm, anna_berg, ben_lund


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
