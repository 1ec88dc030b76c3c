"""Two people at one record: what each keeps, and what is a clash."""

import pytest

from klientel.changes.door import writing
from klientel.changes.errors import Clash, Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Contact, ContactPoint
from klientel.contacts.operations.contacts import PointEdit, change_contact
from tests import factories
from tests.changes.journal import diff_of, state

SYSTEM = factories.SYSTEM


@pytest.fixture
def berg(db):
    phone = PointEdit("phone", "040 5550100", use="private")
    return factories.contact(family_name="Berg", given_name="Anna", points=(phone,))


@pytest.fixture
def seen(berg):
    return latest_revision()


def _theirs(row, **values):
    with writing(SYSTEM) as write:
        write.change(row, **values)


def _mine(row, expected, **values):
    with writing(SYSTEM) as write:
        return write.change(write.fresh(row, expected), **values)


def _name():
    return Contact.objects.values_list("family_name", "given_name", "notes").get()


def test_what_another_changed_elsewhere_is_kept(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")

    _mine(berg, seen, notes="am Telefon")

    assert _name() == ("Thal", "Anna", "am Telefon")
    assert diff_of(berg) == {"notes": ["", "am Telefon"]}


def test_a_field_that_i_left_as_i_saw_it_stays_theirs(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")

    _mine(berg, seen, family_name="Berg", given_name="Anne")

    assert _name() == ("Thal", "Anne", "")
    assert diff_of(berg) == {"given_name": ["Anna", "Anne"]}


def test_an_empty_field_left_empty_stays_theirs(berg, seen):
    _theirs(Contact.objects.get(), inactive_from=factories.TODAY, notes="am Telefon")

    assert not _mine(berg, seen, inactive_from=None, notes="")


def test_the_same_change_by_both_is_no_clash(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")

    assert not _mine(berg, seen, family_name="Thal")


def test_a_field_that_both_changed_is_a_clash_with_all_three_values(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")
    before = state()

    with pytest.raises(Stale) as stale:
        _mine(berg, seen, family_name="Au", notes="am Telefon")

    root = stale.value.root
    assert stale.value.clashes == (Clash("family_name", "Berg", "Au", "Thal"),)
    assert state() == before
    assert _name() == ("Thal", "Anna", "")
    assert (root.family_name, root.notes, root.revision) == ("Thal", "", before[0])


def test_the_base_is_what_i_saw_however_often_they_changed_it(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")
    _theirs(Contact.objects.get(), family_name="Hof")

    with pytest.raises(Stale) as stale:
        _mine(berg, seen, family_name="Au")

    assert stale.value.clashes == (Clash("family_name", "Berg", "Au", "Hof"),)


def test_a_field_that_they_put_back_is_free(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")
    _theirs(Contact.objects.get(), family_name="Berg")

    _mine(berg, seen, family_name="Au")

    assert _name() == ("Au", "Anna", "")


def test_a_version_seen_after_their_change_is_not_stale(berg):
    _theirs(Contact.objects.get(), family_name="Thal")

    _mine(berg, latest_revision(), family_name="Au")

    assert _name() == ("Au", "Anna", "")


def test_without_a_version_the_last_one_wins(berg):
    _theirs(Contact.objects.get(), family_name="Thal")

    _mine(berg, None, family_name="Au")

    assert _name() == ("Au", "Anna", "")


def test_a_change_to_another_record_is_none_to_this_one(berg, seen):
    _theirs(factories.contact(family_name="Hof"), family_name="Thal")

    _mine(berg, seen, family_name="Au")

    assert Contact.objects.get(pk=berg.pk).family_name == "Au"


def test_a_reference_clashes_by_its_public_id(berg, seen):
    nord, sued = factories.team(name="Nord"), factories.team(name="Süd")
    _theirs(Contact.objects.get(), team=nord)

    with pytest.raises(Stale) as stale:
        _mine(berg, seen, team=sued)

    assert stale.value.clashes == (Clash("team", None, str(sued.uid), str(nord.uid)),)


def test_a_parts_field_that_both_changed_is_a_clash(berg, seen):
    point = berg.points.get()
    _theirs(ContactPoint.objects.get(), value="040 5550111")

    with pytest.raises(Stale) as stale:
        change_contact(
            contact=berg,
            patch={"notes": "am Telefon"},
            points=[PointEdit("phone", "040 5550122", use="private", number=point.pk)],
            expected=seen,
            by=SYSTEM,
        )

    key = f"point/{point.pk}.value"
    assert stale.value.clashes == (Clash(key, "040 5550100", "040 5550122", "040 5550111"),)
    assert _name() == ("Berg", "Anna", "")


def test_different_fields_of_one_part_are_both_kept(berg, seen):
    point = berg.points.get()
    _theirs(ContactPoint.objects.get(), value="040 5550111")

    edit = PointEdit("phone", "040 5550100", label="Auto", use="private", number=point.pk)
    change_contact(contact=berg, patch={}, points=[edit], expected=seen, by=SYSTEM)

    assert list(ContactPoint.objects.values_list("value", "label")) == [("040 5550111", "Auto")]


def test_a_part_removed_meanwhile_is_a_clash(berg, seen):
    point = berg.points.get()
    with writing(SYSTEM) as write:
        write.remove(ContactPoint.objects.get())

    with pytest.raises(Stale) as stale:  # noqa: PT012 -- a unit is a block
        edit = PointEdit("phone", "040 5550122", use="private", number=point.pk)
        change_contact(contact=berg, patch={}, points=[edit], expected=seen, by=SYSTEM)

    assert stale.value.clashes == (Clash(f"point/{point.pk}", None, "040 5550122", None),)


def test_removing_a_part_that_they_changed_is_a_clash(berg, seen):
    point = berg.points.get()
    _theirs(ContactPoint.objects.get(), value="040 5550111")

    with pytest.raises(Stale) as stale, writing(SYSTEM) as write:  # noqa: PT012 -- a unit is a block
        write.fresh(berg, seen)
        write.remove(ContactPoint.objects.get())

    key = f"point/{point.pk}.value"
    assert stale.value.clashes == (Clash(key, "040 5550100", None, "040 5550111"),)
    assert ContactPoint.objects.get().value == "040 5550111"


def test_removing_a_part_that_they_changed_and_put_back_is_none(berg, seen):
    _theirs(ContactPoint.objects.get(), value="040 5550111")
    _theirs(ContactPoint.objects.get(), value="040 5550100")

    with writing(SYSTEM) as write:
        write.fresh(berg, seen)
        write.remove(ContactPoint.objects.get())

    assert ContactPoint.objects.count() == 0


def test_a_part_that_they_added_since_is_not_mine_to_remove(berg, seen):
    with writing(SYSTEM) as write:
        theirs = write.add(ContactPoint(contact=berg, sort="email", value="a@berg.example"))

    with writing(SYSTEM) as write:
        write.fresh(berg, seen)
        write.remove(theirs)

    assert ContactPoint.objects.filter(pk=theirs.pk).exists()


def test_strictly_any_change_since_is_stale(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")
    before = state()

    with pytest.raises(Stale) as stale, writing(SYSTEM) as write:
        write.change(write.fresh(berg, seen, strict=True), notes="am Telefon")

    assert (stale.value.clashes, state()) == ((), before)
    assert _name() == ("Thal", "Anna", "")


def test_strictly_a_changed_part_is_one_too(berg, seen):
    _theirs(ContactPoint.objects.get(), value="040 5550111")

    with pytest.raises(Stale), writing(SYSTEM) as write:
        write.fresh(berg, seen, strict=True)


def test_strictly_the_version_of_today_passes_and_so_does_its_own_change(berg, seen):
    with writing(SYSTEM) as write:
        write.change(write.fresh(berg, seen, strict=True), family_name="Thal")
        write.change(write.fresh(berg, seen, strict=True), notes="am Telefon")

    assert _name() == ("Thal", "Anna", "am Telefon")


def test_a_failed_part_takes_its_clashes_along(berg, seen):
    _theirs(Contact.objects.get(), family_name="Thal")

    with writing(SYSTEM) as write:
        with pytest.raises(ZeroDivisionError), write.part():  # noqa: PT012 -- a unit is a block
            write.change(write.fresh(berg, seen), family_name="Au")
            1 / 0  # noqa: B018 -- fails
        write.change(write.fresh(berg), notes="am Telefon")

    assert _name() == ("Thal", "Anna", "am Telefon")
