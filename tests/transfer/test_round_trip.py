"""Export, import, export: byte for byte the same, and importing one's own export is nothing."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.contacts.operations.contacts import (
    Employment,
    PointEdit,
    add_contact,
    change_contact,
)
from klientel.contacts.operations.households import add_household, join_household
from klientel.contacts.operations.imports import CardChange, change_by_card
from klientel.contacts.operations.organizations import add_organization
from klientel.contacts.queries import value_of
from tests import factories
from tests.factories import SYSTEM
from tests.transfer.cards import card, exported, imported, outcomes, revision

pytestmark = pytest.mark.django_db

USES = ("business", "private")
WORD = st.text("abÄßé,;\\:'\" 1&=", min_size=1, max_size=12).map(lambda t: f"A{t}z")
MAYBE = st.one_of(st.just(""), WORD)
POINT = st.builds(
    PointEdit,
    st.sampled_from(["phone", "email", "url", "messenger"]),
    WORD,
    st.sampled_from(["", "mobile", "fax", "direct", "Werkstatt", "other"]),
    st.sampled_from(["business", "private"]),
    st.booleans(),
)
ADDRESS = st.builds(
    PostalAddress,
    extra=MAYBE, street=WORD, postcode=MAYBE, town=MAYBE, country=st.sampled_from(["", "DE", "CH"]),
)  # fmt: skip
PATCH = st.fixed_dictionaries(
    {"family_name": WORD, "given_name": MAYBE},
    optional={
        "title": st.sampled_from(["Dr.", "Prof. Dr.", "Ritter"]),
        "prefix": st.just("von"),
        "suffix": WORD,
        "additional_names": WORD,
        "nickname": WORD,
        "phonetic_given_name": WORD,
        "notes": st.sampled_from(["eins\nzwei", "a; b, c\\"]),
        "birthday": st.sampled_from(["1980-03-22", "--0322", "1980"]),
        "salutation": st.sampled_from(["female", "male", "diverse"]),
        "language": st.sampled_from(["de", "en"]),
        "sort": st.sampled_from(["person", "office"]),
    },
)
PERSON = st.tuples(
    PATCH, st.integers(0, 2), st.lists(POINT, max_size=4), st.one_of(st.none(), ADDRESS),
    st.one_of(st.none(), ADDRESS), st.lists(st.sampled_from(["Messe", "VIP", "Ä"]), unique=True),
)  # fmt: skip


def built(people, addresses) -> None:
    """Add people without an organisation (0) and at two organisations that have an address."""
    firms = [
        add_organization(patch={"name": f"Werk {at} GmbH"}, address=address, by=factories.SYSTEM)
        for at, address in enumerate(addresses, 1)
    ]
    for patch, at, points, business, private, tags in people:
        contact = add_contact(
            patch=patch,
            employment=Employment(organization=firms[at - 1], title="Leitung") if at else None,
            points=points,
            business=business or PostalAddress(),
            private=private or PostalAddress(),
            by=factories.SYSTEM,
        )
        change_by_card(change=CardChange(contact.pk, tags=tuple(tags)), by=factories.SYSTEM)


@settings(
    max_examples=settings().max_examples // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate],  # shrinking would take minutes here
)
@given(st.lists(PERSON, min_size=1, max_size=5), st.tuples(ADDRESS, ADDRESS),
       st.sampled_from(["3.0", "4.0"]))  # fmt: skip
def test_random_contacts_come_back_byte_for_byte(tmp_path, people, addresses, version) -> None:
    with transaction.atomic():
        built(people, addresses)
        before = revision()
        first = exported(version)
        report = imported(tmp_path, first)
        assert (set(outcomes(report)), revision()) == ({"unchanged"}, before)
        assert exported(version) == first
        transaction.set_rollback(True)
    with transaction.atomic():
        imported(tmp_path, first)
        second = exported(version)
        transaction.set_rollback(True)
    with transaction.atomic():
        report = imported(tmp_path, second)
        assert set(outcomes(report)) == {"new"}
        assert exported(version) == second
        transaction.set_rollback(True)
    assert {line for line in first.split("\r\n") if line[:2] in {"N:", "FN", "UI", "TE", "EM"}} == {
        line for line in second.split("\r\n") if line[:2] in {"N:", "FN", "UI", "TE", "EM"}
    }


def test_members_of_a_household_and_offices_are_unchanged_by_their_own_export(tmp_path):
    home = add_household(
        name="Familie Berg",
        members=[{"family_name": "Berg", "given_name": "Anna"}, {"given_name": "Ben"}],
        address=factories.STADE,
        phone="04141 1",
        by=factories.SYSTEM,
    )
    jan = factories.contact(family_name="Kern", employer="Werk GmbH", address=factories.HAMBURG)
    join_household(contact=jan, household=home, by=factories.SYSTEM)
    factories.organization(name="Amt", address=factories.BERN, switchboard="+41 31 1")
    before = revision()
    text = exported()

    report = imported(tmp_path, text)

    assert text.count("Am Sande 3") == 3
    assert (outcomes(report), revision()) == ({"unchanged": 4}, before)
    assert exported() == text


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_a_household_comes_back_as_a_household(tmp_path, version):
    with transaction.atomic():
        add_household(
            name="Familie Berg",
            members=[{"family_name": "Berg", "given_name": "Anna"}, {"given_name": "Ben"}],
            address=factories.STADE,
            phone="04141 1",
            by=factories.SYSTEM,
        )
        text = exported(version)
        transaction.set_rollback(True)

    imported(tmp_path, text)

    home = Organization.objects.get()
    assert (home.sort, str(home.main_position.contact)) == ("household", "Anna Berg")
    assert value_of(home.seat.address) == factories.STADE
    anna, ben = Contact.objects.order_by("pk")
    assert [(row.use, row.is_company) for row in anna.addresses.all()] == [("private", True)]
    assert [(row.use, row.label) for row in anna.points.all()] == [("private", "main")]
    assert (ben.addresses.count(), ben.points.count()) == (0, 0)
    assert exported(version) == text
    assert outcomes(imported(tmp_path, text)) == {"unchanged": 2}


LABELS = ("direct", "mobile", "fax", "main", "pager", "car", "homepage", "work", "Werkstatt")


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize("kept", [False, True])
def test_labels_and_uses_come_back(tmp_path, version, kept):
    points = tuple(
        PointEdit("phone", f"040 {at}", label, use)
        for at, (label, use) in enumerate((label, use) for label in LABELS for use in USES)
        if (label, use) != ("work", "private")
    )
    with transaction.atomic():
        if kept:  # a card that had none of the numbers
            imported(tmp_path, card("N:Berg;Anna", "FN:Anna Berg", "ORG:Werk GmbH"))
            change_contact(contact=Contact.objects.get(), patch={}, points=points, by=SYSTEM)
        else:
            factories.contact(family_name="Berg", employer="Werk GmbH", points=points)
        before, text = labelled(), exported(version)
        transaction.set_rollback(True)

    imported(tmp_path, text)

    assert labelled() == before


def labelled() -> set[tuple[str, str, str]]:
    return set(ContactPoint.objects.values_list("value", "label", "use"))


def test_an_empty_database_gets_everything_back(tmp_path):
    with transaction.atomic():
        factories.contact(
            family_name="Berg",
            given_name="Anna",
            employer="Werk GmbH",
            address=factories.HAMBURG,
            points=(PointEdit("phone", "+49 40 1", "main"),),
        )
        werk = Organization.objects.get()
        factories.contact(family_name="Kern", given_name="Jan", organization=werk)
        text = exported()
        transaction.set_rollback(True)

    imported(tmp_path, text)

    anna, jan = Contact.objects.order_by("pk")
    assert (text.count("Musterkai 14"), text.count("+49 40 1")) == (2, 2)
    assert exported() == text
    assert Organization.objects.get().main_position.contact == anna
    assert (jan.addresses.count(), jan.points.count()) == (0, 0)
