"""Organisations: the other party, in trees, with relationships and connections."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from klientel.accounts.models import Team, User
from klientel.accounts.roles import EVERYBODY, Access
from klientel.changes.models import Part, Root
from klientel.files.models import File
from klientel.formats.folding import sort_key


class OrganizationKind(models.TextChoices):
    COMPANY = "company", _("company")
    AUTHORITY = "authority", _("authority")
    ASSOCIATION = "association", _("association")
    HOUSEHOLD = "household", _("private household")


class Inactivity(models.TextChoices):
    """Why an organisation is inactive."""

    CLOSED = "closed", _("closed")
    INSOLVENT = "insolvent", _("insolvent")
    MERGED = "merged", _("merged into another")
    OTHER = "other", _("other reason")


class AbcClass(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


def manager_key(label: StrOrPromise) -> "models.ForeignKey[User | None, User | None]":
    return models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=label,
    )


def picture_key(label: StrOrPromise) -> "models.ForeignKey[File | None, File | None]":
    """Return the key to a record's picture; its index holds only those that have one."""
    return models.ForeignKey(
        File,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        db_index=False,
        verbose_name=label,
    )


class Organization(Root):
    """A company, authority, association or private household.

    Carries no address, phone or e-mail: they belong to contacts. Its address is the marked
    one at its main position.
    """

    kind: ClassVar[str] = "organization"
    access: ClassVar[Access] = Access(
        manager=(
            "account_manager",
            "account_manager_deputy",
            "key_account_manager",
            "key_account_manager_deputy",
        ),
        team="team",
        confidential="confidential",
    )
    computed: ClassVar[frozenset[str]] = frozenset({"sort_name"})
    personal: ClassVar[frozenset[str]] = frozenset(
        {"name", "short_name", "service_note", "logo", "logo_origin"}
    )

    sort = models.CharField(
        _("kind"),
        max_length=12,
        choices=OrganizationKind.choices,
        default=OrganizationKind.COMPANY,
    )
    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    sort_name = models.CharField(max_length=200, editable=False)
    number = models.PositiveBigIntegerField(_("number"), unique=True, null=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent organisation"),
    )
    is_department = models.BooleanField(_("is a department"), default=False)
    website = models.CharField(_("website"), max_length=300, blank=True)
    main_position = models.ForeignKey(
        "contacts.Position",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="main_of",
        verbose_name=_("main contact"),
    )
    account_manager = manager_key(_("account manager"))
    account_manager_deputy = manager_key(_("deputy of the account manager"))
    key_account_manager = manager_key(_("key account manager"))
    key_account_manager_deputy = manager_key(_("deputy of the key account manager"))
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
    service_note = models.CharField(_("service note"), max_length=500, blank=True)
    logo = picture_key(_("logo"))
    logo_origin = models.CharField(max_length=64, blank=True, editable=False)
    is_vip = models.BooleanField(_("VIP"), default=False)
    industry = models.CharField(_("industry"), max_length=120, blank=True)
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    annual_revenue = models.DecimalField(
        _("annual revenue"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    revenue_currency = models.CharField(_("currency"), max_length=3, blank=True)
    source = models.CharField(_("source"), max_length=120, blank=True)
    region = models.CharField(_("region"), max_length=120, blank=True)
    abc_class = models.CharField(_("ABC class"), max_length=1, choices=AbcClass.choices, blank=True)
    inactive_from = models.DateField(_("inactive from"), null=True, blank=True)
    is_inactive = models.BooleanField(_("inactive"), default=False)
    inactive_reason = models.CharField(
        _("reason"), max_length=12, choices=Inactivity.choices, blank=True
    )
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["sort_name", "id"], name="organization_order"),
            models.Index(
                fields=["account_manager", "sort_name", "id"], name="organization_managed"
            ),
            models.Index(fields=["parent", "id"], name="organization_tree"),
            models.Index(
                fields=["logo"], name="organization_logo", condition=Q(logo__isnull=False)
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organization_named"),
            models.CheckConstraint(
                condition=Q(is_department=False) | Q(parent__isnull=False),
                name="organization_department_has_parent",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def compute(self) -> None:
        self.sort_name = sort_key(self.name)[:200]

    @property
    def is_household(self) -> bool:
        return self.sort == OrganizationKind.HOUSEHOLD


FIRST_NUMBER = 10001


class RelationshipType(Root):
    """What an organisation can be to us; built-in ones have a code, own ones a name."""

    kind: ClassVar[str] = "relationship_type"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    code = models.CharField(max_length=24, blank=True)
    name = models.CharField(_("name"), max_length=80, blank=True)
    has_numbers = models.BooleanField(_("with numbers"), default=False)
    first_number = models.PositiveBigIntegerField(_("first number"), default=FIRST_NUMBER)
    last_number = models.PositiveBigIntegerField(_("last number"), null=True, blank=True)
    is_retired = models.BooleanField(_("no longer offered"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("code", name="relationship_type_code", condition=~Q(code=""))
        ]

    def __str__(self) -> str:
        return str(BUILT_IN_RELATIONSHIPS.get(self.code, self.name))


BUILT_IN_RELATIONSHIPS = {
    "prospect": _("Prospect"),
    "customer": _("Customer"),
    "supplier": _("Supplier"),
    "partner": _("Partner"),
}


class Relationship(Part):
    """That an organisation is customer, supplier … of ours, from … to, with its number."""

    kind: ClassVar[str] = "relationship"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "organization"
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="relationships")
    type = models.ForeignKey(RelationshipType, models.PROTECT, related_name="+", db_index=False)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    number = models.CharField(_("number"), max_length=24, blank=True)
    by_hand = models.BooleanField(_("set by hand"), default=True)

    class Meta:
        indexes = [models.Index(fields=["type", "organization"], name="relationship_type_of")]
        constraints = [
            models.UniqueConstraint(
                "type",
                "number",
                name="relationship_number",
                condition=~Q(number="") & Q(until=None),
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since")),
                name="relationship_span",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}"


class RelationshipCause(Part):
    """What a computed relationship rests on: a matter of `cause_kind` with `cause_uid`."""

    kind: ClassVar[str] = "relationship_cause"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "organization"
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="causes")
    cause_kind = models.CharField(max_length=24)
    cause_uid = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint("relationship", "cause_uid", name="relationship_cause_once")
        ]

    def __str__(self) -> str:
        return f"{self.cause_kind} {self.cause_uid}"
