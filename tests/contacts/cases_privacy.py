"""Cases of consents, objections, erasure and retention."""

from klientel.contacts.models import RetentionRule
from klientel.contacts.operations import consents, erasing, retention
from tests.contacts.cases import case
from tests.contacts.world import TOMORROW, YESTERDAY
from tests.factories import SYSTEM, TODAY


def _said(world, channel="email", **more):
    return {
        "contact": world.berg, "channel": channel, "on": TODAY, "source": "form", **more,
    }  # fmt: skip


@case(consents.give_consent)
def by_a_form(world):
    return _said(world, text="Ja, gern")


@case(consents.give_consent)
def after_an_objection(world):
    _object(world, "phone")
    return _said(world, "phone")


@case(consents.withdraw_consent)
def that_was_given(world):
    consents.give_consent(
        contact=world.berg, channel="email", on=YESTERDAY, source="form", by=SYSTEM
    )
    return _said(world)


@case(consents.note_objection)
def to_calls(world):
    return _said(world, "phone")


@case(consents.lift_objection)
def to_post(world):
    _object(world, "post")
    return _said(world, "post")


@case(consents.change_privacy_settings, undone=True)
def channels_that_need_one(world):
    _settings(world)
    return {"from_all": ["email", "messenger"], "from_households": [], "keeps_marks": True}


@case(erasing.erase_contact, undone=False)
def a_colleague_for_good(world):
    return {"contact": world.berg, "reason": "request"}


@case(erasing.erase_contact, undone=False)
def who_leads_for_good(world):
    return {"contact": world.koehler}


@case(erasing.erase_contact, undone=False)
def a_member_of_a_household(world):
    return {"contact": world.maria}


@case(retention.keep_contact)
def for_a_lawsuit(world):
    return {"contact": world.berg, "until": TOMORROW, "reason": "Prozess"}


@case(retention.change_retention_rule)
def that_proposes(_world):
    rule = RetentionRule.objects.get(sort="inactive")
    return {"rule": rule, "months": 12, "is_active": True}


def _settings(_world):
    consents.change_privacy_settings(
        from_all=["email"], from_households=["phone"], keeps_marks=True, by=SYSTEM
    )


def _object(world, channel):
    consents.note_objection(
        contact=world.berg, channel=channel, on=YESTERDAY, source="phone", by=SYSTEM
    )
