"""The main paths of the contact pages, in real Chromium."""

import pytest

from klientel.accounts.operations import add_user
from klientel.contacts.models import Contact, Position
from klientel.contacts.operations.company_address import change_company_address
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization
from tests.web.contacts.conftest import path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANNA, SALES = "Nordlicht-7", "Nordlicht-8"


@pytest.fixture
def firm(anna):
    return organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")


@pytest.fixture
def person(firm):
    return contact(family_name="Lund", given_name="Greta", organization=firm, title="Einkauf")


@pytest.fixture
def tarek(db):
    return add_user(
        username="tarek",
        password=SALES,
        given_name="Tarek",
        family_name="Özdemir",
        language="en",
        by=SYSTEM,
    )


def entered(window, url, name="anna", password=ANNA):
    window.goto(f"/konto/login/?next={url}")
    window.fill("[name=login]", name)
    window.fill("[name=password]", password)
    window.click("button[type=submit]")
    window.wait_for_selector("h1")
    return window


def save(window):
    window.click(".k-actbar button.btn-primary")
    window.wait_for_load_state()


@pytest.mark.main
def test_a_changed_company_address_is_seen_at_a_colleague_s_page(opened, firm, person, complaints):
    window = entered(opened(), path(person))
    before = window.inner_text(".k-facts")
    change_company_address(organization=firm, address=STADE, by=SYSTEM)
    window.reload()

    after = window.inner_text(".k-facts")
    assert ("Musterkai 14" in before, "Musterkai 14" in after) == (True, False)
    assert "Am Sande 3\n21682 Stade" in after
    assert "inherited from Musterbau GmbH · Zentrale" in after
    assert complaints == []


@pytest.mark.main
def test_somebody_changes_company(opened, firm, person, complaints):
    hafenhof = organization(name="Hafenhof Immobilien GmbH", address=STADE)
    window = entered(opened(), path(person, "wechsel/"))

    window.click("[name=employer]")
    window.keyboard.type("hafenhof")
    window.wait_for_selector("#employer-hits [role=option]")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    window.wait_for_selector("#move-preview .k-card-new:has-text('Am Sande 3')")
    window.fill("[name=position]", "Leiterin")
    save(window)

    window.wait_for_url(f"**{path(person)}")
    where = " ".join(window.inner_text(".k-where").split())
    assert where == "Leiterin @ Hafenhof Immobilien GmbH"
    assert list(
        Position.objects.order_by("pk")
        .filter(contact=person)
        .values_list("organization__name", "is_current")
    ) == [("Musterbau GmbH", False), (hafenhof.name, True)]
    assert complaints == []


@pytest.mark.main
def test_two_people_edit_one_contact_and_see_the_clash(opened, person, tarek, complaints):
    mine = entered(opened(), path(person, "bearbeiten/"))
    theirs = entered(opened(), path(person, "bearbeiten/"), "tarek", SALES)

    theirs.fill("[name=family_name]", "Lund-Berg")
    save(theirs)
    theirs.wait_for_url(f"**{path(person)}")
    mine.fill("[name=family_name]", "Lundgren")
    mine.fill("[name=title]", "Dr.")
    save(mine)
    mine.wait_for_selector(".k-diff")
    sides = mine.locator(".k-diff tbody .k-pick").all_inner_texts()
    mine.click(".k-diff .k-pick:has-text('Lund-Berg')")
    mine.click("text=Save selection")
    mine.wait_for_url(f"**{path(person)}")

    assert [side.splitlines()[-1].split(": ")[-1] for side in sides] == ["Lundgren", "Lund-Berg"]
    assert Contact.objects.values("title", "family_name").get(pk=person.pk) == {
        "title": "Dr.",
        "family_name": "Lund-Berg",
    }
    assert complaints == []


def test_a_new_contact_works_without_script(opened, firm):
    window = entered(opened(script=False), "/kontakte/neu/")

    window.fill("[name=family_name]", "Petersen")
    window.fill("[name=employer]", "musterbau gmbh")
    window.fill("[name=points-0-value]", "040 66969-150")
    window.click("text=Add contact")
    window.wait_for_selector(".k-facts")

    assert window.inner_text("h1") == "Petersen"
    assert "Musterkai 14" in window.inner_text(".k-facts")


def test_an_address_is_copied_with_one_click(opened, person, complaints):
    window = entered(opened(), path(person))
    window.click("text=Copy the address")

    window.wait_for_selector("text=Copied")
    assert window.inner_text("#letter-1").splitlines()[0] == "Musterbau GmbH"
    assert complaints == []


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("rest", ["", "bearbeiten/", "wechsel/", "verlauf/", "anstellung/neu/"])
def test_no_page_of_a_contact_scrolls_sideways(opened, person, width, rest, complaints):
    window = entered(opened(width=width), path(person, rest))

    assert window.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
