"""A change of company that lies ahead: shown, changed, taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klientel.contacts.operations.positions import NextJob, change_company
from tests.factories import SYSTEM, contact, organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def lund(db):
    """Lund, who goes from Werft to Alpin in ten days."""
    werft, alpin = organization(name="Werft GmbH"), organization(name="Alpin AG")
    lund = contact(family_name="Lund", organization=werft)
    change_company(
        contact=lund,
        leaving=lund.positions.get(),
        to=NextJob(organization=alpin, title="Leitung"),
        on=timezone.localdate() + timedelta(days=10),
        by=SYSTEM,
    )
    return lund


def jobs(who):
    rows = who.positions.order_by("pk")
    return [(str(each.organization), each.until) for each in rows]


def test_the_page_says_where_somebody_goes_and_when(annas, lund):
    html = annas.get(f"/kontakte/{lund.uid}/").content.decode()

    assert "Goes to Alpin AG on" in html
    assert "Until then at Werft GmbH" in html


def test_it_is_taken_back(annas, lund):
    answer = annas.post(f"/kontakte/{lund.uid}/wechsel/zuruecknehmen/")

    assert answer.status_code == 303
    assert jobs(lund) == [("Werft GmbH", None)]


def test_taken_back_twice_it_is_said_and_nothing_happens(annas, lund):
    for _time in range(2):
        annas.post(f"/kontakte/{lund.uid}/wechsel/zuruecknehmen/")

    html = annas.get(f"/kontakte/{lund.uid}/").content.decode()
    assert "There was nothing to take back." in html


def test_the_form_begins_with_what_was_entered_and_puts_the_new_in_its_place(annas, lund):
    other = organization(name="Neubau GmbH")
    form = annas.get(f"/kontakte/{lund.uid}/wechsel/").context["form"]
    begun = (form["employer"].value(), form["position"].value())
    on = timezone.localdate() + timedelta(days=20)

    answer = annas.post(
        f"/kontakte/{lund.uid}/wechsel/",
        {
            "instead": "yes",
            "target": "organization",
            "leaving": form["leaving"].value(),
            "on": on.isoformat(),
            "employer": other.name,
            "employer_uid": other.uid,
        },
    )

    assert begun == ("Alpin AG", "Leitung")
    assert answer.status_code == 303
    assert jobs(lund) == [("Werft GmbH", on - timedelta(days=1)), ("Neubau GmbH", None)]
