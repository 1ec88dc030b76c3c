"""The inverse of a unit: whole or not at all, while what it wrote still stands."""

import pytest

from klientel.changes.door import writing
from klientel.changes.errors import CannotUndo
from klientel.changes.models import Unit
from klientel.changes.undoing import undo
from klientel.contacts.models import Address, Contact, ContactPoint, Organization, Position, Tag
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.positions import (
    NextJob,
    add_position,
    change_company,
    make_primary,
)
from klientel.contacts.operations.ties import attach_tag, detach_tag
from tests import factories
from tests.changes.journal import diff_of, state

SYSTEM = factories.SYSTEM
PHONE = PointEdit("phone", "040 5550100", use="private")


def _undo(revision):
    with writing(SYSTEM, act="undo") as write:
        undo(write, revision)
    return write.revision


def _last():
    return Unit.objects.order_by("-pk").first().pk


def _rows(*models):
    """Every value of the tracked rows, without the revisions."""
    return [
        [
            {name: value for name, value in row.items() if name != "revision"}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    ]


ALL = (Organization, Contact, Position, ContactPoint, Address)


@pytest.fixture
def berg(db):
    return factories.contact(family_name="Berg", points=(PHONE,))


def test_a_change_is_taken_back(berg):
    before = _rows(*ALL)
    change_contact(contact=berg, patch={"family_name": "Thal", "notes": "x"}, by=SYSTEM)

    revision = _undo(_last())

    assert _rows(*ALL) == before
    assert Unit.objects.get(pk=revision).undoes == revision - 1
    assert diff_of(berg) == {"family_name": ["Thal", "Berg"], "notes": ["x", ""]}


def test_an_added_record_goes_to_the_bin(berg):
    _undo(berg.revision)

    assert Contact.objects.values_list("binned_at", flat=True).get() == factories.NOW
    assert list(Contact.live.all()) == []


def test_parts_added_changed_and_removed_are_taken_back(berg):
    point = berg.points.get()
    change_contact(
        contact=berg,
        patch={},
        points=[
            PointEdit("email", "a@berg.example", use="private"),
            PointEdit("phone", "040 5550111", label="Auto", use="private", number=point.pk),
        ],
        by=SYSTEM,
    )
    _undo(_last())
    changed = _rows(ContactPoint)
    change_contact(
        contact=berg, patch={}, points=[PointEdit("phone", "", number=point.pk)], by=SYSTEM
    )
    removed = _rows(ContactPoint)

    _undo(_last())

    assert [row["value"] for row in changed[0]] == ["040 5550100"]
    assert (removed, _rows(ContactPoint)) == ([[]], changed)
    assert changed[0][0]["id"] == point.pk


def test_an_undo_can_be_undone(berg):
    change_contact(contact=berg, patch={"family_name": "Thal"}, by=SYSTEM)
    after = _rows(*ALL)

    again = _undo(_undo(_last()))

    assert _rows(*ALL) == after
    assert diff_of(berg) == {"family_name": ["Berg", "Thal"]}
    assert Unit.objects.get(pk=again).undoes == again - 1


def test_an_undone_addition_comes_back_from_the_bin(berg):
    _undo(_undo(berg.revision))

    assert list(Contact.live.all()) == [berg]


def test_what_moved_on_is_named_and_nothing_is_taken_back(berg):
    change_contact(contact=berg, patch={"family_name": "Thal", "notes": "x"}, by=SYSTEM)
    revision = _last()
    change_contact(contact=berg, patch={"family_name": "Au"}, by=SYSTEM)
    before, rows = state(), _rows(*ALL)

    with pytest.raises(CannotUndo) as cannot:
        _undo(revision)

    assert cannot.value.reasons == [(str(berg.uid), "family_name")]
    assert (state(), _rows(*ALL)) == (before, rows)


def test_what_moved_on_elsewhere_does_not_matter(berg):
    change_contact(contact=berg, patch={"family_name": "Thal"}, by=SYSTEM)
    revision = _last()
    change_contact(contact=berg, patch={"notes": "x"}, by=SYSTEM)

    _undo(revision)

    assert Contact.objects.values_list("family_name", "notes").get() == ("Berg", "x")


def test_a_value_that_came_back_stands_again(berg):
    change_contact(contact=berg, patch={"family_name": "Thal"}, by=SYSTEM)
    revision = _last()
    for name in ("Au", "Thal"):
        change_contact(contact=berg, patch={"family_name": name}, by=SYSTEM)

    _undo(revision)

    assert Contact.objects.get().family_name == "Berg"


def test_a_part_that_moved_on_is_named(berg):
    point = berg.points.get()
    edits = [PointEdit("phone", value, use="private", number=point.pk) for value in ("1", "2", "")]
    for edit, found in zip(edits[1:], ("2", None), strict=True):
        change_contact(contact=berg, patch={}, points=edits[:1], by=SYSTEM)
        revision = _last()
        change_contact(contact=berg, patch={}, points=[edit], by=SYSTEM)

        with pytest.raises(CannotUndo) as cannot:
            _undo(revision)

        assert cannot.value.reasons == [(str(berg.uid), f"point/{point.pk}")]
        assert ContactPoint.objects.values_list("value", flat=True).first() == found


def test_an_added_record_that_was_worked_on_stays(berg):
    revision = berg.revision
    change_contact(contact=berg, patch={"notes": "x"}, points=[PHONE], by=SYSTEM)
    added = ContactPoint.objects.latest("pk")

    with pytest.raises(CannotUndo) as cannot:
        _undo(revision)

    uid = str(berg.uid)
    assert cannot.value.reasons == [(uid, "notes"), (uid, f"point/{added.pk}")]
    assert list(Contact.live.all()) == [berg]


def test_an_added_record_whose_changes_were_undone_can_go(berg):
    revision = berg.revision
    change_contact(contact=berg, patch={"notes": "x"}, points=[PHONE], by=SYSTEM)
    _undo(_last())

    _undo(revision)

    assert list(Contact.live.all()) == []


def test_a_unit_of_many_records_is_undone_whole(db):
    works = factories.organization(name="Berg GmbH")
    before = _rows(Organization)

    new = factories.contact(family_name="Berg", employer="Thal GmbH", address=factories.HAMBURG)
    _undo(new.revision)

    assert list(Contact.live.all()) == []
    assert list(Organization.live.all()) == [works]
    assert _rows(Organization)[0][:1] == before[0]


def test_or_not_at_all(db):
    berg = factories.contact(family_name="Berg", employer="Thal GmbH")
    with writing(SYSTEM) as write:
        write.change(Organization.objects.get(), is_vip=True)

    with pytest.raises(CannotUndo) as cannot:
        _undo(berg.revision)

    assert [key for _uid, key in cannot.value.reasons] == ["is_vip"]
    assert (Contact.live.count(), Organization.live.count()) == (1, 1)


def test_rows_that_take_one_anothers_place_are_exchanged_back(db):
    """At most one position is primary, at most one address the company's: order matters."""
    one, two = factories.organization(name="Berg AG"), factories.organization(name="Thal AG")
    anna = factories.contact(family_name="Berg", organization=one)
    second = add_position(contact=anna, organization=two, patch={}, by=SYSTEM)
    before = _rows(*ALL)

    make_primary(position=second, by=SYSTEM)
    _undo(_last())

    assert _rows(*ALL) == before


def test_a_change_of_company_is_undone_with_all_that_came_with_it(db):
    one, two = factories.organization(name="Berg AG"), factories.organization(name="Thal AG")
    anna = factories.contact(
        family_name="Berg", organization=one, address=factories.STADE, points=(PHONE,)
    )
    before = _rows(*ALL)

    position = anna.positions.get()
    change_company(contact=anna, leaving=position, to=NextJob(two), on=factories.TODAY, by=SYSTEM)
    moved = _rows(*ALL)
    _undo(_last())

    assert _rows(*ALL) == before
    _undo(_last())
    assert [len(rows) for rows in _rows(*ALL)] == [len(rows) for rows in moved]


def test_an_address_taken_away_is_marked_again(db):
    works = factories.organization(name="Berg AG", address=factories.HAMBURG)
    before = _rows(*ALL)

    change_company_address(organization=works, address=factories.NOWHERE, by=SYSTEM)
    _undo(_last())

    assert _rows(*ALL) == before


def test_a_tag_detached_is_attached_again(berg):
    with writing(SYSTEM) as write:
        tag = write.add(Tag(name="Messe"))
    attach_tag(record=berg, tag=tag, by=SYSTEM)
    detach_tag(record=berg, tag=tag, by=SYSTEM)
    revision = _last()
    _undo(revision)
    attached = list(berg.tag_links.values_list("tag__name", flat=True))
    detach_tag(record=berg, tag=tag, by=SYSTEM)
    attach_tag(record=berg, tag=tag, by=SYSTEM)

    with pytest.raises(CannotUndo) as cannot:
        _undo(revision)

    assert attached == ["Messe"]
    assert [key.split("/")[0] for _uid, key in cannot.value.reasons] == ["contact_tag"]


def test_a_part_that_something_later_needs_is_not_taken_away(db):
    berg, works = factories.contact(family_name="Berg"), factories.organization(name="Berg AG")
    position = add_position(contact=berg, organization=works, patch={}, by=SYSTEM)
    revision = _last()
    with writing(SYSTEM) as write:
        write.add(ContactPoint(contact=berg, position=position, sort="phone", value="1"))
    rows = _rows(*ALL)

    with pytest.raises(CannotUndo) as cannot:
        _undo(revision)

    assert cannot.value.reasons == [(str(berg.uid), f"position/{position.pk}")]
    assert _rows(*ALL) == rows


def test_a_purged_record_is_gone_for_good(berg):
    with writing(SYSTEM) as write:
        write.remove(berg.points.get())
    with writing(SYSTEM) as write:
        write.purge(berg)

    for revision in (write.revision, berg.revision):
        with pytest.raises(CannotUndo) as cannot:
            _undo(revision)
        assert cannot.value.reasons == [(str(berg.uid), "")]


def test_a_reference_to_a_purged_record_cannot_come_back(berg):
    team = factories.team(name="Nord")
    for value in (team, None):
        with writing(SYSTEM) as write:
            write.change(Contact.objects.get(), team=value)
    revision = write.revision
    with writing(SYSTEM) as write:
        write.purge(team)

    with pytest.raises(CannotUndo) as cannot:
        _undo(revision)

    assert cannot.value.reasons == [(str(berg.uid), "")]


def test_a_unit_that_is_not_there_cannot_be_undone(db):
    with pytest.raises(CannotUndo) as cannot:
        _undo(10**9)

    assert cannot.value.reasons == []
