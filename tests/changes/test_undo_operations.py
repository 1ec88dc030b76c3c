"""Who may undo what, for how long; a batch is undone record by record."""

from datetime import timedelta
from uuid import UUID

import pytest

from klientel.accounts.permissions import Denied
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Unit
from klientel.contacts.models import Contact, Organization
from klientel.contacts.operations.contacts import change_contact
from klientel.records.operations import TooLateToUndo, Undone, undo_batch, undo_unit
from tests import factories
from tests.changes.journal import state

SYSTEM = factories.SYSTEM
BATCH = UUID(int=7)
LAST_DAY = factories.NOW + timedelta(days=30)


@pytest.fixture
def anna(db):
    return factories.user(username="anna")


@pytest.fixture
def renamed(anna):
    """A contact that Anna renamed from Berg to Thal."""
    berg = factories.contact(family_name="Berg")
    change_contact(contact=berg, patch={"family_name": "Thal"}, by=factories.acting(anna))
    return Contact.objects.get()


def _name():
    return Contact.objects.get().family_name


def test_its_author_may_for_thirty_days(anna, renamed):
    records = undo_unit(revision=renamed.revision, by=factories.acting(anna, at=LAST_DAY))

    unit = Unit.objects.order_by("-pk").first()
    assert (records, _name()) == ([renamed], "Berg")
    assert (unit.act, unit.undoes, unit.user_id) == ("undo_unit", renamed.revision, anna.pk)


def test_after_thirty_days_nobody_may(anna, renamed):
    late = LAST_DAY + timedelta(seconds=1)
    admin = factories.user(role="administrator")

    for user in (anna, admin):
        with pytest.raises(TooLateToUndo):
            undo_unit(revision=renamed.revision, by=factories.acting(user, at=late))

    assert _name() == "Thal"


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_managers_and_administrators_may_undo_everybodys(renamed, role):
    undo_unit(revision=renamed.revision, by=factories.acting(factories.user(role=role)))

    assert _name() == "Berg"


@pytest.mark.parametrize("role", ["member", "readonly"])
def test_other_peoples_units_are_not_theirs_to_undo(renamed, role):
    other = factories.acting(factories.user(role=role))
    before = state()

    with pytest.raises(Denied):
        undo_unit(revision=renamed.revision, by=other)

    assert (state(), _name()) == (before, "Thal")


def test_who_may_no_longer_change_the_record_may_not_undo_either(anna, renamed):
    with writing(SYSTEM) as write:
        write.change(renamed, confidential=True)
    revision = Unit.objects.get(user_id=anna.pk).pk

    with pytest.raises(Denied):
        undo_unit(revision=revision, by=factories.acting(anna))

    assert _name() == "Thal"


def test_a_deactivated_user_and_nobody_may_not(anna, renamed):
    with writing(SYSTEM) as write:
        write.change(anna, is_active=False)

    for by in (factories.acting(anna), Actor("web", factories.NOW)):
        with pytest.raises(Denied):
            undo_unit(revision=renamed.revision, by=by)

    assert _name() == "Thal"


def test_daily_work_is_the_systems_alone(db):
    works = factories.organization(name="Berg AG")
    member, manager = factories.user(), factories.user(role="manager")

    with pytest.raises(Denied):
        undo_unit(revision=works.revision, by=factories.acting(member))
    with pytest.raises(Denied):
        undo_unit(revision=works.revision, by=factories.acting(manager))
    undo_unit(revision=works.revision, by=SYSTEM)

    assert list(Organization.live.all()) == []


def test_what_moved_on_is_refused_whole(anna, renamed):
    change_contact(contact=renamed, patch={"family_name": "Au"}, by=SYSTEM)

    with pytest.raises(CannotUndo) as cannot:
        undo_unit(revision=renamed.revision, by=factories.acting(anna))

    assert (cannot.value.reasons, _name()) == ([(str(renamed.uid), "family_name")], "Au")


def test_an_unknown_unit_is_refused(anna):
    with pytest.raises(CannotUndo):
        undo_unit(revision=10**9, by=factories.acting(anna))


@pytest.fixture
def imported(anna):
    """Three organisations, added by Anna in two units of one batch; the first changed again."""
    by = factories.acting(anna, source="import").in_batch(BATCH)
    with writing(by, act="import_rows") as write:
        rows = [write.add(Organization(name=name)) for name in ("Au AG", "Berg AG")]
    with writing(by, act="import_rows") as write:
        rows.append(write.add(Organization(name="Thal AG")))
        write.change(rows[0], is_vip=True)
    return rows


def test_a_batch_goes_whole_where_nothing_moved_on(anna, imported):
    au, berg, thal = imported

    undone = undo_batch(batch=BATCH, by=factories.acting(anna))

    assert undone == Undone(records=[au, thal, berg, au], stayed=[])
    assert list(Organization.live.all()) == []
    first, second = Unit.objects.filter(batch_id=BATCH).order_by("pk").values_list("pk", flat=True)
    newest = Unit.objects.order_by("-pk").values_list("act", "undoes")[:2]
    assert list(newest) == [("undo_batch", first), ("undo_batch", second)]


def test_of_a_batch_what_moved_on_stays_and_is_listed(anna, imported):
    au, berg, thal = imported
    with writing(SYSTEM) as write:
        write.change(thal, industry="Werften")
        write.change(berg, confidential=True)

    undone = undo_batch(batch=BATCH, by=factories.acting(anna))

    assert undone == Undone(
        records=[au, au], stayed=[(str(thal.uid), "industry"), (str(berg.uid), "confidential")]
    )
    assert list(Organization.live.order_by("pk")) == [berg, thal]


def test_of_a_batch_what_one_may_not_change_stays(anna):
    rows = [factories.organization(name=name) for name in ("Au AG", "Berg AG")]
    with writing(factories.acting(anna).in_batch(BATCH), act="change_many") as write:
        for row in rows:
            write.change(row, is_vip=True)
    with writing(SYSTEM) as write:
        write.change(rows[1], confidential=True)

    undone = undo_batch(batch=BATCH, by=factories.acting(anna))

    assert undone == Undone(records=[rows[0]], stayed=[(str(rows[1].uid), "")])
    assert list(Organization.objects.order_by("pk").values_list("is_vip", flat=True)) == [
        False,
        True,
    ]


def test_of_a_batch_what_refers_to_what_is_gone_stays(anna):
    works, team = factories.organization(name="Au AG"), factories.team(name="Nord")
    with writing(SYSTEM) as write:
        write.change(works, team=team)
    with writing(factories.acting(anna).in_batch(BATCH), act="change_many") as write:
        write.change(works, team=None)
    with writing(SYSTEM) as write:
        write.purge(team)

    undone = undo_batch(batch=BATCH, by=factories.acting(anna))

    assert undone == Undone(records=[], stayed=[(str(works.uid), "")])
    assert Organization.objects.get().team is None


def test_a_batch_of_others_is_theirs(imported):
    with pytest.raises(Denied):
        undo_batch(batch=BATCH, by=factories.acting(factories.user()))

    assert Organization.live.count() == 3
