"""What is there already is found among the records, and nothing that is hidden."""

import pytest

from klientel.contacts.duplicates import Firm, Person
from klientel.contacts.lookalikes import contact_candidates, organization_candidates
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.contacts import PointEdit
from tests.factories import HAMBURG, STADE, SYSTEM, contact, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(db):
    return user(username="anna")


@pytest.fixture
def koehler(db):
    return contact(
        family_name="Köhler",
        given_name="Annegret",
        employer="Werft GmbH",
        address=HAMBURG,
        points=(
            PointEdit("email", "A.Koehler@werft.example"),
            PointEdit("phone", "040 66969-142", "direct"),
        ),
    )


def people(draft, who):
    found = contact_candidates(draft, who)
    return [(str(each.row), [str(reason.why) for reason in each.reasons]) for each in found]


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (Person(emails=("a.koehler@WERFT.example ",)), ["email"]),
        (Person(phones=("+49 (0)40/66969142",)), ["phone"]),
        (Person("Koehler", "annegret"), ["name"]),
        (Person("Köhler", "Annegret", towns=("hamburg",)), ["name_there"]),
        (Person("Köhler", "Annegret", organizations=("Werft",)), ["name_there"]),
        (Person("Kohlre", "Annegret"), ["similar_name"]),
    ],
)
def test_a_contact_is_recognised(anna, koehler, draft, why):
    assert people(draft, anna) == [("Annegret Köhler", why)]


@pytest.mark.parametrize(
    "draft", [Person(), Person("Köhler"), Person("Köhler", "Ute"), Person(emails=("x@y.example",))]
)
def test_another_one_is_not(anna, koehler, draft):
    assert people(draft, anna) == []


def test_the_record_itself_the_hidden_and_the_binned_are_no_candidates(anna, koehler):
    draft = Person(emails=("geheim@werft.example", "weg@werft.example"))
    points = [(PointEdit("email", address),) for address in draft.emails]
    contact(family_name="Geheim", points=points[0], confidential=True)
    bin_contact(contact=contact(family_name="Weg", points=points[1]), by=SYSTEM)

    own = contact_candidates(Person("Köhler", "Annegret"), anna, but=koehler)

    assert (own, people(draft, anna)) == ([], [])


def test_an_organisation_is_recognised(anna):
    organization(
        name="Hanseatische Werft GmbH",
        website="www.werft.example",
        address=HAMBURG,
        switchboard="040 66969-0",
    )
    organization(name="Andere Firma AG", address=STADE)
    drafts = {
        "name": Firm("hanseatische werft KG"),
        "similar_name": Firm("Hanseatsche Werft"),
        "website": Firm("X", website="https://werft.example/kontakt"),
        "phone": Firm("X", phones=("040/669690",)),
        "stem": Firm("X", phones=("040 66969-55",)),
        "": Firm("Berg", website="berg.example", phones=("030 1",)),
    }

    found = {
        why: [str(reason.why) for each in organization_candidates(draft, anna)
              for reason in each.reasons]
        for why, draft in drafts.items()
    }  # fmt: skip

    assert found == {why: [why] if why else [] for why in drafts}


def test_many_candidates_cost_as_many_queries_as_one(anna, django_assert_max_num_queries):
    for _ in range(4):
        contact(family_name="Köhler", given_name="Annegret", employer="Werft", address=HAMBURG)

    with django_assert_max_num_queries(16):
        assert len(contact_candidates(Person("Köhler", "Annegret"), anna)) == 4
