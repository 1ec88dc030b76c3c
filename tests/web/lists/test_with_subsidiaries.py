"""'Belongs to X with its subsidiaries', and whose customers are those of the firm above."""

import re

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from klientel.contacts.models import Contact, Organization, RelationshipType
from klientel.contacts.operations.bin import bin_organization
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.relationships import set_relationship
from klientel.records import kinds
from klientel.records.compiling import compiled
from klientel.records.filters import Is, Not
from tests.factories import SYSTEM, TODAY, contact, organization

ANNEX = "Werft Annex"


@pytest.fixture
def group(db):
    """A holding, its yard, the yard's department; another firm beside them; a person at each."""
    holding = organization(name="Holding SE")
    yard = organization(name="Werft GmbH", parent=holding)
    annex = organization(name=ANNEX, parent=yard, is_department=True)
    other = organization(name="Kanzlei Berg")
    for firm in (holding, yard, annex, other):
        contact(family_name=f"bei {firm.name}", organization=firm)
    return holding, yard, annex, other


def _called(kind_code, node, **limits):
    kind = kinds.kind(kind_code)
    rows = kind.model.live.filter(compiled(node, kind, today=TODAY, **limits))
    return sorted(str(row) for row in rows)


def test_an_organisation_belongs_to_itself_and_to_all_above(group):
    holding, yard, annex, _other = group

    assert _called("organization", Is("belongs_to", "is", str(holding.uid))) == [
        "Holding SE",
        ANNEX,
        "Werft GmbH",
    ]
    assert _called("organization", Is("belongs_to", "is", str(yard.uid))) == [ANNEX, "Werft GmbH"]
    assert _called("organization", Is("belongs_to", "is", str(annex.uid))) == [ANNEX]


def test_the_opposite_is_everything_else(group):
    holding, *_rest = group
    node = Is("belongs_to", "is", str(holding.uid))

    assert _called("organization", Not(node)) == ["Kanzlei Berg"]
    assert _called("organization", Is("belongs_to", "is_not", str(holding.uid))) == ["Kanzlei Berg"]
    assert _called("contact", Not(node)) == ["bei Kanzlei Berg"]


def test_a_contact_belongs_to_what_is_above_any_of_his_open_positions(group):
    _holding, yard, annex, other = group
    node = Is("belongs_to", "in", (str(annex.uid), str(other.uid)))

    assert _called("contact", Is("belongs_to", "is", str(yard.uid))) == [
        f"bei {ANNEX}",
        "bei Werft GmbH",
    ]
    assert _called("contact", node) == ["bei Kanzlei Berg", f"bei {ANNEX}"]


def test_a_new_daughter_belongs_at_once_and_a_binned_one_no_longer(group):
    holding, yard, _annex, _other = group
    organization(name="Neue Werft", parent=yard)
    node = Is("belongs_to", "is", str(holding.uid))
    assert "Neue Werft" in _called("organization", node)

    bin_organization(organization=yard, people="keep", by=SYSTEM)

    assert "Werft GmbH" not in _called("organization", node)


def test_what_the_user_may_not_see_is_no_top_of_a_tree(group):
    holding, *_rest = group
    node = Is("belongs_to", "is", str(holding.uid))

    assert _called("organization", node, visible=lambda _model: ~Q(pk=holding.pk)) == []


def test_a_hidden_daughter_makes_no_firm_a_customer(group):
    _holding, _yard, annex, _other = group
    add_built_in_types(by=SYSTEM)
    customer = RelationshipType.objects.get(code="customer")
    set_relationship(organization=annex, type=customer, by=SYSTEM)
    node = Is("group_relationship", "is", str(customer.uid))

    assert _called("organization", node, visible=lambda _model: ~Q(pk=annex.pk)) == [ANNEX]


def test_a_departments_relationship_does_not_make_its_firm_one_but_with_subsidiaries_does(group):
    _holding, _yard, annex, _other = group
    add_built_in_types(by=SYSTEM)
    customer = RelationshipType.objects.get(code="customer")
    set_relationship(organization=annex, type=customer, by=SYSTEM)
    alone = Is("relationship", "is", str(customer.uid))
    whole = Is("group_relationship", "is", str(customer.uid))

    assert _called("organization", alone) == [ANNEX]
    assert _called("organization", whole) == ["Holding SE", ANNEX, "Werft GmbH"]
    assert _called("organization", Not(whole)) == ["Kanzlei Berg"]
    assert _called("organization", Is("group_relationship", "empty")) == ["Kanzlei Berg"]


@pytest.mark.parametrize("address", ["/organisationen/", "/kontakte/"])
def test_the_lists_say_the_condition_and_editing_it_offers_the_tree(annas, group, address):
    holding, *_rest = group
    html = annas.get(f"{address}?f=belongs_to.is.{holding.uid}").content.decode()

    chip = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Belongs to with subsidiaries: Holding SE" in chip
    assert "Kanzlei Berg" not in html


@pytest.mark.parametrize("model", [Organization, Contact])
def test_a_deep_tree_takes_no_more_questions_than_a_flat_one(annas, group, model):
    holding, _yard, annex, _other = group
    address = "/organisationen/" if model is Organization else "/kontakte/"
    url = f"{address}?f=belongs_to.is.{holding.uid}"
    annas.get(url)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            annas.get(url)
        return len(asked)

    before = queries()
    for number in range(3):
        annex = organization(name=f"Tiefer {number}", parent=annex)
        contact(family_name=f"Person {number}", organization=annex)

    assert queries() == before
