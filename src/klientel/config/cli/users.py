"""`klientel user`: who may log in."""

import sys
from argparse import Namespace
from getpass import getpass
from gettext import gettext as _

from klientel.config.cli.starting import start_with_database
from klientel.config.cli.troubles import Trouble, say


def add(options: Namespace) -> int:
    start_with_database()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.accounts.operations import add_user
    from klientel.changes.actors import system

    name = options.name.strip().lower()
    if User.objects.filter(username=name).exists():
        raise Trouble(_("There is a user '%s' already. Choose another name.") % name)
    try:
        user = add_user(
            username=name,
            password=_password(options),
            role=options.role,
            given_name=options.given_name,
            family_name=options.family_name,
            email=options.email,
            by=system(timezone.now()),
        )
    except ValidationError as refused:
        raise Trouble(" ".join(refused.messages)) from refused
    say(_("The user '%(name)s' may log in as %(role)s.") % {"name": name, "role": user.role})
    return 0


def reset(options: Namespace) -> int:
    """Set a new password and remove the second factors, for whoever is locked out."""
    start_with_database()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from klientel.accounts.models import User
    from klientel.accounts.operations.factors import reset_access
    from klientel.changes.actors import system

    name = options.name.strip().lower()
    user = User.live.filter(username=name).first()
    if user is None:
        raise Trouble(_("There is no user '%s'.") % name)
    try:
        reset_access(user=user, password=_password(options), by=system(timezone.now()))
    except ValidationError as refused:
        raise Trouble(" ".join(refused.messages)) from refused
    say(_("The user '%s' logs in with the new password, without a second factor.") % name)
    return 0


def _password(options: Namespace) -> str:
    if options.password_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Trouble(
            _("No keyboard to ask for the password. Add --password-stdin and pipe it in.")
        )
    given = getpass(_("Password: "))
    if given != getpass(_("Once more: ")):
        raise Trouble(_("The two passwords differ. Try again."))
    return given
