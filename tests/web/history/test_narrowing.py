"""The history by person and period, page by page; one's own last acts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from klientel.accounts.permissions import Denied
from klientel.changes.models import Change, Unit
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.daily import apply_due
from klientel.contacts.operations.positions import change_position
from klientel.records.operations import undo_unit
from tests import factories
from tests.factories import acting, contact, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg(anna):
    """A contact that Anna changed last week and Ben today."""
    ben = user(given_name="Ben", family_name="Lund")
    row = contact(family_name="Berg")
    now = timezone.now()
    for who, at, note in ((anna, now - timedelta(days=7), "Tee"), (ben, now, "Kaffee")):
        change_contact(contact=row, patch={"notes": note}, by=acting(who, at=at))
    return row, ben


def _told(client, row, **asked):
    page = client.get(f"/kontakte/{row.uid}/verlauf/", asked)
    return [line.now for each in page.context["entries"] for line in each.lines]


def test_the_history_is_narrowed_to_a_person(annas, anna, berg):
    row, ben = berg

    assert _told(annas, row, wer=str(ben.uid)) == ["Kaffee"]
    assert _told(annas, row, wer=str(anna.uid)) == ["Tee"]
    assert _told(annas, row, wer="klientel") == ["Berg", "person"][:1]


def test_the_history_is_narrowed_to_a_period(annas, berg):
    row, _ben = berg
    day = timezone.localdate() - timedelta(days=7)

    told = _told(annas, row, von=f"{day:%d.%m.%Y}", bis=f"{day:%d.%m.%Y}")

    assert told == ["Tee"]


def test_a_wrong_entry_narrows_nothing_and_says_so(annas, berg):
    row, _ben = berg

    page = annas.get(f"/kontakte/{row.uid}/verlauf/", {"von": "neulich"})

    assert "This is no day." in page.content.decode()
    assert len(page.context["entries"]) == 3


def test_the_next_page_carries_along_what_was_asked(annas, anna):
    row = contact(family_name="Berg")
    for number in range(31):
        change_contact(contact=row, patch={"notes": str(number)}, by=acting(anna))

    page = annas.get(f"/kontakte/{row.uid}/verlauf/", {"wer": str(anna.uid)})

    assert f"&amp;wer={anna.uid}" in page.content.decode()
    assert _told(annas, row, wer=str(anna.uid), vor=page.context["older"]) == ["0"]


def test_ones_last_acts_stand_in_the_users_menu_and_are_taken_back(annas, anna):
    row = contact(family_name="Berg")
    change_contact(contact=row, patch={"notes": "Tee"}, by=acting(anna, at=timezone.now()))
    assert 'href="/rueckgaengig/"' in annas.get("/kontakte/").content.decode()

    page = annas.get("/rueckgaengig/")
    [act] = page.context["acts"]
    annas.post(act.undo_url)

    assert (act.title, act.records) == ("Contact changed", (("Berg", f"/kontakte/{row.uid}/"),))
    assert Contact.objects.get().notes == ""


def test_one_sees_ones_own_acts_alone(annas):
    change_contact(contact=contact(), patch={"notes": "Tee"}, by=acting(user()))

    assert annas.get("/rueckgaengig/").context["acts"] == []


def test_the_page_asks_as_often_for_many_acts_as_for_one(
    annas, anna, django_assert_max_num_queries
):
    def asked():
        with django_assert_max_num_queries(60) as counted:
            annas.get("/rueckgaengig/")
        return len(counted)

    row = contact()
    change_contact(contact=row, patch={"notes": "0"}, by=acting(anna))
    asked()  # the first page of a process fills what is kept in memory
    before = asked()
    for number in range(1, 4):
        change_contact(contact=row, patch={"notes": str(number)}, by=acting(anna))

    assert asked() == before


def test_daily_work_is_nobodys_to_take_back():
    chief = user(role="manager")
    firm = organization()
    row = contact(organization=firm)
    by = acting(chief)
    gone = {"until": factories.TODAY}
    change_position(position=row.positions.get(), patch=gone, by=by)
    tomorrow = factories.TODAY + timedelta(days=1)
    apply_due(today=tomorrow, by=factories.SYSTEM)
    unit = Unit.objects.order_by("-revision").first()
    assert (unit.source, Change.objects.filter(unit=unit).exists()) == ("system", True)

    with pytest.raises(Denied):
        undo_unit(revision=unit.revision, by=by)
    assert Organization.objects.count() == 1
