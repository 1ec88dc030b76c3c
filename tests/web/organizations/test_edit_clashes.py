"""Two who edit one organisation: both versions are shown, nothing is lost."""

from django.utils import timezone

from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.organizations import change_organization
from tests.factories import STADE, acting, user
from tests.web.organizations.conftest import opened, path
from tests.web.organizations.test_editing import address_of


def test_two_who_change_one_field_see_both_versions_and_nothing_is_lost(annas, musterbau):
    clara = user(role="manager", given_name="Clara", family_name="Ott")
    data = {**opened(annas, musterbau), "name": "Musterbau SE", "industry": "Beton"}
    change_organization(
        organization=musterbau,
        patch={"name": "Muster AG", "region": "Nord"},
        by=acting(clara, at=timezone.now()),
    )

    clash = annas.post(path(musterbau, "bearbeiten/"), data)

    assert clash.status_code == 409
    assert (clash.context["who"], clash.context["clashes"]) == (
        "Clara Ott",
        [
            {
                "key": "name",
                "label": "Name",
                "before": "Musterbau GmbH",
                "mine": "Musterbau SE",
                "theirs": "Muster AG",
            }
        ],
    )
    again = {
        **clash.context["hidden"],
        "expected": clash.context["revision"],
        "pick_name": "theirs",
    }
    assert annas.post(path(musterbau, "bearbeiten/"), again).status_code == 303
    musterbau.refresh_from_db()
    assert (musterbau.name, musterbau.industry, musterbau.region) == ("Muster AG", "Beton", "Nord")


def test_of_two_versions_mine_can_hold_whole(annas, musterbau):
    data = {**opened(annas, musterbau), "name": "Musterbau SE"}
    change_organization(
        organization=musterbau, patch={"name": "Muster AG"}, by=acting(user(role="manager"))
    )
    clash = annas.post(path(musterbau, "bearbeiten/"), data)
    again = {**clash.context["hidden"], "expected": clash.context["revision"], "all": "mine"}

    annas.post(path(musterbau, "bearbeiten/"), again)

    musterbau.refresh_from_db()
    assert musterbau.name == "Musterbau SE"


def test_two_who_change_the_address_see_both_lines(annas, musterbau):
    data = {**opened(annas, musterbau), "address_street": "Musterkai 15"}
    other = acting(user(role="manager"), at=timezone.now())
    change_company_address(organization=musterbau, address=STADE, by=other)

    clash = annas.post(path(musterbau, "bearbeiten/"), data)

    [street] = clash.context["clashes"]
    assert (street["label"], street["before"], street["mine"], street["theirs"]) == (
        "Address · Street",
        "Musterkai 14",
        "Musterkai 15",
        "Am Sande 3",
    )
    again = {
        **clash.context["hidden"],
        "expected": clash.context["revision"],
        f"pick_{street['key']}": "theirs",
    }
    annas.post(path(musterbau, "bearbeiten/"), again)
    assert address_of(musterbau) == STADE


def test_clashes_in_a_field_and_in_the_address_are_shown_together(annas, musterbau):
    data = {
        **opened(annas, musterbau),
        "name": "Musterbau SE",
        "address_street": "Musterkai 15",
        "switchboard": "040 1",
    }
    other = acting(user(role="manager"), at=timezone.now())
    change_organization(
        organization=musterbau,
        patch={"name": "Muster AG"},
        address=STADE,
        switchboard="040 2",
        by=other,
    )

    clash = annas.post(path(musterbau, "bearbeiten/"), data)

    assert [(each["label"], each["mine"], each["theirs"]) for each in clash.context["clashes"]] == [
        ("Name", "Musterbau SE", "Muster AG"),
        ("Address · Street", "Musterkai 15", "Am Sande 3"),
        ("Phone", "040 1", "040 2"),
    ]
