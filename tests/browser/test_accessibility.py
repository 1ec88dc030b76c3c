"""Every page asked by axe-core: WCAG 2.2 AA and its own best practice, no finding."""

import pytest
from django.test import Client

from klientel.accounts.models import User
from tests.browser.every import ELSEWHERE, every_page
from tests.browser.world import world
from tools.assets import FOR_TESTS, TESTING

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
FINDINGS = """async ([tags, within]) => {
    const rules = {"label-content-name-mismatch": {enabled: true}};
    const found = await axe.run(document.querySelector(within), {runOnly: tags, rules, resultTypes: ["violations"]});
    return found.violations.map((each) =>
        `${each.id}: ${each.nodes.map((node) => `${node.target} ${node.html}`).join(" | ")}`);
}"""


@pytest.fixture(scope="module")
def axe():
    program = TESTING / next(iter(FOR_TESTS))
    if not program.exists():
        pytest.skip("no axe-core: run 'make assets'")
    return program.read_text(encoding="utf-8")


def findings(window, axe, within="html"):
    window.evaluate(axe)  # by the debugger: the page's own policy stays in force
    return window.evaluate(FINDINGS, [TAGS, within])


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_page(annas_window, axe, width, scheme, complaints):
    pages = world().addresses() | every_page(_annas_client())[0]
    window = annas_window("/kontakte/", width=width, scheme=scheme)
    found, wide = {}, {}

    for name, address in pages.items():
        window.goto(address)
        found[name] = findings(window, axe)
        wide[name] = window.evaluate("document.documentElement.scrollWidth")

    assert {name: each for name, each in found.items() if each} == {}
    assert {name: each for name, each in wide.items() if each > width} == {}
    assert complaints == []


@pytest.mark.usefixtures("opened")  # it lets the journal be emptied afterwards
def test_every_route_shows_a_page_or_has_a_reason(anna):
    _pages, others = every_page(_annas_client())

    assert others.keys() == ELSEWHERE.keys()


def _annas_client():
    client = Client()
    client.force_login(User.objects.get(username="anna"))
    return client


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_what_opens(annas_window, axe, width, scheme, complaints):
    at = world()
    window = annas_window(f"/kontakte/{at.person.uid}/", width=width, scheme=scheme)
    found = {}

    for number in range(window.locator("summary:visible").count()):
        window.locator("summary:visible").nth(number).click()
        found[f"opened {number}"] = findings(window, axe, "details[open]")  # it covers others
        window.reload()
    window.keyboard.press("?")
    found["keys"] = findings(window, axe)
    window.reload()
    window.evaluate("document.getElementById('ask-bin').showModal()")
    found["question"] = findings(window, axe)
    window.reload()
    window.fill("#search", "lund")
    window.wait_for_selector("#search-hits [role=option]")
    found["suggestions"] = findings(window, axe)
    window.goto("/kontakte/neu/")
    window.click(".k-actbar button.btn-primary")
    window.wait_for_selector("[role=alert]")
    found["refused"] = findings(window, axe)

    assert {name: each for name, each in found.items() if each} == {}
    assert complaints == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_the_way_in(opened, anna, axe, width, scheme):
    window = opened(width=width, scheme=scheme)
    found = {}

    for address in ("/konto/login/", "/konto/password/reset/"):
        window.goto(address)
        found[address] = findings(window, axe)

    assert found == {"/konto/login/": [], "/konto/password/reset/": []}
