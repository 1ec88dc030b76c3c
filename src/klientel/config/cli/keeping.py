"""`klientel migrate`, `backup`, `restore`, `check`, `rederive`: the store and its health."""

from argparse import Namespace
from gettext import gettext as _

from klientel.config.cli.starting import (
    bring_up_to_date,
    pending_migrations,
    start,
    start_with_database,
)
from klientel.config.cli.troubles import Trouble, say


def migrate(_options: Namespace) -> int:
    start()
    count = len(pending_migrations())
    bring_up_to_date()
    say(_("The database is up to date, %d steps were taken.") % count)
    return 0


def backup(options: Namespace) -> int:
    start_with_database()
    from klientel.config.backup import CannotBackUp, write_backup

    try:
        size = write_backup(options.file)
    except CannotBackUp as refused:
        raise Trouble(str(refused)) from refused
    size_shown = f"{size / 1_000_000:.1f}"
    say(_("%(file)s holds everything, %(size)s MB.") % {"file": options.file, "size": size_shown})
    say(_("It holds the secret key too: keep it where only you can read it."))
    return 0


def restore(options: Namespace) -> int:
    start()
    from klientel.config.restoring import CannotRestore, restore_backup

    try:
        kept = restore_backup(options.file, force=options.force)
    except CannotRestore as refused:
        raise Trouble(str(refused)) from refused
    bring_up_to_date()
    from django.utils import timezone

    from klientel.config.erased_since import erase_again

    if number := erase_again(timezone.now()):
        say(_("People who were erased since this backup are erased again: %s") % number)
    say(_("%s is brought back.") % options.file)
    if kept:
        say(_("What was there before lies in %s. Delete it when you no longer need it.") % kept)
    return 0


def check(_options: Namespace) -> int:
    start_with_database()
    from klientel.config.checking import findings

    found = 0
    for name, complaints in findings():
        say(f"{name}: " + (_("in order") if not complaints else "; ".join(complaints)))
        found += len(complaints)
    if found:
        raise Trouble(_("Not everything fits together; see above."))
    return 0


def rederive(_options: Namespace) -> int:
    start_with_database()
    from django.utils import timezone

    from klientel.changes.remaking import remake_derived

    for name, differing in remake_derived(timezone.now()).items():
        say(_("%(name)s: %(count)d rows differed.") % {"name": name, "count": differing})
    return 0
