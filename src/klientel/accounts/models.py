"""Users, teams and one's own company."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from klientel.accounts.roles import EVERYBODY, Access
from klientel.changes.errors import WriteOutsideDoor
from klientel.changes.models import LiveManager, Part, Root, TrackedQuerySet
from klientel.changes.passing import through


class RoleCode(models.TextChoices):
    ADMINISTRATOR = "administrator", _("Administrator")
    MANAGER = "manager", _("Manager")
    MEMBER = "member", _("Member")
    READONLY = "readonly", _("Read only")


class Theme(models.TextChoices):
    SYSTEM = "system", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Density(models.TextChoices):
    COMPACT = "kompakt", _("compact")
    COMFORTABLE = "komfortabel", _("comfortable")


class UserManager(BaseUserManager["User"].from_queryset(TrackedQuerySet)):  # type: ignore[misc] # made at run time
    """Finds a user by log-in name, whatever the case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(username=(username or "").strip().lower())
        return user


LOGIN_FIELDS = frozenset({"password", "last_login"})
SECRETS = frozenset({"invite_hash"})  # in no journal line either, but written through the door


class User(AbstractBaseUser, Root):
    """Somebody who works with Klientel.

    Log-in writes `password` and `last_login` outside the door: secrets and noise that no
    journal line may hold.
    """

    kind: ClassVar[str] = "user"
    access: ClassVar[Access] = EVERYBODY
    personal: ClassVar[frozenset[str]] = frozenset(
        {"username", "email", "given_name", "family_name", "password", "last_login"}
    )
    computed: ClassVar[frozenset[str]] = LOGIN_FIELDS | SECRETS

    username = models.CharField(_("log-in name"), max_length=60, unique=True)
    email = models.EmailField(_("e-mail"), blank=True)
    given_name = models.CharField(_("first name"), max_length=80, blank=True)
    family_name = models.CharField(_("surname"), max_length=80, blank=True)
    role = models.CharField(
        _("role"), max_length=16, choices=RoleCode.choices, default=RoleCode.MEMBER
    )
    language = models.CharField(_("language"), max_length=8, default="de")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Berlin")
    theme = models.CharField(_("theme"), max_length=8, choices=Theme.choices, default=Theme.SYSTEM)
    density = models.CharField(
        _("density"), max_length=12, choices=Density.choices, default=Density.COMPACT
    )
    is_active = models.BooleanField(_("may log in"), default=True)
    invited_until = models.DateTimeField(_("invited until"), null=True, blank=True)
    invite_hash = models.CharField(max_length=64, blank=True, editable=False)
    factors_reset_at = models.DateTimeField(_("factors reset at"), null=True, blank=True)

    objects: ClassVar[Any] = UserManager()
    live: ClassVar[Any] = LiveManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        default_manager_name = "objects"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint("email", name="user_email", condition=~models.Q(email="")),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or self.username

    def compute(self) -> None:
        self.username = self.username.strip().lower()
        self.email = self.email.strip().lower()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; outside the door only a log-in's own fields, else `WriteOutsideDoor`."""
        try:
            super().save(*args, **kwargs)
        except WriteOutsideDoor:
            if self._state.adding or self._differs():
                raise
            with through():
                models.Model.save(self, update_fields=sorted(LOGIN_FIELDS))

    def _differs(self) -> bool:
        stored = User.objects.get(pk=self.pk)
        return any(
            getattr(self, field.attname) != getattr(stored, field.attname)
            for field in self._meta.concrete_fields
            if field.name not in LOGIN_FIELDS
        )

    @property
    def is_invited(self) -> bool:
        """Whether the user was asked in and has not come yet."""
        return self.invited_until is not None

    @property
    def team_ids(self) -> list[int]:
        """The user's teams, read once a request."""
        if not hasattr(self, "_team_ids"):
            self._team_ids = list(
                TeamMember.objects.filter(user=self.pk).values_list("team_id", flat=True)
            )
        return self._team_ids


class Team(Root):
    kind: ClassVar[str] = "team"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    name = models.CharField(_("name"), max_length=80, unique=True)

    def __str__(self) -> str:
        return self.name


class TeamMember(Part):
    kind: ClassVar[str] = "team_member"
    personal: ClassVar[frozenset[str]] = frozenset()
    root_field: ClassVar[str] = "team"
    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")

    class Meta:
        constraints = [models.UniqueConstraint("team", "user", name="team_member")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"


class Company(Root):
    """One's own firm: one row. One database is one company."""

    kind: ClassVar[str] = "company"
    personal: ClassVar[frozenset[str]] = frozenset()
    access: ClassVar[Access] = EVERYBODY
    name = models.CharField(_("name"), max_length=160, blank=True)
    street = models.CharField(_("street"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=16, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    country = models.CharField(_("country"), max_length=2, default="DE")
    region = models.CharField(_("federal state"), max_length=8, blank=True)
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    time_zone = models.CharField(_("time zone"), max_length=40, default="Europe/Berlin")
    language = models.CharField(_("language"), max_length=8, default="de")
    fiscal_year_starts = models.PositiveSmallIntegerField(_("fiscal year starts"), default=1)
    logo = models.CharField(_("logo"), max_length=80, blank=True)
    requires_two_factors = models.BooleanField(_("two factors for all"), default=False)

    def __str__(self) -> str:
        return self.name
