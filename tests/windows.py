"""Windows of real Chromium on the product: one browser a session, for every room's tests."""

import os

import pytest
from django.core.cache import cache

from klientel.changes.models import Counter
from tools import chromium

QUIET_CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """The machine's own Chromium; it talks to the test's server alone."""
    from playwright.sync_api import sync_playwright

    program = chromium.find()
    if program is None:
        pytest.skip(f"no Chromium: {chromium.GET_IT}")
    # Playwright keeps an event loop in this thread; Django would take our queries for asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=QUIET_CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def complaints():
    """What the browser's console complains about, refusals by the security policy included."""
    return []


@pytest.fixture
def opened(browser, live_server, settings, complaints):
    """Return a function that opens a window on the product: width, height, scheme, script."""
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()  # log-ins are counted there by address: many quick tests look like an attack
    contexts = []

    def open_window(*, width=1440, height=900, scheme="light", script=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=script,
            locale="en-GB",
        )
        contexts.append(context)
        window = context.new_page()
        window.on("console", lambda said: _note(complaints, said.type, said.text))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        return window

    yield open_window
    for context in contexts:
        context.close()
    # Such a test commits; its journal may be emptied after it.
    Counter.objects.update(unlocked=True)


def _note(complaints, kind, text):
    if kind in {"error", "warning"} and "Failed to load resource" not in text:
        complaints.append(text)
