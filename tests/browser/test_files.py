"""Files by picker, by keyboard alone and by dropping, in real Chromium."""

import pytest

from tests.factories import contact
from tests.pictures import drawn

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROP = """([name, text]) => {
    const data = new DataTransfer();
    data.items.add(new File([text], name, {type: "text/plain"}));
    const form = document.querySelector("[data-drop]");
    for (const kind of ["dragover", "drop"])
        form.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def berg(anna):
    return contact(given_name="Greta", family_name="Lund")


def upload(name="brief.txt", data=b"Guten Tag", kind="text/plain"):
    return {"name": name, "mimeType": kind, "buffer": data}


def test_files_are_chosen_renamed_and_removed(annas_window, berg, complaints):
    window = annas_window(f"/kontakte/{berg.uid}/")

    window.set_input_files("#add-files", [upload(), upload("plan.png", drawn(), "image/png")])
    window.click(".k-drop button")
    window.wait_for_selector(".k-file")
    assert window.locator(".k-file-name").all_inner_texts() == ["plan.png", "brief.txt"]
    assert (
        window.locator(".k-file-face img").evaluate(
            "async (it) => { it.loading = 'eager'; await it.decode(); return it.naturalWidth; }"
        )
        == 320
    )

    window.locator(".k-file summary").nth(1).click()
    window.click(".k-file details[open] a")
    window.fill("[name=name]", "Brief an Lund")
    window.click("form.k-contact-ask button[type=submit]")
    window.wait_for_selector(".k-file")
    assert window.locator(".k-file-name").all_inner_texts() == ["plan.png", "Brief an Lund.txt"]

    window.locator(".k-file summary").nth(1).click()
    window.click(".k-file details[open] button")
    window.wait_for_load_state()
    assert window.locator(".k-file-name").all_inner_texts() == ["plan.png"]
    assert complaints == []


def test_a_dropped_file_is_added(annas_window, berg, complaints):
    window = annas_window(f"/kontakte/{berg.uid}/")

    window.evaluate(DROP, ["gezogen.txt", "Guten Tag"])
    window.wait_for_selector(".k-file")

    assert window.locator(".k-file-name").all_inner_texts() == ["gezogen.txt"]
    assert complaints == []


def test_a_file_is_added_by_the_keyboard_alone(annas_window, berg, complaints):
    window = annas_window(f"/kontakte/{berg.uid}/")

    window.focus("#add-files")
    with window.expect_file_chooser() as chooser:
        window.keyboard.press("Space")
    chooser.value.set_files([upload("getippt.txt")])
    window.keyboard.press("Tab")
    window.keyboard.press("Enter")
    window.wait_for_selector(".k-file")

    assert window.locator(".k-file-name").all_inner_texts() == ["getippt.txt"]
    assert complaints == []


def test_a_photo_is_changed_and_taken_away(annas_window, berg, complaints):
    window = annas_window(f"/kontakte/{berg.uid}/")

    window.click(".k-face a")
    window.set_input_files("[name=photo]", upload("ich.jpg", drawn(form="JPEG"), "image/jpeg"))
    window.click("form.k-contact-ask .btn-primary")
    window.wait_for_selector(".k-face img")
    window.click(".k-face a")
    window.click("button[form=photo-remove]")
    window.wait_for_selector(".k-face")

    assert window.locator(".k-face img").count() == 0
    assert complaints == []


def test_without_script_a_file_is_added_all_the_same(opened, anna, berg):
    from tests.browser.test_contact_pages import entered

    window = entered(opened(script=False), f"/kontakte/{berg.uid}/")
    window.set_input_files("#add-files", [upload()])
    window.click(".k-drop button")

    assert window.locator(".k-file-name").all_inner_texts() == ["brief.txt"]
