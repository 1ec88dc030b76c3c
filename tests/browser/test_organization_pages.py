"""The main paths of the organisation pages, in real Chromium."""

import pytest

from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.queries import value_of
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization
from tests.web.organizations.conftest import path

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def firm(anna):
    return organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")


def test_the_address_is_changed_and_a_subsidiary_moves_along(annas_window, firm, complaints):
    subsidiary = organization(name="Tochter GmbH", parent=firm, address=HAMBURG)
    heir = contact(family_name="Lund", given_name="Greta", organization=subsidiary)
    window = annas_window(path(firm, "bearbeiten/"))

    window.fill("[name=address_street]", "Am Sande 3")
    window.fill("[name=address_postcode]", "21682")
    window.fill("[name=address_town]", "Stade")
    window.click("text=Save organisation")
    window.wait_for_url("**/mitziehen/")
    asked = window.inner_text("h1"), window.inner_text("#companies + .k-n")
    window.click("text=Move the chosen along")
    window.wait_for_url(f"**{path(firm)}")

    assert asked == ("Who moves along?", "1")
    assert "Am Sande 3\n21682 Stade" in window.inner_text(".k-facts")
    window.goto(f"/kontakte/{heir.uid}/")
    assert "Am Sande 3" in window.inner_text(".k-facts")
    assert complaints == []


def test_another_main_contact_is_marked_by_keyboard_and_taken_back(annas_window, firm, complaints):
    contact(family_name="Lund", given_name="Greta", organization=firm)
    window = annas_window(path(firm))

    window.focus("[aria-label='Make Greta Lund the main contact']")
    window.keyboard.press("Enter")
    window.wait_for_url("**/hauptkontakt/**")
    window.focus("[name=position]:checked")
    window.keyboard.press("Control+Enter")
    window.wait_for_url(f"**{path(firm)}")
    marked = window.inner_text(".k-people tbody tr:first-child .k-rec")
    kept = window.inner_text(".k-facts")
    window.keyboard.press("z")
    window.wait_for_selector("text=Taken back.")

    assert marked.split("\n")[0].split(" Main")[0].strip() == "Greta Lund"
    assert "kept at Greta Lund" in kept
    assert "kept at Zentrale" in window.inner_text(".k-facts")
    assert complaints == []


def test_an_organisation_goes_to_the_bin_and_comes_back_without_script(annas_window, firm):
    contact(family_name="Lund", given_name="Greta", organization=firm)
    window = annas_window(path(firm, "papierkorb/"), script=False)

    said = window.inner_text(".k-effects")
    window.check("[name=people][value=bin]")
    window.click("button.k-danger-fill")
    window.wait_for_url("**/papierkorb/")
    gone = Contact.live.count()
    window.click("[aria-label='Restore Musterbau GmbH']")
    window.wait_for_url(f"**{path(firm)}")

    assert "One contact works here now." in said
    assert (gone, Contact.live.count()) == (0, 2)
    assert window.inner_text("h1") == "Musterbau GmbH"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tree_of_any_size_stays_in_its_box(annas_window, firm, complaints, width, scheme):
    organization(name="Einkauf", parent=firm, is_department=True)
    for number in range(9):
        organization(name=f"Tochtergesellschaft Nummer {number} GmbH", parent=firm)
    deep = Organization.objects.get(name="Tochtergesellschaft Nummer 8 GmbH")
    window = annas_window(path(deep), width=width, scheme=scheme)

    current = window.inner_text(".k-node[aria-current] b")
    more = window.inner_text(".k-node.is-more b")
    sideways = window.evaluate(SIDEWAYS)
    window.click(".k-node.is-more")
    window.wait_for_load_state()

    assert (current, more, sideways) == (
        "Tochtergesellschaft Nummer 8 GmbH",
        "and 4 more",
        0,
    )
    assert window.locator("main a:has-text('Tochtergesellschaft')").count() == 9
    assert window.evaluate(SIDEWAYS) == 0
    assert complaints == []


def test_the_switch_shows_the_contacts_of_this_one_alone(annas_window, firm, complaints):
    below = organization(name="Einkauf", parent=firm, is_department=True)
    contact(family_name="Tief", organization=below)
    window = annas_window(path(firm))

    whole = window.locator(".k-people tbody tr").count()
    window.click("text=This one only")
    window.wait_for_selector("a[aria-current=true]:text('This one only')")

    assert (whole, window.locator(".k-people tbody tr").count()) == (2, 1)
    assert complaints == []


def test_a_parent_is_chosen_from_suggestions(annas_window, firm, complaints):
    window = annas_window("/organisationen/neu/")

    window.fill("[name=name]", "Tochter GmbH")
    window.locator("[name=parent]").press_sequentially("muster")
    window.wait_for_selector("#organization-options option", state="attached")
    window.fill("[name=parent]", window.get_attribute("#organization-options option", "value"))
    window.click("text=Add organisation")
    window.wait_for_selector("h1:text('Tochter GmbH')")

    assert Organization.objects.get(name="Tochter GmbH").parent == firm
    assert complaints == []


def test_two_people_edit_one_organisation_and_choose(annas_window, firm, complaints):
    window = annas_window(path(firm, "bearbeiten/"))
    change_company_address(organization=firm, address=STADE, by=SYSTEM)

    window.fill("[name=address_street]", "Musterkai 15")
    window.fill("[name=industry]", "Beton")
    window.click("text=Save organisation")
    window.wait_for_selector(".k-diff")
    versions = [each.strip() for each in window.locator(".k-pick").all_inner_texts()]
    window.click(".k-pick >> nth=1")
    window.click("text=Save selection")
    window.wait_for_url(f"**{path(firm)}")

    firm.refresh_from_db()
    assert [each.split("\n")[-1].split(": ")[-1] for each in versions] == [
        "Musterkai 15",
        "Am Sande 3",
    ]
    assert (firm.industry, value_of(firm.seat.address)) == ("Beton", STADE)


def test_who_stood_at_the_old_address_is_listed_by_name(annas_window, firm, complaints):
    change_company_address(organization=firm, address=STADE, by=SYSTEM)
    person = contact(family_name="Eigen", given_name="Hanna", organization=firm)
    change_contact(contact=person, patch={}, business=HAMBURG, by=SYSTEM)
    change_company_address(organization=firm, address=HAMBURG, by=SYSTEM)
    window = annas_window(path(firm, "bearbeiten/"), width=390)

    window.fill("[name=address_street]", "Am Sande 3")
    window.click("text=Save organisation")
    window.wait_for_url("**/mitziehen/")

    assert window.locator(".k-choose label").all_inner_texts() == [
        "Hanna Eigen Musterbau GmbH · Musterkai 14, 20457 Hamburg"
    ]
    assert window.evaluate(SIDEWAYS) == 0
