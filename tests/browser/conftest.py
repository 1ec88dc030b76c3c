"""Whole paths in real Chromium, on the windows of tests/windows.py."""

import pytest


@pytest.fixture
def annas_window(opened, anna, complaints):
    """Return a function that opens a window in which Anna is logged in, at an address."""

    def open_at(address, **look):
        window = opened(**look)
        window.goto(f"/konto/login/?next={address}")
        window.fill("[name=login]", "anna")
        window.fill("[name=password]", "Nordlicht-7")
        window.click("button[type=submit]")
        window.wait_for_url(f"**{address}")
        window.wait_for_load_state("load")
        return window

    return open_at
