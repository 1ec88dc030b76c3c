"""Second factors of a colleague who lost his phone."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password

from klientel.accounts.models import User
from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import writing


def reset_factors(*, user: User, by: Actor) -> None:
    """Remove every second factor of a user: he logs in with the password alone, and sets up anew.

    The journal tells when and by whom; the factors themselves do not come back by undoing.
    """
    with writing(by) as write:
        row = write.fresh(user)
        must(by, "change", row)
        write.change(row, factors_reset_at=by.at)
        Authenticator.objects.filter(user_id=row.pk).delete()


def reset_access(*, user: User, password: str, by: Actor) -> None:
    """Set a new password and remove every second factor: nothing that was lost is needed."""
    validate_password(password, user)
    with writing(by) as write:
        row = write.fresh(user)
        must(by, "change", row)
        row.set_password(password)
        write.change(row, factors_reset_at=by.at)
        Authenticator.objects.filter(user_id=row.pk).delete()
