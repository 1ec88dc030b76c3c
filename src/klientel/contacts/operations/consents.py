"""Consents and objections: each entry ends the former, nothing is overwritten."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.contacts.consenting import CHANNELS
from klientel.contacts.models import Consent, ConsentState, Contact, PrivacySettings
from klientel.contacts.privacy import privacy_settings

_ACTS = {
    ConsentState.GIVEN: "give_consent",
    ConsentState.WITHDRAWN: "withdraw_consent",
    ConsentState.OBJECTED: "note_objection",
    ConsentState.LIFTED: "lift_objection",
}


class NothingToLift(Exception):
    """There is no objection in this channel."""


class NothingToWithdraw(Exception):
    """There is no consent in this channel."""


class StillToCome(Exception):
    """A consent or an objection is noted when it was said, never ahead."""


class EarlierThanTheLast(Exception):
    """The entry that holds is of a later day."""


def give_consent(
    *, contact: Contact, channel: str, on: date, source: str, text: str = "", by: Actor
) -> Consent:
    """Note a consent; it ends an objection too, for he who objected gave it anew."""
    return _note(contact, channel, ConsentState.GIVEN, on, source, text, by)


def withdraw_consent(
    *, contact: Contact, channel: str, on: date, source: str, text: str = "", by: Actor
) -> Consent:
    """Note that a consent was withdrawn. Raises `NothingToWithdraw`."""
    return _note(contact, channel, ConsentState.WITHDRAWN, on, source, text, by)


def note_objection(
    *, contact: Contact, channel: str, on: date, source: str, text: str = "", by: Actor
) -> Consent:
    """Note an objection: no mailing in this channel from now on, and a note at the number."""
    return _note(contact, channel, ConsentState.OBJECTED, on, source, text, by)


def lift_objection(
    *, contact: Contact, channel: str, on: date, source: str, text: str = "", by: Actor
) -> Consent:
    """Note that an objection was taken back; a consent before it does not hold again."""
    return _note(contact, channel, ConsentState.LIFTED, on, source, text, by)


def change_privacy_settings(
    *,
    from_all: Iterable[str],
    from_households: Iterable[str],
    keeps_marks: bool,
    expected: int | None = None,
    by: Actor,
) -> PrivacySettings:
    """Set in which channels advertising needs a consent, and whether erased people are known."""
    values = {
        "consent_from_all": _words(from_all),
        "consent_from_households": _words(from_households),
        "keeps_marks": keeps_marks,
    }
    with writing(by) as write:
        _ = write.revision  # the writers' lock: two first calls make one row
        row = privacy_settings()
        if row.pk is None:
            must(by, "add", PrivacySettings)
            return write.add(PrivacySettings(**values))
        row = write.fresh(row, expected)
        must(by, "change", row)
        write.change(row, **values)
    return row


def _words(channels: Iterable[str]) -> str:
    there = set(channels)
    return " ".join(channel for channel in CHANNELS if channel in there)


def _note(
    contact: Contact,
    channel: str,
    state: ConsentState,
    on: date,
    source: str,
    text: str,
    by: Actor,
) -> Consent:
    with writing(by, act=_ACTS[state]) as write:
        row = write.fresh(contact)
        must(by, "change", row)
        if on > timezone.localdate(by.at):
            raise StillToCome
        before: Consent | None = row.consents.filter(channel=channel, ended_on=None).first()
        _require(before, state, on)
        if before is not None:
            before.contact = row
            write.change(before, ended_on=on)
        return write.add(
            Consent(
                contact=row,
                channel=channel,
                state=state,
                on=on,
                source=source,
                text=text.strip(),
                noted_by=_user(by),
            )
        )


def _require(before: Consent | None, state: str, on: date) -> None:
    if before is not None and on < before.on:
        raise EarlierThanTheLast
    holds = before.state if before is not None else ""
    if state == ConsentState.LIFTED and holds != ConsentState.OBJECTED:
        raise NothingToLift
    if state == ConsentState.WITHDRAWN and holds != ConsentState.GIVEN:
        raise NothingToWithdraw


def _user(by: Actor) -> User | None:
    return None if by.user_id is None else User.objects.get(pk=by.user_id)
