"""The pages as pictures: the demo in real Chromium, light and dark, wide and narrow."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import chromium
from postgres import free_port
from workshop import ROOT, SCRIPTS, Failed, say

FOLDER = ROOT / "screenshots"
IMAGES = ROOT / "docs" / "images"  # the handbook's pictures: name, where to begin, what to open
HANDBOOK = (
    ("kontakte", "/kontakte/", ""),
    ("kontakt", "/kontakte/?q=Köhler-Stein", ""),
    ("organisation", "/organisationen/?q=Musterbau GmbH", ""),
    ("wechsel", "/kontakte/?q=Köhler-Stein", "wechsel/"),
)
USER, PASSWORD = "anna", "demo"
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light")]
_START_SECONDS = 120
_HEIGHT = 900


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """Yield the address of a demo on a throw-away folder; it stops on leaving."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="klientel-shots-", ignore_cleanup_errors=True) as data:
        env = {**os.environ, "KLIENTEL_DATA": data}
        command = [str(SCRIPTS / "klientel"), "demo", "--port", str(port)]
        process = subprocess.Popen(command, cwd=ROOT, env=env)
        try:
            _wait(process, f"http://{address}/")
            yield f"http://{address}"
        finally:
            process.terminate()
            process.wait(20)


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 -- our own loopback server
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise Failed("The demo did not start, see above.")


def sights(page: Any, base: str) -> dict[str, str]:
    """Return picture names and addresses: the side bar's pages, and a record of each list."""
    page.goto(base)
    found = [way.get_attribute("href") for way in page.locator(".k-side a[href]").all()]
    seen = {_name(href): href for href in found if href and href.startswith("/")}
    for name, href in list(seen.items()):
        page.goto(base + href)
        row = page.locator("main table tbody a[href^='/']").first
        if row.count():
            seen[f"{name}-record"] = row.get_attribute("href")
    return seen


def _name(href: str) -> str:
    return href.strip("/").replace("/", "-") or "home"


def shoot(program: str) -> None:
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with demo() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for width, scheme in LOOKS:
            page = browser.new_page(
                viewport={"width": width, "height": _HEIGHT},
                color_scheme="dark" if scheme == "dark" else "light",
                locale="de-DE",
            )
            _log_in(page, base)
            for name, href in sights(page, base).items():
                page.goto(base + href)
                page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}.png")
            page.close()
        shoot_handbook(browser, base)
        browser.close()
    say(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}/")


def shoot_handbook(browser: Any, base: str) -> None:
    """Make the pictures that the documents show, of records that the demo always has."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    page = browser.new_page(viewport={"width": 1280, "height": 860}, locale="de-DE")
    _log_in(page, base)
    for name, begin, then in HANDBOOK:
        page.goto(base + begin)
        if "?q=" in begin:
            record = page.locator("main table tbody a[href^='/']").first.get_attribute("href")
            page.goto(f"{base}{record}{then}")
        page.screenshot(path=IMAGES / f"{name}.png")
    page.close()


def _log_in(page: Any, base: str) -> None:
    page.goto(base)
    page.fill("input[name=login]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector(".k-side", state="attached")


def main() -> int:
    program = chromium.find()
    if program is None:
        raise Failed(f"Screenshots need Chromium: {chromium.GET_IT}")
    shoot(program)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failure:
        sys.exit(str(failure))
