"""Reads of data protection: settings, who may be reached, who was erased."""

import hmac
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.utils import timezone

from klientel.contacts.consenting import CHANNELS, Needs, Recipient, Verdict, verdict
from klientel.contacts.models import (
    Consent,
    Contact,
    Effective,
    ErasureMark,
    Organization,
    Position,
    PrivacySettings,
)
from klientel.contacts.points import normal_value
from klientel.contacts.relations import related_on


def privacy_settings() -> PrivacySettings:
    """Return the one row; unsaved with its defaults before anybody changed it."""
    return PrivacySettings.objects.order_by("pk").first() or PrivacySettings()


def needs_of(row: PrivacySettings) -> Needs:
    return Needs(
        frozenset(row.consent_from_all.split()), frozenset(row.consent_from_households.split())
    )


def may_mail(
    contact: Contact,
    channel: str,
    purpose: str,
    via: Organization | None = None,
    *,
    on: date | None = None,
) -> Verdict:
    """Return whether a contact may be reached in a channel for a purpose, and why not.

    `via` is the organisation that the letter goes through; a household, or none, makes him a
    private person. `purpose` is advertising, information or individual (a reply to him alone).
    """
    stands: str = (
        Effective.objects.filter(pk=contact.pk).values_list(f"{channel}_standing", flat=True).get()
    )
    day = on or timezone.localdate()
    customer = via is not None and (
        Organization.objects.filter(related_on(day, "customer"), pk=via.pk).exists()
    )
    to = Recipient(
        standing=stands,
        private=via is None or via.is_household,
        customer=customer,
        inactive=contact.is_inactive,
        gone=contact.binned_at is not None,
    )
    return verdict(channel, purpose, to, needs_of(privacy_settings()))


def consents_of(contact: Contact) -> dict[str, list[Consent]]:
    """Return the entries by channel, the one that holds first; channels without one are empty."""
    found: dict[str, list[Consent]] = {channel: [] for channel in CHANNELS}
    rows = contact.consents.select_related("noted_by").order_by("-on", "-pk")
    for row in rows:
        found[row.channel].append(row)
    for entries in found.values():
        entries.sort(key=lambda each: each.ended_on is not None)
    return found


def blocks_of(pks: Collection[int]) -> dict[int, list[str]]:
    """Return the channels that contacts objected to, by id; who objected to none is left out."""
    rows = Consent.objects.filter(contact__in=pks, ended_on=None, state="objected")
    found: dict[int, list[str]] = {}
    for pk, channel in rows.order_by("pk").values_list("contact_id", "channel"):
        found.setdefault(pk, []).append(channel)
    return found


def mark_of(sort: str, value: str) -> str:
    """Return the keyed hash under which an address, number or uid of an erased person is kept."""
    key = sha256(b"klientel erasure " + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, f"{sort} {value}".encode(), sha256).hexdigest()


def marks_of(points: Iterable[tuple[str, str]], uids: Iterable[str] = ()) -> set[str]:
    """Return the marks of mail addresses, numbers and card names; of links none."""
    told = {
        mark_of(sort, normal_value(sort, value))
        for sort, value in points
        if sort in {"email", "phone"} and normal_value(sort, value)
    }
    return told | {mark_of("uid", uid.removeprefix("urn:uuid:").lower()) for uid in uids if uid}


def erased_are_known() -> bool:
    """Return whether there is any mark of an erased person: else none need be computed."""
    return ErasureMark.objects.exists()


def erased_among(marks: Collection[str]) -> Mapping[str, datetime]:
    """Return which of the marks are of erased people, and when they were."""
    rows = ErasureMark.objects.filter(digest__in=marks)
    return dict(rows.values_list("digest", "erasure__erased_at"))


def households_alone(contact: Contact) -> list[Organization]:
    """Return the households that nobody else was ever in."""
    homes = Organization.objects.filter(positions__contact=contact, sort="household").distinct()
    others = Position.objects.exclude(contact=contact)
    return [each for each in homes.order_by("pk") if not others.filter(organization=each).exists()]
