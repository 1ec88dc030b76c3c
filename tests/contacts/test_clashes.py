"""Two people fill the same empty place: the second is asked, nothing is overwritten in silence."""

from dataclasses import replace

import pytest

from klientel.changes.errors import Clash, Stale
from klientel.changes.models import Counter
from klientel.contacts.models import Address
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.own_addresses import change_own_address
from tests.contacts.looking import address_of, business_of, private_of, switchboard_of
from tests.contacts.world import KIEL, TOMORROW
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, contact

pytestmark = pytest.mark.django_db


def _seen():
    return Counter.objects.get().value


def _clashes(address, mine, theirs):
    """Return a clash with no base for each line in which two addresses differ."""
    return {
        Clash(f"address/{address.pk}.{name}", None, getattr(mine, name), getattr(theirs, name))
        for name in ("street", "postcode", "town", "country")
        if getattr(mine, name) != getattr(theirs, name)
    }


def test_the_first_own_business_address(world):
    seen = _seen()
    change_contact(contact=world.berg, patch={}, business=STADE, by=SYSTEM)

    with pytest.raises(Stale) as caught:
        change_contact(contact=world.berg, patch={}, business=BERN, expected=seen, by=SYSTEM)

    theirs = world.berg.addresses.get()
    assert caught.value.root == world.berg
    assert set(caught.value.clashes) == _clashes(theirs, BERN, STADE)
    assert business_of(world.berg) == STADE


def test_the_first_own_address_at_one_position(world):
    seen, position = _seen(), world.position(world.stein, world.alpin)
    arguments = {"contact": world.stein, "position": position, "by": SYSTEM}
    change_own_address(address=KIEL, **arguments)

    with pytest.raises(Stale):
        change_own_address(address=BERN.__class__(town="Genf"), expected=seen, **arguments)


def test_the_first_private_address(world):
    seen = _seen()
    change_contact(contact=world.berg, patch={}, private=STADE, by=SYSTEM)

    with pytest.raises(Stale):
        change_contact(contact=world.berg, patch={}, private=BERN, expected=seen, by=SYSTEM)

    assert private_of(world.berg) == STADE


def test_saying_the_same_as_others_or_nothing_is_no_clash(world):
    seen = _seen()
    change_contact(contact=world.berg, patch={}, business=STADE, by=SYSTEM)

    change_contact(contact=world.berg, patch={}, business=STADE, expected=seen, by=SYSTEM)
    shown = {"business": HAMBURG, "served": HAMBURG}
    change_contact(contact=world.berg, patch={}, **shown, expected=seen, by=SYSTEM)

    assert business_of(world.berg) == STADE


def test_who_has_seen_theirs_may_replace_it(world):
    change_contact(contact=world.berg, patch={}, business=STADE, by=SYSTEM)

    change_contact(contact=world.berg, patch={}, business=BERN, expected=_seen(), by=SYSTEM)

    assert business_of(world.berg) == BERN


@pytest.mark.parametrize("where", ["department", "closed"])
def test_the_first_address_of_an_organization(world, where):
    organization = getattr(world, where)
    if where == "closed":
        change_company_address(organization=organization, address=BERN.__class__(), by=SYSTEM)
    seen = _seen()
    change_organization(organization=organization, patch={}, address=STADE, by=SYSTEM)

    with pytest.raises(Stale) as caught:
        change_organization(
            organization=organization, patch={}, address=BERN, expected=seen, by=SYSTEM
        )

    theirs = Address.objects.get(is_company=True, position__organization=organization)
    assert set(caught.value.clashes) == _clashes(theirs, BERN, STADE)
    assert address_of(organization) == STADE


@pytest.mark.parametrize("where", ["department", "closed"])
def test_the_first_switchboard_of_an_organization(world, where):
    organization, seen = getattr(world, where), _seen()
    change_organization(organization=organization, patch={}, switchboard="+49 40 1", by=SYSTEM)

    with pytest.raises(Stale) as caught:
        change_organization(
            organization=organization, patch={}, switchboard="+49 40 2", expected=seen, by=SYSTEM
        )

    (clash,) = caught.value.clashes
    assert (clash.base, clash.mine, clash.theirs) == (None, "+49 40 2", "+49 40 1")
    assert switchboard_of(organization) == "+49 40 1"


def test_a_switchboard_that_both_change(world):
    seen = _seen()
    change_organization(organization=world.firm, patch={}, switchboard="+49 40 1", by=SYSTEM)

    with pytest.raises(Stale) as caught:
        change_organization(
            organization=world.firm, patch={}, switchboard="+49 40 2", expected=seen, by=SYSTEM
        )

    (clash,) = caught.value.clashes
    assert (clash.base, clash.mine, clash.theirs) == ("+49 40 123-0", "+49 40 2", "+49 40 1")


def test_a_switchboard_that_one_changes_and_the_other_takes_away(world):
    seen = _seen()
    change_organization(organization=world.firm, patch={}, switchboard="+49 40 1", by=SYSTEM)

    with pytest.raises(Stale):
        change_organization(
            organization=world.firm, patch={}, switchboard="", expected=seen, by=SYSTEM
        )

    assert switchboard_of(world.firm) == "+49 40 1"


def test_an_address_that_others_announced_first(world):
    seen = _seen()
    ahead = {"organization": world.firm, "valid_from": TOMORROW, "by": SYSTEM}
    change_company_address(address=STADE, **ahead)

    with pytest.raises(Stale):
        change_company_address(address=KIEL, expected=seen, **ahead)

    waiting = Address.objects.filter(pending_from=TOMORROW)
    assert list(waiting.values_list("town", flat=True)) == ["Stade"]


def test_the_clashes_of_all_records_of_the_unit_are_told(world):
    seen = _seen()
    change_organization(
        organization=world.firm,
        patch={"industry": "Bau"},
        address=STADE,
        switchboard="+49 40 1",
        by=SYSTEM,
    )

    with pytest.raises(Stale) as caught:
        change_organization(
            organization=world.firm,
            patch={"industry": "Handel"},
            address=replace(HAMBURG, street="Weg 1"),
            switchboard="+49 40 2",
            expected=seen,
            by=SYSTEM,
        )

    assert caught.value.root == world.firm
    assert [each.key.rpartition(".")[2] for each in caught.value.clashes] == [
        "industry",
        "street",
        "value",
    ]


def test_a_row_of_a_refused_unit_holds_what_the_database_holds(world):
    seen, line = _seen(), PointEdit("phone", "+49 40 7", "direct")
    change_contact(contact=world.berg, patch={"title": "Dr."}, points=(line,), by=SYSTEM)

    with pytest.raises(Stale) as caught:
        change_contact(contact=world.berg, patch={"title": "Prof."}, expected=seen, by=SYSTEM)

    assert caught.value.root.title == "Dr."


@pytest.fixture
def removed_meanwhile(db):
    """A contact whose number a colleague removed after `seen`."""
    berg = contact(points=(PointEdit("phone", "040 66969-1", label="direct"),))
    number, seen = berg.points.get().pk, _seen()
    gone = PointEdit("phone", "", number=number)
    change_contact(contact=berg, patch={}, points=(gone,), by=SYSTEM)
    return berg, number, seen


@pytest.mark.parametrize("value", ["040 66969-1", ""])
def test_a_number_that_others_removed_stays_removed_if_the_writer_left_or_removed_it(
    removed_meanwhile, value
):
    berg, number, seen = removed_meanwhile
    sent = PointEdit("phone", value, label="direct", number=number)

    change_contact(contact=berg, patch={"title": "Dr."}, points=(sent,), expected=seen, by=SYSTEM)

    berg.refresh_from_db()
    assert (berg.title, berg.points.count()) == ("Dr.", 0)


def test_a_number_that_others_removed_and_the_writer_changed_is_a_clash(removed_meanwhile):
    berg, number, seen = removed_meanwhile
    sent = PointEdit("phone", "040 66969-2", label="direct", number=number)

    with pytest.raises(Stale) as stale:
        change_contact(contact=berg, patch={}, points=(sent,), expected=seen, by=SYSTEM)

    assert [(each.key, each.mine) for each in stale.value.clashes] == [
        (f"point/{number}", "040 66969-2")
    ]
