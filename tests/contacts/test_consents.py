"""Consents and objections: the history that they leave, and what they block."""

import pytest

from klientel.contacts.consenting import Needs, Recipient, verdict
from klientel.contacts.models import Consent, Effective, RelationshipType
from klientel.contacts.operations import consents
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.privacy import may_mail
from klientel.transfer.queries import known_contacts
from klientel.transfer.wording import card_of
from tests import factories
from tests.contacts.world import TOMORROW, YESTERDAY
from tests.factories import SYSTEM, TODAY

pytestmark = pytest.mark.django_db

NEEDS = Needs()


def said(act, contact, channel="email", on=TODAY, **more):
    return act(contact=contact, channel=channel, on=on, source="form", by=SYSTEM, **more)


def entries(contact):
    rows = Consent.objects.filter(contact=contact).order_by("pk")
    return list(rows.values_list("channel", "state", "on", "ended_on"))


def standing(contact):
    row = Effective.objects.get(pk=contact.pk)
    return (row.email_standing, row.phone_standing, row.post_standing, row.messenger_standing)


def test_each_entry_ends_the_former_and_nothing_is_overwritten():
    berg = factories.contact()

    said(consents.give_consent, berg, on=YESTERDAY, text="Ja")
    said(consents.withdraw_consent, berg)

    assert entries(berg) == [
        ("email", "given", YESTERDAY, TODAY),
        ("email", "withdrawn", TODAY, None),
    ]
    assert standing(berg) == ("missing", "missing", "missing", "missing")


def test_a_lifted_objection_does_not_bring_the_consent_back():
    berg = factories.contact()
    said(consents.give_consent, berg)

    said(consents.note_objection, berg)
    objected = standing(berg)
    said(consents.lift_objection, berg)

    assert (objected[0], standing(berg)[0]) == ("objected", "missing")


@pytest.mark.parametrize(
    ("act", "on", "refusal"),
    [
        (consents.lift_objection, TODAY, consents.NothingToLift),
        (consents.withdraw_consent, TODAY, consents.NothingToWithdraw),
        (consents.give_consent, TOMORROW, consents.StillToCome),
    ],
)
def test_what_makes_no_sense_is_refused(act, on, refusal):
    berg = factories.contact()

    with pytest.raises(refusal):
        said(act, berg, on=on)

    assert entries(berg) == []


def test_an_entry_before_the_one_that_holds_is_refused():
    berg = factories.contact()
    said(consents.give_consent, berg)

    with pytest.raises(consents.EarlierThanTheLast):
        said(consents.note_objection, berg, on=YESTERDAY)

    assert entries(berg) == [("email", "given", TODAY, None)]


@pytest.mark.parametrize(
    ("channel", "purpose", "to", "allowed", "code"),
    [
        ("email", "advertising", Recipient("given"), True, ""),
        ("email", "advertising", Recipient("missing"), False, "missing"),
        ("email", "information", Recipient("missing"), True, ""),
        ("email", "information", Recipient("objected"), False, "objected"),
        ("email", "individual", Recipient("objected"), True, "reply"),
        ("email", "individual", Recipient("objected", gone=True), False, "gone"),
        ("email", "information", Recipient("given", inactive=True), False, "inactive"),
        ("phone", "advertising", Recipient("missing"), True, ""),
        ("phone", "advertising", Recipient("missing", private=True), False, "missing"),
        ("post", "advertising", Recipient("missing", private=True), True, ""),
    ],
)
def test_an_objection_blocks_mailings_and_a_missing_consent_only_advertising(
    channel, purpose, to, allowed, code
):
    found = verdict(channel, purpose, to, NEEDS)

    assert (found.allowed, found.code) == (allowed, code)


def test_post_to_customers_needs_no_consent_whatever_the_setting():
    needs = Needs(from_all=frozenset({"post"}))

    to_prospect = verdict("post", "advertising", Recipient("missing"), needs)
    to_customer = verdict("post", "advertising", Recipient("missing", customer=True), needs)

    assert (to_prospect.allowed, to_customer.allowed) == (False, True)


def test_the_organisation_that_a_letter_goes_through_decides():
    consents.change_privacy_settings(
        from_all=["post"], from_households=["phone"], keeps_marks=True, by=SYSTEM
    )
    firm = factories.organization()
    berg = factories.contact(organization=firm)

    as_private = may_mail(berg, "phone", "advertising", on=TODAY)
    at_work = may_mail(berg, "phone", "advertising", firm, on=TODAY)
    before = may_mail(berg, "post", "advertising", firm, on=TODAY)
    set_relationship(
        organization=firm,
        type=RelationshipType.objects.get(code="customer"),
        since=YESTERDAY,
        by=SYSTEM,
    )
    after = may_mail(berg, "post", "advertising", firm, on=TODAY)

    assert [each.allowed for each in (as_private, at_work, before, after)] == [
        False, True, False, True,
    ]  # fmt: skip


def card(contact):
    [known] = known_contacts([contact.pk])
    return card_of(known.facts, known.raw, "3.0", known.lent)


def test_the_card_says_what_is_blocked_before_the_notes_and_it_does_not_come_back_as_one():
    berg = factories.contact(notes="Mag Tee", points=(PointEdit("phone", "+49 40 1"),))
    said(consents.note_objection, berg, "phone")
    said(consents.note_objection, berg, "email")
    text = card(berg).first("NOTE").value

    said(consents.lift_objection, berg, "phone")
    said(consents.lift_objection, berg, "email")

    assert text == "⛔ nicht mailen\\, nicht anrufen\\nMag Tee"
    assert card(berg).first("NOTE").value == "Mag Tee"


def test_an_objection_moves_the_card_and_a_consent_does_not():
    berg = factories.contact()
    first = Effective.objects.get(pk=berg.pk).card_revision

    said(consents.give_consent, berg)
    second = Effective.objects.get(pk=berg.pk).card_revision
    said(consents.note_objection, berg)
    third = Effective.objects.get(pk=berg.pk).card_revision

    assert (second == first, third > second) == (True, True)
