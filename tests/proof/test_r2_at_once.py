"""R2: 32 editors at one record, with version checks: no update is lost, nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.proof.browsing import Browser, form_values
from tests.proof.house import USERS

EDITORS, EDITS = 32, 50
NOTES = "SELECT notes FROM contacts_contact WHERE family_name = 'Berg'"
EDITED = "SELECT count(*) FROM changes_unit WHERE act = 'change_contact'"
TAGS = """
    SELECT name, (SELECT count(*) FROM contacts_contacttag WHERE tag_id = tag.id),
      (SELECT count(*) FROM changes_change WHERE uid = tag.uid AND verb = 'added')
    FROM contacts_tag tag
"""


@pytest.fixture
def people(house):
    """Who is logged in at a running server."""
    house.start()
    browsers = [Browser(house.port).log_in(user) for user in USERS]
    yield browsers
    for browser in browsers:
        browser.close()


@pytest.fixture
def berg(people):
    """The page of a contact whose notes say 0."""
    fields = {"family_name": "Berg", "sort": "person", "notes": "0", **_ROWS}
    status, where = people[0].post("/kontakte/neu/", fields)
    assert status == 303
    return where


_ROWS = {"points-TOTAL_FORMS": "0", "points-INITIAL_FORMS": "0"}


def _at_once(people, work):
    """Have every editor begin at the same moment, each with a connection of his own."""
    start = Barrier(EDITORS)

    def begin(editor):
        browser = people[editor % len(people)].sharing()
        start.wait(60)
        return work(browser)

    with ThreadPoolExecutor(EDITORS) as pool:
        return list(pool.map(begin, range(EDITORS)))


def test_no_update_is_lost_and_every_other_one_is_told(house, people, berg, proof_share):
    """Each reads a number in the form and writes one more: all that count are counted."""
    edits = max(2, round(EDITS * proof_share))

    def edit(browser):
        answers = []
        for _ in range(edits):
            status, html = browser.get(f"{berg}bearbeiten/")
            assert status == 200
            values = form_values(html)
            values["notes"] = str(int(values["notes"]) + 1)
            answers.append(browser.post(f"{berg}bearbeiten/", {**values, "sort": "person"})[0])
        return answers

    answers = [status for found in _at_once(people, edit) for status in found]

    saved = answers.count(303)
    assert {*answers} <= {303, 409}
    assert saved > 1
    assert house.rows(NOTES) == [(str(saved),)]
    assert house.rows(EDITED) == [(saved,)]


def test_of_all_who_make_the_same_at_once_exactly_one_does(house, people, berg):
    answers = _at_once(
        people, lambda browser: browser.post(f"{berg}schlagwort/", {"tag": "Messe"})[0]
    )

    assert {*answers} == {303}, house.log()
    assert house.rows(TAGS) == [("Messe", 1, 1)]
