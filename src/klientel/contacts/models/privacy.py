"""Data protection: consents and objections, erasures, retention rules and the settings of all."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import User
from klientel.accounts.roles import EVERYBODY, Access
from klientel.changes.models import Part, Root
from klientel.contacts.models.contacts import Contact


class ConsentChannel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("phone")
    POST = "post", _("post")
    MESSENGER = "messenger", _("messenger")


class ConsentState(models.TextChoices):
    GIVEN = "given", _("consent given")
    WITHDRAWN = "withdrawn", _("consent withdrawn")
    OBJECTED = "objected", _("objection")
    LIFTED = "lifted", _("objection lifted")


class Standing(models.TextChoices):
    """How a contact stands to a channel, for lists and filters."""

    GIVEN = "given", _("consent given")
    MISSING = "missing", _("no consent")
    OBJECTED = "objected", _("objection")


class ConsentSource(models.TextChoices):
    FORM = "form", _("web form")
    WRITTEN = "written", _("in writing")
    EMAIL = "email", _("by e-mail")
    PHONE = "phone", _("by phone")
    TALK = "talk", _("in conversation")
    OTHER = "other", _("otherwise")


class Consent(Part):
    """What a contact said about one channel on a day; a new entry ends the former.

    `ended_on` is empty in the entry that holds. `text` is the wording that was agreed to, or
    where it is kept.
    """

    kind: ClassVar[str] = "consent"
    root_field: ClassVar[str] = "contact"
    personal: ClassVar[frozenset[str]] = frozenset({"text"})
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="consents")
    channel = models.CharField(_("channel"), max_length=9, choices=ConsentChannel.choices)
    state = models.CharField(_("state"), max_length=9, choices=ConsentState.choices)
    on = models.DateField(_("on"))
    source = models.CharField(_("source"), max_length=8, choices=ConsentSource.choices)
    text = models.TextField(_("wording"), max_length=2_000, blank=True)
    noted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("noted by")
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "contact", "channel", name="consent_one_holds", condition=Q(ended_on=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.get_state_display()}"


class PrivacySettings(Root):
    """In which channels advertising needs a consent, and what is kept of an erasure; one row.

    Channels stand as words with spaces between.
    """

    kind: ClassVar[str] = "privacy_settings"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    consent_from_all = models.CharField(
        _("consent needed from everybody"), max_length=60, default="email", blank=True
    )
    consent_from_households = models.CharField(
        _("consent needed from private people"), max_length=60, default="phone", blank=True
    )
    keeps_marks = models.BooleanField(_("recognise erased people"), default=True)

    def __str__(self) -> str:
        return "privacy"


class Erasure(Root):
    """That a person was erased: when and by whom, without who it was."""

    kind: ClassVar[str] = "erasure"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    contact_uid = models.UUIDField(unique=True)
    erased_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d}"


class ErasureMark(Part):
    """A keyed hash of an address, number or card name that an erased person had.

    It tells that the same comes in once more, and nothing to who has the database alone.
    """

    kind: ClassVar[str] = "erasure_mark"
    root_field: ClassVar[str] = "erasure"
    personal: ClassVar[frozenset[str]] = frozenset()
    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="marks")
    digest = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.digest[:8]


class RetentionSort(models.TextChoices):
    """Whom a rule proposes."""

    UNRELATED = "unrelated", _("contacts without a relationship, untouched")
    FORMER = "former", _("people at former customers")
    INACTIVE = "inactive", _("inactive and former contacts")
    BIN = "bin", _("contacts in the bin")


class RetentionRule(Root):
    """After how many months a contact is proposed for erasure. It never erases by itself."""

    kind: ClassVar[str] = "retention_rule"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    sort = models.CharField(max_length=10, choices=RetentionSort.choices, unique=True)
    months = models.PositiveSmallIntegerField(_("months"))
    is_active = models.BooleanField(_("active"), default=False)

    def __str__(self) -> str:
        return str(self.get_sort_display())


class RetentionKeep(Part):
    """That a proposed contact is kept, until when and why; one a contact."""

    kind: ClassVar[str] = "retention_keep"
    root_field: ClassVar[str] = "contact"
    personal: ClassVar[frozenset[str]] = frozenset({"reason"})
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="retention_keep")
    until = models.DateField(_("keep until"))
    reason = models.CharField(_("reason"), max_length=200)

    def __str__(self) -> str:
        return f"{self.until}"
