"""Import and export in the browser: the whole path, by the keyboard alone, and asked by axe."""

import pytest

from klientel.contacts.models import Contact
from klientel.transfer.jobs import work
from klientel.transfer.models import Import
from tests.browser import test_accessibility
from tests.browser.test_accessibility import findings

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Nachname;Vorname;Firma;Halle;Geburtstag\r\nBerg;Anna;Werk GmbH;3 / Stand B12;3.2.1980\r\n;;;4;\r\nDahl;Ben;;;\r\n"
axe = test_accessibility.axe
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


def worked():
    row = Import.objects.latest("pk")
    work(row.pk, row.round)
    return row


def uploaded(window, tmp_path, text=TEXT):
    file = tmp_path / "messe.csv"
    file.write_text(text, encoding="utf-8", newline="")
    window.set_input_files("#file", file)
    window.focus("button:has-text('Upload and look')")
    window.keyboard.press("Enter")
    window.wait_for_selector("#import-state")


@pytest.mark.main
def test_a_file_is_imported_and_taken_back_by_the_keyboard_alone(
    annas_window, tmp_path, complaints
):
    window = annas_window("/import/")
    uploaded(window, tmp_path)
    worked()
    window.wait_for_selector("text=Import 2 rows")  # the page asks for itself

    window.focus("button:has-text('Import 2 rows')")
    window.keyboard.press("Enter")
    window.wait_for_selector("progress")
    worked()
    window.wait_for_selector("text=Take the import back")

    assert Contact.live.count() == 2
    assert window.locator("tr.is-error").count() == 1
    window.focus("button:has-text('Take the import back')")
    window.keyboard.press("Enter")
    window.wait_for_selector("text=The import was taken back")
    assert Contact.live.count() == 0
    assert complaints == []


def test_without_script_the_page_is_loaded_anew_by_hand(opened, anna, tmp_path):
    window = opened(script=False)
    window.goto("/konto/login/?next=/import/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.click("button[type=submit]")
    file = tmp_path / "messe.csv"
    file.write_text(TEXT, encoding="utf-8", newline="")
    window.set_input_files("#file", file)
    window.click("button:has-text('Upload and look')")
    window.wait_for_selector("progress")
    worked()

    window.click("text=Load anew")
    window.select_option("[name=column-4]", "nickname")
    window.click("text=Read it that way")
    window.wait_for_selector("progress")
    worked()
    window.click("text=Load anew")
    window.click("text=Import 3 rows")  # a nickname names somebody too
    window.wait_for_selector("progress")
    worked()
    window.click("text=Load anew")

    assert Contact.objects.get(family_name="Berg").nickname == "3 / Stand B12"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_pages_of_an_import(
    annas_window, axe, width, scheme, complaints, tmp_path
):
    window = annas_window("/import/", width=width, scheme=scheme)
    found = {"overview": findings(window, axe)}
    uploaded(window, tmp_path)
    found["busy"] = findings(window, axe)
    row = worked()
    window.goto(f"/import/{row.uid}/")
    found["ready"] = findings(window, axe)
    window.click("button:has-text('Import 2 rows')")
    window.wait_for_selector("progress")
    worked()
    window.wait_for_selector("text=Take the import back")
    found["done"] = findings(window, axe)
    wide = window.evaluate("document.documentElement.scrollWidth")
    window.goto("/import/")
    found["past"] = findings(window, axe)

    assert {name: each for name, each in found.items() if each} == {}
    assert wide <= width
    assert complaints == []
