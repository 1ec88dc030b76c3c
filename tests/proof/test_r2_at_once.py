"""R2: 32 editors at one record, with version checks: no update is lost, nobody sees an error."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
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


def test_no_update_is_lost_and_who_came_second_is_told(house, people, berg, proof_share):
    """Each adds a mark of his own to the notes that his form shows: what is saved stays."""
    edits = max(2, round(EDITS * proof_share))
    marks = count(1)

    def edit(browser):
        answers = []
        for _ in range(edits):
            _status, html = browser.get(f"{berg}bearbeiten/")
            shown, mark = form_values(html), str(next(marks))
            values = {name: shown[name] for name in ("seen", "served", "family_name")}
            values |= {"notes": f"{shown['notes']} {mark}", "sort": "person", **_ROWS}
            answers.append((browser.post(f"{berg}bearbeiten/", values)[0], mark))
        return answers

    answers = [answer for found in _at_once(people, edit) for answer in found]

    saved = {mark for status, mark in answers if status == 303}
    assert {status for status, _mark in answers} == {303, 409}
    assert sorted(house.rows(NOTES)[0][0].split()) == sorted({"0"} | saved)
    assert house.rows(EDITED) == [(len(saved),)]


def test_of_all_who_make_the_same_at_once_exactly_one_does(house, people, berg):
    path = f"/schlagworte/contact/{berg.strip('/').split('/')[-1]}/anhaengen/"
    answers = _at_once(people, lambda browser: browser.post(path, {"tag": "Messe"})[0])

    assert {*answers} == {303}, house.log()
    assert house.rows(TAGS) == [("Messe", 1, 1)]
