"""The table of rights: what a query shows and what an operation allows is the same."""

from dataclasses import dataclass, field
from itertools import product

import pytest

from klientel.accounts.operations import change_user
from klientel.accounts.permissions import Denied, may, must, visible
from klientel.accounts.rights_table import rights_page
from klientel.accounts.roles import KINDS, RIGHTS, ROLES, VERBS, scope_of
from klientel.changes.actors import Actor
from klientel.contacts.models import Connection, Contact, Organization, Tag
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.positions import add_position
from klientel.contacts.operations.ties import add_connection, add_connection_type
from tests import factories
from tests.architecture.rooms import ROOT

SYSTEM = factories.SYSTEM


@dataclass
class Shelf:
    """Rows by how they belong to `me`: name → row, and which of them are mine, open, ours."""

    me: object
    rows: dict = field(default_factory=dict)
    mine: set = field(default_factory=set)
    teams: set = field(default_factory=set)
    hidden: set = field(default_factory=set)

    def put(self, name, row, *, mine=False, team=False, hidden=False):
        self.rows[name] = row
        for yes, names in ((mine, self.mine), (team, self.teams), (hidden, self.hidden)):
            if yes:
                names.add(name)

    def expected(self, scope):
        reach = {
            "all": set(self.rows),
            "team": self.mine | self.teams,
            "own": self.mine,
            "none": set(),
        }
        return reach[scope] - self.hidden

    def answers(self, user, model, verb):
        """The names that the query finds, and those that `may` allows."""
        found = set(model.objects.filter(visible(user, model, verb)).values_list("pk", flat=True))
        return (
            {name for name, row in self.rows.items() if row.pk in found},
            {name for name, row in self.rows.items() if may(user, verb, row)},
        )


def _belongings(me, team, managers):
    """Each way in which a record can be mine, my team's or foreign."""
    colleague = factories.user()
    yield from ((path, {path: me}) for path in managers)
    yield "team", {"team": team}
    yield "foreign", {"account_manager": colleague, "team": factories.team(colleague)}
    yield "nobody", {}


@pytest.fixture(params=ROLES)
def me(request, db):
    return factories.user(role=request.param)


@pytest.fixture
def team(me):
    return factories.team(me, name="Nord")


@pytest.fixture
def organizations(me, team):
    shelf = Shelf(me)
    ways = _belongings(me, team, Organization.access.manager)
    for (belongs, values), confidential in product(ways, (False, True)):
        mine, ours = belongs in Organization.access.manager, belongs == "team"
        shelf.put(
            f"{belongs}{' confidential' * confidential}",
            factories.organization(confidential=confidential, **values),
            mine=mine,
            team=ours,
            hidden=confidential and not mine and not ours,
        )
    return shelf


@pytest.fixture
def contacts(me, team):
    shelf = Shelf(me)
    works = {
        "free": None,
        "open": factories.organization(),
        "secret": factories.organization(confidential=True),
        "mine": factories.organization(confidential=True, key_account_manager=me),
        "ours": factories.organization(confidential=True, team=team),
    }
    ways = list(_belongings(me, team, Contact.access.manager))
    for (belongs, values), confidential, at in product(ways, (False, True), works):
        mine, ours = belongs in Contact.access.manager, belongs == "team"
        row = factories.contact(organization=works[at], confidential=confidential, **values)
        shelf.put(
            f"{belongs}{' confidential' * confidential} at {at}",
            Contact.objects.get(pk=row.pk),
            mine=mine,
            team=ours,
            hidden=at == "secret" or (confidential and not mine and not ours),
        )
    return shelf


@pytest.fixture
def connections(me):
    shelf = Shelf(me)
    kind = add_connection_type(forward="berät", backward="wird beraten", by=SYSTEM)
    secret = factories.organization(confidential=True)
    people = {
        "open": factories.contact(),
        "secret": factories.contact(confidential=True),
        "covered": factories.contact(organization=secret),
        "own": factories.contact(confidential=True, account_manager=me),
    }
    firms = {"open": factories.organization(), "secret": secret}
    for (who, one), (where, other) in product(people.items(), firms.items()):
        for turned in (False, True):
            ends = {"one": other, "other": one} if turned else {"one": one, "other": other}
            row = add_connection(type=kind, by=SYSTEM, **ends)
            shelf.put(
                f"{who} to {where}{' turned' * turned}",
                Connection.objects.get(pk=row.pk),
                hidden=who in {"secret", "covered"} or where == "secret",
            )
    return shelf


def _agree(shelf, me, model):
    answers = {verb: shelf.answers(me, model, verb) for verb in VERBS}
    expected = {verb: shelf.expected(scope_of(me.role, verb, model.kind)) for verb in VERBS}

    assert answers == {verb: (names, names) for verb, names in expected.items()}


def test_organizations_query_and_row_agree(me, organizations):
    _agree(organizations, me, Organization)


def test_contacts_query_and_row_agree(me, contacts):
    _agree(contacts, me, Contact)


def test_connections_query_and_row_agree(me, connections):
    _agree(connections, me, Connection)


@pytest.mark.parametrize("scope", ["all", "team", "own", "none"])
def test_each_scope_reaches_as_far_as_it_says(db, monkeypatch, scope):
    me = factories.user()
    team = factories.team(me)
    monkeypatch.setitem(RIGHTS, ("member", "view", "organization"), scope)
    rows = {
        "mine": factories.organization(account_manager=me),
        "team": factories.organization(team=team),
        "none": factories.organization(),
    }

    found = set(Organization.objects.filter(visible(me, Organization)))

    reach = {"all": set(rows), "team": {"mine", "team"}, "own": {"mine"}, "none": set()}[scope]
    assert found == {rows[name] for name in reach}
    assert {row for row in rows.values() if may(me, "view", row)} == found


def test_a_deactivated_user_sees_and_may_nothing(db):
    me = factories.user(role="administrator")
    factories.user(role="administrator")
    change_user(user=me, is_active=False, by=SYSTEM)
    me.refresh_from_db()
    works = factories.organization(account_manager=me)

    assert list(Organization.objects.filter(visible(me, Organization))) == []
    assert [verb for verb in VERBS if may(me, verb, works) or may(me, verb, Organization)] == []


def test_a_confidential_organization_covers_its_contacts_and_offices(db):
    me = factories.user(role="administrator")
    secret = factories.organization(confidential=True, address=factories.HAMBURG)
    there = factories.contact(organization=secret)
    beside = factories.contact(organization=factories.organization())
    add_position(contact=beside, organization=secret, patch={}, by=SYSTEM)
    office = Contact.objects.get(sort="office")

    found = Contact.objects.filter(visible(me, Contact))

    assert list(found) == [beside]
    rows = Contact.objects.filter(pk__in=[there.pk, office.pk])
    assert [may(me, "view", row) for row in rows] == [False, False]


def test_what_became_confidential_hides_its_people_at_once(db):
    me = factories.user(role="manager")
    works = factories.organization()
    berg = factories.contact(organization=works)
    before = list(Contact.objects.filter(visible(me, Contact)))

    change_organization(organization=works, patch={"confidential": True}, by=SYSTEM)

    assert (before, list(Contact.objects.filter(visible(me, Contact)))) == ([berg], [])
    assert not may(me, "view", Contact.objects.get())


def test_must_refuses_what_may_does_not_allow(db):
    reader = factories.user(role="readonly")
    works = factories.organization()

    with pytest.raises(Denied) as denied:
        must(factories.acting(reader), "change", works)
    must(factories.acting(reader), "view", works)
    must(SYSTEM, "bin", works)

    assert (denied.value.verb, denied.value.kind) == ("change", "organization")


@pytest.mark.parametrize("user_id", [None, 0])
def test_nobody_may_nothing(db, user_id):
    with pytest.raises(Denied):
        must(Actor("web", factories.NOW, user_id=user_id), "view", Organization)


def test_work_on_a_users_behalf_has_his_rights_only(db):
    reader = factories.user(role="readonly")

    with pytest.raises(Denied):
        must(factories.acting(reader, source="system"), "add", Organization)


def test_a_class_asks_for_the_right_in_general(db):
    member = factories.user()

    assert [verb for verb in VERBS if may(member, verb, Organization)] == [
        "view", "add", "change", "bin", "export", "assign",
    ]  # fmt: skip
    assert [verb for verb in VERBS if may(member, verb, Tag)] == ["view", "add"]


def test_what_the_table_does_not_name_is_not_allowed():
    assert scope_of("member", "view", "payroll") == "none"
    assert scope_of("intern", "view", "contact") == "none"
    assert len(RIGHTS) == len(ROLES) * len(VERBS) * len(KINDS)


def test_the_documentation_shows_the_table_of_the_code():
    assert (ROOT / "docs" / "rights.md").read_text(encoding="utf-8") == rights_page()


def test_teams_are_read_once_a_request(db, django_assert_num_queries):
    me = factories.user()
    team = factories.team(me)

    with django_assert_num_queries(1):
        answers = [me.team_ids, me.team_ids]

    assert answers == [[team.pk], [team.pk]]
