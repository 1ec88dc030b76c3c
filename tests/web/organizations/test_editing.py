from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from klientel.changes.queries import latest_revision
from klientel.contacts.addresses import NOWHERE
from klientel.contacts.models import Address, Contact, Organization, Relationship
from klientel.contacts.operations.company_address import change_company_address
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.queries import value_of
from tests.factories import BERN, HAMBURG, STADE, SYSTEM, acting, contact, organization, user
from tests.web.organizations.conftest import fields_of, opened, path


def errors_of(response):
    assert response.status_code == 422
    return {name: list(said) for name, said in response.context["form"].errors.items()}


def address_of(organization):
    organization.refresh_from_db()
    return value_of(organization.seat.address)


def change(client, organization, **values):
    data = {**opened(client, organization), **values}
    return client.post(path(organization, "bearbeiten/"), {k: v for k, v in data.items() if v})


def test_organization_new_needs_the_name_alone(annas, anna, db):
    contacts = Contact.objects.count()

    response = annas.post("/organisationen/neu/", {"name": "Werft GmbH", "sort": "company"})

    made = Organization.objects.get(name="Werft GmbH")
    assert (response.status_code, response["Location"]) == (303, path(made))
    assert (made.main_position, Contact.objects.count()) == (None, contacts)


def test_organization_new_with_address_makes_the_office_that_holds_it(annas, musterbau):
    parent = musterbau
    data = {
        **fields_of(annas.get(f"/organisationen/neu/?unter={parent.uid}")),
        "name": "Werft GmbH",
        "address_street": "Am Sande 3",
        "address_postcode": "21682",
        "address_town": "Stade",
        "address_country": "Deutschland",
        "switchboard": "04141 5",
        "relationship": str(type_named("customer").uid),
    }

    response = annas.post("/organisationen/neu/", data | {"switchboard": "04141 55"})

    made = Organization.objects.get(name="Werft GmbH")
    assert response["Location"] == path(made)
    assert (made.parent, value_of(made.seat.address), str(made.seat.switchboard)) == (
        parent,
        STADE,
        "04141 55",
    )
    assert str(made.main_position.contact) == "Zentrale"
    assert [str(each) for each in Relationship.objects.filter(organization=made)] == ["Customer"]


def type_named(code):
    from klientel.contacts.models import RelationshipType

    return RelationshipType.objects.get(code=code)


def test_organization_new_sent_twice_makes_one(annas, db):
    page = annas.get("/organisationen/neu/")
    data = {"name": "Werft GmbH", "sort": "company", "once": page.context["once"]}

    first, second = (annas.post("/organisationen/neu/", data) for _time in range(2))

    assert first["Location"] == second["Location"]
    assert Organization.objects.filter(name="Werft GmbH").count() == 1


def test_organization_new_says_what_to_do_about_wrong_input(annas, db):
    one, other = organization(name="Müller GmbH"), organization(name="Müller GmbH")

    response = annas.post(
        "/organisationen/neu/",
        {
            "name": "Werft",
            "sort": "company",
            "parent": "Müller GmbH",
            "switchboard": "x",
            "address_country": "Oz",
        },
    )

    assert errors_of(response) == {
        "parent": [
            (
                f"Several are called so: Müller GmbH ({one.number}), Müller GmbH ({other.number})."
                " Add the number in brackets."
            )
        ],
        "switchboard": ["This is no phone number. Write it like 040 66969-0."],
        "address_country": ["This country is unknown. Write it like Österreich or AT."],
    }


def test_organization_new_is_not_for_readers(reader):
    assert reader.get("/organisationen/neu/").status_code == 403


def test_organization_edit_saved_unchanged_changes_nothing(annas, musterbau):
    before = musterbau.revision

    response = change(annas, musterbau)

    musterbau.refresh_from_db()
    assert (response.status_code, musterbau.revision) == (303, before)


def test_organization_edit_saves_all_fields(annas, anna, musterbau):
    response = change(
        annas,
        musterbau,
        name="Musterbau SE",
        website="musterbau.example",
        account_manager=str(anna.uid),
        employees="1,200",
        annual_revenue="68,000,000.50",
        revenue_currency="chf",
        abc_class="A",
        service_note="Nur vormittags",
        is_vip="on",
    )

    musterbau.refresh_from_db()
    assert response["Location"] == path(musterbau)
    assert (musterbau.name, musterbau.website, musterbau.account_manager) == (
        "Musterbau SE",
        "musterbau.example",
        anna,
    )
    assert (musterbau.employees, musterbau.annual_revenue, musterbau.revenue_currency) == (
        1200,
        Decimal("68000000.50"),
        "CHF",
    )
    assert (musterbau.abc_class, musterbau.service_note, musterbau.is_vip) == (
        "A",
        "Nur vormittags",
        True,
    )


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("annual_revenue", "viel", "This is no amount. Write it like 1,234.56."),
        ("employees", "12.5", "This is no whole number. Write it like 1,200."),
        ("website", "javascript:alert(1)", "This is no website. Write it like www.firma.example."),
        ("revenue_currency", "E1", "A currency has three letters, like EUR."),
        ("valid_from", "bald", "This is no day. Write it like 24.11.2026 or 24.11."),
    ],
)
def test_organization_edit_says_what_to_do_about_wrong_input(annas, musterbau, field, typed, said):
    assert errors_of(change(annas, musterbau, **{field: typed})) == {field: [said]}


def test_organization_edit_refuses_a_circle_in_words(annas, musterbau):
    response = change(annas, musterbau, parent="Einkauf")

    [said] = errors_of(response)["parent"]
    assert said.startswith("Einkauf is Musterbau GmbH itself or lies below it")


def test_a_department_without_a_parent_is_asked_for_it(annas, musterbau):
    response = change(annas, musterbau, parent="", is_department="on")

    assert errors_of(response) == {
        "parent": ["A department belongs to an organisation. Name it here, or take the mark away."]
    }


def test_a_changed_address_is_changed_at_the_main_contact(annas, musterbau):
    response = change(annas, musterbau, address_street="Am Sande 3", address_postcode="21682",
                      address_town="Stade")  # fmt: skip

    assert (response["Location"], address_of(musterbau)) == (path(musterbau), STADE)
    assert musterbau.seat.address.contact == musterbau.main_position.contact


def test_an_address_from_a_later_day_waits(annas, musterbau):
    day = timezone.localdate() + timedelta(days=40)

    change(annas, musterbau, address_street="Am Sande 3", address_postcode="21682",
           address_town="Stade", valid_from=f"{day:%d.%m.%Y}")  # fmt: skip

    announced = Address.objects.get(pending_from=day)
    assert (address_of(musterbau), value_of(announced)) == (HAMBURG, STADE)


def test_the_page_says_that_an_address_from_a_later_day_moves_nobody_along(annas, musterbau):
    html = annas.get(path(musterbau, "bearbeiten/")).content.decode()

    assert "Own addresses that equal the old one do not move along then" in html


def test_all_that_is_saved_with_an_address_from_a_later_day_is_one_act(annas, musterbau):
    day, before = timezone.localdate() + timedelta(days=40), latest_revision()

    change(annas, musterbau, address_street="Am Sande 3", industry="Bau",
           valid_from=f"{day:%d.%m.%Y}")  # fmt: skip
    unit = latest_revision()
    annas.post(reverse("unit_undo", args=[unit]))

    assert unit == before + 1
    musterbau.refresh_from_db()
    assert musterbau.industry == ""
    assert not Address.objects.filter(pending_from=day).exists()


def test_organization_new_with_a_relationship_is_one_act(annas, db):
    before = latest_revision()

    annas.post("/organisationen/neu/", {
        "name": "Neu GmbH", "sort": "company", "relationship": str(type_named("customer").uid),
    })  # fmt: skip

    assert latest_revision() == before + 1
    assert Organization.objects.get(name="Neu GmbH").relationships.count() == 1


def test_two_who_enter_the_first_address_see_both(annas, musterbau):
    change_company_address(organization=musterbau, address=NOWHERE, by=SYSTEM)
    data = {**opened(annas, musterbau), "address_street": "Weg 1", "industry": "Bau"}
    other = acting(user(role="manager"), at=timezone.now())
    change_company_address(organization=musterbau, address=STADE, by=other)

    clash = annas.post(path(musterbau, "bearbeiten/"), data)
    rows = {each["label"]: (each["mine"], each["theirs"]) for each in clash.context["clashes"]}
    mine = next(each["key"] for each in clash.context["clashes"] if each["mine"])
    again = {
        **clash.context["hidden"],
        **{f"pick_{each['key']}": "theirs" for each in clash.context["clashes"]},
        "expected": clash.context["revision"],
        f"pick_{mine}": "mine",
    }
    annas.post(path(musterbau, "bearbeiten/"), again)

    assert rows["Address · Street"] == ("Weg 1", "Am Sande 3")
    assert rows["Address · Town"] == ("", "Stade")
    assert address_of(musterbau) == replace(STADE, street="Weg 1")


def test_a_first_address_of_others_stays_when_another_field_clashes(annas, musterbau):
    change_company_address(organization=musterbau, address=NOWHERE, by=SYSTEM)
    data = {**opened(annas, musterbau), "industry": "Handel"}
    other = acting(user(role="manager"), at=timezone.now())
    patch = {"industry": "Bau"}
    change_organization(organization=musterbau, patch=patch, address=STADE, by=other)

    clash = annas.post(path(musterbau, "bearbeiten/"), data)
    again = {**clash.context["hidden"], "expected": clash.context["revision"],
             "pick_industry": "mine"}  # fmt: skip
    annas.post(path(musterbau, "bearbeiten/"), again)

    musterbau.refresh_from_db()
    assert (musterbau.industry, address_of(musterbau)) == ("Handel", STADE)


def test_an_address_entered_ahead_can_be_taken_back(annas, musterbau):
    day = timezone.localdate() + timedelta(days=40)
    change_company_address(
        organization=musterbau, address=STADE, valid_from=day, by=acting(user(role="manager"))
    )

    response = annas.post(path(musterbau, "anschrift/zuruecknehmen/"))

    assert response["Location"] == path(musterbau)
    assert not Address.objects.filter(pending_from__isnull=False).exists()
    assert address_of(musterbau) == HAMBURG


def with_own_address(firm, at):
    person = contact(family_name="Eigen", organization=firm)
    change_contact(contact=person, patch={}, business=at, by=acting(user(role="manager")))
    return person


def test_who_has_the_old_address_as_own_one_is_offered_to_move_along(annas, musterbau):
    subsidiary = organization(name="Tochter GmbH", parent=musterbau, address=HAMBURG)
    department = Organization.objects.get(name="Einkauf")
    person = with_own_address(subsidiary, STADE)
    change_company_address(
        organization=subsidiary, address=HAMBURG, by=acting(user(role="manager"))
    )

    response = change(annas, musterbau, address_street="Aarweg 1", address_postcode="3011",
                      address_town="Bern", address_country="Schweiz")  # fmt: skip
    offer = annas.get(response["Location"])

    assert response["Location"] == path(musterbau, "anschrift/mitziehen/")
    assert [each.position.organization for each in offer.context["companies"]] == [subsidiary]
    assert "One more stands at the old one" in offer.content.decode()
    chosen = [str(each.pk) for each in offer.context["companies"]]
    moved = annas.post(response["Location"], {"address": chosen})
    assert moved["Location"] == path(musterbau)
    assert [address_of(each) for each in (musterbau, subsidiary, department)] == [BERN] * 3
    assert value_of(person.effective.address) == STADE
    assert annas.get(response["Location"])["Location"] == path(musterbau)  # offered once
