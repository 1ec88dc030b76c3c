"""Changing company, the tree and moving along, in real Chromium, by keyboard alone where it counts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klientel.contacts.operations.positions import NextJob, change_company
from tests.factories import SYSTEM, contact, organization
from tests.web.organizations.conftest import path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_change_that_lies_ahead_is_taken_back_by_keyboard(annas_window, complaints):
    werft, alpin = organization(name="Werft GmbH"), organization(name="Alpin AG")
    lund = contact(family_name="Lund", organization=werft)
    change_company(
        contact=lund,
        leaving=lund.positions.get(),
        to=NextJob(organization=alpin),
        on=timezone.localdate() + timedelta(days=10),
        by=SYSTEM,
    )
    window = annas_window(f"/kontakte/{lund.uid}/")

    window.focus(".k-pending button")
    window.keyboard.press("Enter")
    window.wait_for_selector("text=The change of company is taken back.")

    assert window.locator(".k-pending").count() == 0
    assert "Alpin AG" not in window.inner_text(".k-jobs")
    assert complaints == []


@pytest.mark.parametrize("script", [True, False])
def test_a_branch_of_the_tree_is_opened(annas_window, complaints, script):
    holding = organization(name="Holding SE")
    firm = organization(name="Werft GmbH", parent=holding)
    organization(name="Einkauf", parent=firm, is_department=True)
    window = annas_window(path(holding, "struktur/"), script=script, width=390)

    window.focus(".k-branch .btn")
    window.keyboard.press("Enter")
    window.wait_for_selector("a:has-text('Einkauf')")

    assert ("Holding" in window.inner_text("main")) == script  # opened in its place
    assert window.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []
