"""Contacts: people and offices, their positions, numbers and addresses."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from klientel.accounts.models import Team
from klientel.accounts.roles import Access
from klientel.changes.models import Part, Root
from klientel.contacts.addresses import PostalAddress, federal_state
from klientel.contacts.models.organizations import Organization, manager_key, picture_key
from klientel.formats.folding import plain, sort_key
from klientel.formats.states import STATE_NAMES


class ContactKind(models.TextChoices):
    PERSON = "person", _("person")
    OFFICE = "office", _("office")


class Salutation(models.TextChoices):
    FEMALE = "female", _("Ms")
    MALE = "male", _("Mr")
    DIVERSE = "diverse", _("neutral")


class ContactInactivity(models.TextChoices):
    """Why a contact is inactive."""

    LEFT = "left", _("left")
    DECEASED = "deceased", _("deceased")
    DO_NOT_CONTACT = "do_not_contact", _("do not contact")


class Use(models.TextChoices):
    BUSINESS = "business", _("business")
    PRIVATE = "private", _("private")


class Contact(Root):
    """A person, or an office that is no person (Zentrale, Buchhaltung, Lieferadresse).

    `photo_origin` is the SHA-256 of the bytes that the photo was made of; without a photo, of
    the kept card's picture that was taken away here.
    """

    kind: ClassVar[str] = "contact"
    access: ClassVar[Access] = Access(
        manager=("account_manager", "account_manager_deputy"),
        team="team",
        confidential="confidential",
        via=("effective__organization",),
    )
    computed: ClassVar[frozenset[str]] = frozenset({"sort_name"})
    personal: ClassVar[frozenset[str]] = frozenset(
        {
            "salutation", "title", "prefix", "suffix", "given_name", "additional_names",
            "family_name", "nickname", "label", "letter_salutation", "language", "birthday",
            "phonetic_given_name", "phonetic_family_name", "notes", "inactive_reason",
            "photo", "photo_origin",
        }
    )  # fmt: skip

    sort = models.CharField(
        _("kind"), max_length=8, choices=ContactKind.choices, default=ContactKind.PERSON
    )
    number = models.PositiveBigIntegerField(_("number"), unique=True, null=True)
    salutation = models.CharField(
        _("salutation"), max_length=8, choices=Salutation.choices, blank=True
    )
    title = models.CharField(_("academic title"), max_length=60, blank=True)
    prefix = models.CharField(_("name prefix"), max_length=40, blank=True)
    given_name = models.CharField(_("first name"), max_length=120, blank=True)
    additional_names = models.CharField(_("further first names"), max_length=120, blank=True)
    family_name = models.CharField(_("surname"), max_length=120, blank=True)
    suffix = models.CharField(_("name suffix"), max_length=60, blank=True)
    nickname = models.CharField(_("nickname"), max_length=80, blank=True)
    label = models.CharField(_("label"), max_length=200, blank=True)
    phonetic_given_name = models.CharField(_("phonetic first name"), max_length=120, blank=True)
    phonetic_family_name = models.CharField(_("phonetic surname"), max_length=120, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    letter_salutation = models.CharField(_("letter salutation"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=8, blank=True)
    birthday = models.CharField(_("birthday"), max_length=10, blank=True)
    notes = models.TextField(_("notes"), max_length=20_000, blank=True)
    photo = picture_key(_("photo"))
    photo_origin = models.CharField(max_length=64, blank=True, editable=False)
    account_manager = manager_key(_("account manager"))
    account_manager_deputy = manager_key(_("deputy of the account manager"))
    team = models.ForeignKey(
        Team,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("team"),
    )
    confidential = models.BooleanField(_("confidential"), default=False)
    inactive_from = models.DateField(_("inactive from"), null=True, blank=True)
    is_inactive = models.BooleanField(_("inactive"), default=False)
    inactive_reason = models.CharField(
        _("reason"), max_length=16, choices=ContactInactivity.choices, blank=True
    )
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="contact_order"),
            models.Index(fields=["sort", "sort_name", "id"], name="contact_kinds"),
            models.Index(fields=["account_manager", "sort_name", "id"], name="contact_managed"),
            models.Index(
                fields=["sort_name", "id"], name="contact_inactive", condition=Q(is_inactive=True)
            ),
            models.Index(fields=["photo"], name="contact_photo", condition=Q(photo__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(family_name="") | ~Q(given_name="") | ~Q(label=""),
                name="contact_named",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.label

    def compute(self) -> None:
        name = f"{self.family_name} {self.given_name}".strip() or self.label
        self.sort_name = sort_key(name)[:200]

    @property
    def full_name(self) -> str:
        """Title, first names, prefix, surname and suffix, as one says it."""
        parts = (
            self.title, self.given_name, self.additional_names, self.prefix,
            self.family_name, self.suffix,
        )  # fmt: skip
        named = self.family_name or self.given_name
        return " ".join(part for part in parts if part) if named else ""

    @property
    def prefixed_family_name(self) -> str:
        return f"{self.prefix} {self.family_name}".strip()

    @property
    def is_office(self) -> bool:
        return self.sort == ContactKind.OFFICE


class Position(Part):
    """A contact at an organisation, from … to; in a household: a membership.

    `is_current` is a flag, not computed from the calendar: the daily operation turns a dated
    change on its day, so that revisions move. `until` is the last day. `successor` is who
    was named ahead to take over as main contact when it closes.
    """

    kind: ClassVar[str] = "position"
    root_field: ClassVar[str] = "contact"
    personal: ClassVar[frozenset[str]] = frozenset({"title", "department", "address_line"})
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="positions")
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="positions", db_index=False
    )
    title = models.CharField(_("position"), max_length=160, blank=True)
    department = models.CharField(_("department"), max_length=160, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    is_current = models.BooleanField(_("current"), default=True)
    is_primary = models.BooleanField(_("primary"), default=False)
    address_line = models.CharField(_("additional address line"), max_length=160, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("successor")
    )

    class Meta:
        indexes = [
            models.Index(fields=["organization", "is_current"], name="position_at"),
            models.Index(
                fields=["since"], name="position_begins", condition=Q(is_current=False, until=None)
            ),
            models.Index(fields=["until"], name="position_ends", condition=Q(is_current=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                "contact", name="position_one_primary", condition=Q(is_primary=True)
            ),
            models.CheckConstraint(
                condition=Q(is_primary=False) | Q(is_current=True),
                name="position_primary_is_current",
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="position_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} @ {self.organization}"


class PointKind(models.TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    URL = "url", _("link")
    MESSENGER = "messenger", _("messenger")


class Reach(Part):
    """A way to reach somebody: what belongs to a job or household hangs on that position,
    what is the person's own hangs on none."""

    root_field: ClassVar[str] = "contact"
    use = models.CharField(_("use"), max_length=8, choices=Use.choices, default=Use.BUSINESS)
    label = models.CharField(_("label"), max_length=60, blank=True)
    preferred = models.BooleanField(_("preferred"), default=False)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)

    class Meta:
        abstract = True


class ContactPoint(Reach):
    """A phone number, e-mail address, link or messenger.

    `value` stands as it was typed; `normal` is what it is matched by: E.164, or lower case.
    A phone labelled 'main' (Zentrale) at the main position is the switchboard. One that `keeps`
    is not retired when its position closes: said ahead, forgotten on the day.
    """

    kind: ClassVar[str] = "point"
    personal: ClassVar[frozenset[str]] = frozenset({"value", "label"})
    computed: ClassVar[frozenset[str]] = frozenset({"normal"})
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="points")
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="points"
    )
    sort = models.CharField(_("kind"), max_length=10, choices=PointKind.choices)
    value = models.CharField(_("value"), max_length=320)
    normal = models.CharField(max_length=320, editable=False)
    keeps = models.BooleanField(_("goes along"), default=False)

    class Meta:
        indexes = [
            models.Index(fields=["normal"], name="point_normal"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(value=""), name="point_has_value")]

    def __str__(self) -> str:
        return self.value

    def compute(self) -> None:
        from klientel.contacts.points import normal_value

        self.normal = normal_value(self.sort, self.value)


class Purpose(models.TextChoices):
    POST = "post", _("post")
    VISIT = "visit", _("visit")
    INVOICE = "invoice", _("invoice")
    DELIVERY = "delivery", _("delivery")


class Address(Reach):
    """A postal address. `is_company` marks the organisation's own, at its main position.

    `state` is the ISO code of the German state that it lies in, such as 'DE-HH', or ''.
    """

    kind: ClassVar[str] = "address"
    personal: ClassVar[frozenset[str]] = frozenset(
        {"extra", "street", "po_box", "postcode", "town", "region", "country", "label"}
    )
    computed: ClassVar[frozenset[str]] = frozenset({"state", "town_folded"})
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="addresses")
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="addresses"
    )
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices, blank=True)
    extra = models.CharField(_("additional line"), max_length=160, blank=True)
    street = models.CharField(_("street"), max_length=300, blank=True)
    po_box = models.CharField(_("PO box"), max_length=60, blank=True)
    postcode = models.CharField(_("postcode"), max_length=20, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    town_folded = models.CharField(max_length=120, blank=True, editable=False)
    region = models.CharField(_("region"), max_length=80, blank=True)
    state = models.CharField(
        _("federal state"),
        max_length=5,
        blank=True,
        editable=False,
        choices=tuple(STATE_NAMES.items()),
    )
    country = models.CharField(_("country"), max_length=2, blank=True)
    is_company = models.BooleanField(_("company address"), default=False)
    pending_from = models.DateField(_("valid from"), null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["town_folded", "id"], name="address_town"),
            models.Index(fields=["postcode", "id"], name="address_postcode"),
            models.Index(fields=["state", "id"], name="address_state"),
            models.Index(
                fields=["pending_from"],
                name="address_pending",
                condition=Q(pending_from__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                "position",
                name="address_one_of_company",
                condition=Q(is_company=True, retired_on=None, pending_from=None),
            ),
            models.CheckConstraint(
                condition=Q(is_company=False) | Q(position__isnull=False),
                name="address_of_company_at_position",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.town}".strip())))

    def compute(self) -> None:
        lines = ("postcode", "region", "country")
        self.town_folded = plain(self.town)[:120]
        self.state = federal_state(PostalAddress(**{name: getattr(self, name) for name in lines}))


class RawCard(Part):
    """The card as a client or file wrote it: keeps what we do not model."""

    kind: ClassVar[str] = "raw_card"
    root_field: ClassVar[str] = "contact"
    personal: ClassVar[frozenset[str]] = frozenset({"card_uid", "text"})
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="raw_card")
    card_uid = models.CharField(max_length=300, blank=True, db_index=True)
    text = models.TextField()

    def __str__(self) -> str:
        return self.card_uid
