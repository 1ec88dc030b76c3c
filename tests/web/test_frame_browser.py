"""The frame in a real browser."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("test_pages"),
]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def log_in(window):
    window.goto("/konto/login/?next=/konto/profil/")
    window.fill("[name=login]", "anna")
    window.fill("[name=password]", "Nordlicht-7")
    window.click("button[type=submit]")
    window.wait_for_url("**/konto/profil/")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_frame_keeps_to_the_policy_and_scrolls_no_page_sideways(
    opened, anna, complaints, width, scheme
):
    window = opened(width=width, scheme=scheme)
    log_in(window)

    found = {}
    for address in ("/konto/profil/", "/konto/password/change/", "/nothing/", "/konto/logout/"):
        window.goto(address)
        found[address] = window.evaluate(SIDEWAYS)

    assert set(found.values()) == {0}
    assert complaints == []


def test_a_user_chooses_dark_and_english_stays(opened, anna, complaints):
    window = opened()
    log_in(window)

    window.click("label:text-is('dark')")
    window.click("text=Save display")

    assert window.inner_text(".k-toast p") == "The display is saved."
    assert window.get_attribute("html", "data-bs-theme") == "dark"
    assert complaints == []


def test_log_in_and_profile_work_without_script(opened, anna):
    window = opened(script=False)
    log_in(window)

    window.click("summary:has-text('Account of Anna Berg')")
    window.click("text=comfortable")
    window.click("text=Save display")

    assert window.get_attribute("html", "data-k-density") == "komfortabel"


def test_keys_open_help_and_rest_in_fields(opened, anna, complaints):
    window = opened()
    log_in(window)

    window.keyboard.press("?")
    shown = window.is_visible("#keys")
    window.keyboard.press("Escape")
    window.focus("[name=time_zone]")
    window.keyboard.press("?")

    assert (shown, window.is_visible("#keys")) == (True, False)
    assert complaints == []


def test_a_changed_form_is_guarded(opened, anna):
    window = opened()
    log_in(window)
    asked = []
    window.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    window.click("text=comfortable")
    window.goto("/konto/password/change/")

    assert asked == ["beforeunload"]


def test_no_answer_is_told_in_the_page(opened, anna):
    window = opened()
    log_in(window)
    window.context.set_offline(True)

    window.evaluate("htmx.ajax('GET', '/konto/profil/', '#dialog').catch(() => null)")

    window.wait_for_selector("#problem [role=alert]")
    assert "No answer from the server" in window.inner_text("#problem")


def test_a_refusal_is_told_in_the_page(opened, anna):
    window = opened()
    log_in(window)

    window.evaluate("htmx.ajax('GET', '/test/fail/denied/', '#dialog')")

    window.wait_for_selector("#problem [role=alert]")
    assert "Not allowed for you" in window.inner_text("#problem")
