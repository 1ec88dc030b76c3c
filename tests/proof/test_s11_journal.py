"""S11: one unit an operation, one line a record, changeable by nobody, without secrets."""

import json

import pytest

from tests.proof.browsing import Browser, form_values
from tests.proof.house import PASSWORD

UNITS = "SELECT revision, act, source FROM changes_unit WHERE revision > {} ORDER BY revision"
LINES = "SELECT verb, kind FROM changes_change WHERE revision > {} ORDER BY revision, id"
LAST = "SELECT max(revision) FROM changes_unit"
DOUBLES = "SELECT revision, uid FROM changes_change GROUP BY revision, uid HAVING count(*) > 1"
EVERYTHING = "SELECT * FROM changes_unit JOIN changes_change USING (revision) ORDER BY revision"
SECRETS = (
    "SELECT password FROM accounts_user",
    "SELECT session_key FROM django_session",
    "SELECT session_data FROM django_session",
)
NEW = {
    "family_name": "Berg",
    "sort": "person",
    "employer": "Berg GmbH",
    "points-TOTAL_FORMS": "1",
    "points-INITIAL_FORMS": "0",
    "points-0-sort": "phone",
    "points-0-value": "040 5550100",
    "points-0-use": "business",
}
REWRITING = (
    "UPDATE changes_change SET diff = '{}'",
    "UPDATE changes_unit SET user_id = NULL",
    "DELETE FROM changes_change",
    "DELETE FROM changes_unit",
)


@pytest.fixture
def anna(house):
    house.start()
    browser = Browser(house.port).log_in("anna")
    yield browser
    browser.close()


def _edit(anna, where):
    _status, html = anna.get(f"{where}bearbeiten/")
    shown = form_values(html)
    rows = {"points-TOTAL_FORMS": "0", "points-INITIAL_FORMS": "0"}
    values = {name: shown[name] for name in ("seen", "served")}
    return anna.post(
        f"{where}bearbeiten/", {**values, "family_name": "Thal", "sort": "person", **rows}
    )


def test_each_act_is_a_unit_and_each_record_in_it_a_line(house, anna):
    before = house.rows(LAST)[0][0]

    where = anna.post("/kontakte/neu/", NEW)[1]
    edited = _edit(anna, where)[0]
    binned = anna.post(f"{where}loeschen/", {})[0]
    profile = {"theme": "dark", "density": "kompakt", "language": "de"}
    looked = anna.post("/konto/profil/", {**profile, "time_zone": "Europe/Berlin"})[0]

    assert (edited, binned, looked) == (303, 303, 303)
    assert [row[1:] for row in house.rows(UNITS.format(before))] == [
        ("add_contact", "web"),
        ("change_contact", "web"),
        ("bin_contact", "web"),
        ("change_user", "web"),
    ]
    lines = house.rows(LINES.format(before))
    assert lines[:2] in (
        [("added", "organization"), ("added", "contact")],
        [("added", "contact"), ("added", "organization")],
    )
    assert lines[-1] == ("changed", "user")
    assert house.rows(DOUBLES) == []


def test_nobody_rewrites_it_not_even_with_a_client_of_the_database(house, anna):
    anna.post("/kontakte/neu/", NEW)
    before = house.rows(EVERYTHING)

    for sql in REWRITING:
        with pytest.raises(Exception, match="the journal is written once"):
            house.execute(sql)

    assert house.rows(EVERYTHING) == before


def test_no_secret_stands_in_it(house, anna):
    where = anna.post("/kontakte/neu/", NEW)[1]
    _edit(anna, where)

    journal = json.dumps(house.rows(EVERYTHING), default=str)

    secrets = [row[0] for sql in SECRETS for row in house.rows(sql)]
    assert len(secrets) > 4
    assert [each for each in [PASSWORD, *secrets] if each in journal] == []
    assert '"password"' not in journal
