"""R1: killed with SIGKILL under four writers, no acknowledged write is lost and none is half."""

import http.client
import os
from random import Random
from statistics import median
from threading import Condition, Event, Thread

from tests.proof.browsing import Browser
from tests.proof.house import USERS

KILLS = 200
MEDIAN_SECONDS, WORST_SECONDS = 2, 5
MOST_WRITES_BETWEEN = 12

WHOLE = """
    SELECT contact.uid, contact.family_name,
      (SELECT count(*) FROM contacts_position WHERE contact_id = contact.id),
      (SELECT count(*) FROM contacts_contactpoint WHERE contact_id = contact.id),
      (SELECT count(*) FROM contacts_address WHERE contact_id = contact.id),
      (SELECT count(*) FROM contacts_effective WHERE contact_id = contact.id),
      (SELECT count(*) FROM contacts_contacttext WHERE row_id = contact.id),
      (SELECT count(*) FROM changes_change JOIN changes_unit USING (revision)
        WHERE uid = contact.uid AND verb = 'added' AND act = 'add_contact')
    FROM contacts_contact contact WHERE family_name LIKE 'Berg %'
"""
TROUBLES = {
    "units without a line": "SELECT count(*) FROM changes_unit WHERE revision NOT IN"
    " (SELECT revision FROM changes_change)",
    "units past the counter": "SELECT count(*) FROM changes_unit WHERE revision >"
    " (SELECT value FROM changes_counter)",
    "organisations without a main contact": "SELECT count(*) FROM contacts_organization"
    " WHERE name LIKE 'Berg %' AND main_position_id IS NULL",
}


class Writers:
    """Four people who add contacts, go on after each kill, and keep what was acknowledged."""

    def __init__(self, browsers) -> None:
        self.acknowledged = {}
        self.answers = set()
        self._news = Condition()
        self._over = Event()
        self._browsers = browsers
        self._threads = [
            Thread(target=self._write, args=(number, browser))
            for number, browser in enumerate(browsers)
        ]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        for thread in self._threads:
            thread.join(60)
        for browser in self._browsers:
            browser.close()

    def wait_for(self, more):
        """Return when that many more writes were acknowledged."""
        with self._news:
            until = len(self.acknowledged) + more
            assert self._news.wait_for(lambda: len(self.acknowledged) >= until, 60), self.answers

    def _write(self, writer, browser):
        number = 0
        while not self._over.is_set():
            number += 1
            name = f"Berg {writer}-{number}"
            try:
                status, where = browser.post("/kontakte/neu/", _fields(name))
            except (OSError, http.client.HTTPException):
                browser.close()
                self._over.wait(0.02)
                continue
            with self._news:
                self.answers.add(status)
                if status == 303:
                    self.acknowledged[where.split("/")[2].replace("-", "")] = name
                self._news.notify_all()


def _busy():
    """How many times longer work takes here: the promise is made for a machine of its own."""
    return max(1, os.getloadavg()[0] / (os.cpu_count() or 1))


def _fields(name):
    return {
        "once": name,
        "family_name": name,
        "sort": "person",
        "employer": f"{name} GmbH",
        "position": "Einkauf",
        "business_street": "Musterkai 14",
        "business_postcode": "20457",
        "business_town": "Hamburg",
        "business_country": "DE",
        "private_country": "DE",
        "points-TOTAL_FORMS": "2",
        "points-INITIAL_FORMS": "0",
        "points-0-sort": "phone",
        "points-0-value": "040 5550100",
        "points-0-use": "business",
        "points-1-sort": "email",
        "points-1-value": "berg@berg.example",
        "points-1-use": "business",
    }


def test_no_acknowledged_write_is_lost_and_none_is_half(house, proof_share):
    seconds, chance = [], Random(1)  # noqa: S311 -- the same moments in every run
    house.start()
    browsers = [Browser(house.port).log_in(user) for user in USERS]

    with Writers(browsers) as writers:
        for _ in range(max(3, round(KILLS * proof_share))):
            writers.wait_for(chance.randint(1, MOST_WRITES_BETWEEN))
            house.kill()
            seconds.append(house.start())
        writers.wait_for(1)
    house.stop()

    stored = {str(uid).replace("-", ""): (name, counts) for uid, name, *counts in house.rows(WHOLE)}
    lost = writers.acknowledged.keys() - stored.keys()
    halves = {name: counts for name, counts in stored.values() if counts != [1, 2, 1, 1, 1, 1]}
    assert (lost, halves) == (set(), {})
    assert {what: house.rows(sql)[0][0] for what, sql in TROUBLES.items()} == dict.fromkeys(
        TROUBLES, 0
    )
    assert writers.answers == {303}
    assert "journal: in order" in house.run("check")
    assert median(seconds) < MEDIAN_SECONDS * _busy(), seconds
    assert max(seconds) < WORST_SECONDS * _busy(), seconds
