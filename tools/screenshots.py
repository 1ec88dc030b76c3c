"""The pages as pictures: the demo in real Chromium, each look of each page; and the handbook's."""

import contextlib
import itertools
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import chromium
import handbook
from postgres import free_port
from workshop import ROOT, SCRIPTS, Failed, say

FOLDER = ROOT / "screenshots"
USER, PASSWORD = "anna", "demo"
LOOKS = list(itertools.product((1440, 390), ("light", "dark"), ("de", "en")))
# Pages that no link of a list, a record or the settings shows, or only after an act.
OTHERS = ("/suche/?q=koehler", "/anruf/?nummer=04066969199", "/rueckgaengig/", "/erste-schritte/")
_RECORD = re.compile(r"/[0-9a-f]{8}-[0-9a-f-]{27}/")
_LEADS_OUT = ("/konto/logout/", "/konto/login/", ".vcf", "/export/")
_START_SECONDS = 120
_HEIGHT = 900


@contextlib.contextmanager
def serving(verb: str) -> Iterator[str]:
    """Yield the address of a server on a throw-away folder; it stops on leaving."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="klientel-shots-", ignore_cleanup_errors=True) as data:
        env = {**os.environ, "KLIENTEL_DATA": data, "KLIENTEL_BIND": address}
        options = ["--port", str(port)] if verb == "demo" else ["--migrate"]
        command = [str(SCRIPTS / "klientel"), verb, *options]
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
    raise Failed("The server did not start, see above.")


def sights(page: Any, base: str) -> dict[str, str]:
    """Return picture names and addresses: walk from the side bar, one record of each sort."""
    seen = {_name(href): href for href in OTHERS}
    waiting = ["/kontakte/", "/organisationen/", "/einstellungen/"]
    while waiting:
        href = waiting.pop(0)
        if (name := _name(href)) in seen:
            continue
        if _opens(page, base + href):
            seen[name] = href
            waiting += _ways_on(page)
    return seen


def _opens(page: Any, url: str) -> bool:
    """Whether an address is a page; what is downloaded instead has no picture."""
    from playwright.sync_api import Error

    try:
        answer = page.goto(url)
    except Error:
        return False
    return answer is not None and answer.headers.get("content-type", "").startswith("text/html")


def _ways_on(page: Any) -> list[str]:
    hrefs = page.eval_on_selector_all("a[href^='/']", "all => all.map(it => it.pathname)")
    return [href for href in hrefs if not any(part in href for part in _LEADS_OUT)]


def _name(href: str) -> str:
    """Name a picture after its page; records of one sort share it, so one stands for all."""
    path = re.sub(r"(?<=[/-])\d+/", "nr/", _RECORD.sub("/eins/", href.partition("?")[0]))
    return path.strip("/").replace("/", "-") or "home"


def shoot(program: str) -> None:
    from playwright.sync_api import sync_playwright

    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--lang=de-DE"]
        )
        with serving("serve") as base:
            handbook.shoot_first_start(_page(browser, 1280, "light", "de"), base)
        with serving("demo") as base:
            page = _page(browser, 1280, "light", "de")
            _log_in(page, base)
            handbook.shoot(page, base)
            if "--handbook" not in sys.argv:
                shoot_pages(browser, base, sights(page, base))
        browser.close()
    say(f"{len(list(handbook.IMAGES.glob('*.png')))} pictures in docs/images/")


def shoot_pages(browser: Any, base: str, pages: dict[str, str]) -> None:
    """Make a picture of each page in each look."""
    for width, scheme, language in LOOKS:
        page = _page(browser, width, scheme, language)
        _log_in(page, base)
        for name, href in pages.items():
            page.goto(base + href)
            page.screenshot(path=FOLDER / f"{name}-{width}-{scheme}-{language}.png")
        page.close()
    say(f"{len(pages)} pages, {len(LOOKS)} looks, in {FOLDER.relative_to(ROOT)}/")


def _page(browser: Any, width: int, scheme: str, language: str) -> Any:
    return browser.new_page(
        viewport={"width": width, "height": _HEIGHT},
        color_scheme=scheme,
        locale={"de": "de-DE", "en": "en-GB"}[language],
    )


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
