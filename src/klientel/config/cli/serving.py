"""`klientel serve` and `klientel demo`."""

import os
from argparse import Namespace
from gettext import gettext as _
from pathlib import Path

from klientel.config import env
from klientel.config.cli.starting import bring_up_to_date, require_database, start
from klientel.config.cli.troubles import Trouble, say, tell
from klientel.config.locking import InUse, folder_in_use
from klientel.config.serving import Address, AddressTaken, address_of, require_free, run


def serve(options: Namespace) -> int:
    folder = env.data_folder()
    address = _address()
    try:
        with folder_in_use(folder):
            start()
            if options.migrate:
                bring_up_to_date()
            require_database()
            _settle(folder)
            _serve(address, folder)
    except InUse as held:
        raise Trouble(_("A restore is under way in %s. Wait until it is done.") % held) from held
    return 0


def demo(options: Namespace) -> int:
    """Serve demo data on loopback; the data folder of real data is not touched."""
    os.environ["KLIENTEL_DEMO"] = "1"
    os.environ["KLIENTEL_BIND"] = f"127.0.0.1:{options.port}"
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("KLIENTEL_HOSTS", None)
    os.environ.pop("KLIENTEL_HTTPS", None)
    from klientel.config.demo.making import LOG_INS, ensure_demo

    if not options.only_data:
        _require_free(_address())
    try:
        ensure_demo(env.data_folder(), options.contacts, say)
    except InUse as held:
        raise Trouble(_("The demo runs already. Stop it to make other data.")) from held
    for name, what in LOG_INS:
        say(f"  {name:8}{_(what)}")
    say(_("  password for all: %s") % "demo")
    if options.only_data:
        return 0
    options.migrate = False
    return serve(options)


def _settle(folder: Path) -> None:
    """Prepare what the server needs, or say what is missing."""
    from django.conf import settings
    from django.utils import timezone

    from klientel.config import high_water, statics
    from klientel.config.erased_since import erase_again

    if missing := statics.absent():
        raise Trouble(
            _("The pages' assets are missing (%s). Run: make assets") % ", ".join(missing)
        )
    statics.prepare(Path(settings.STATIC_ROOT))
    if high_water.begin_anew_if_lower(folder):
        tell(_("The database is an older copy: phones and tablets will compare everything anew."))
    if number := erase_again(timezone.now()):
        tell(_("People who were erased since this backup are erased again: %s") % number)


def _serve(address: Address, folder: Path) -> None:
    _require_free(address)
    run(address, folder, lambda: _say_ready(address))


def _say_ready(address: Address) -> None:
    from django.db import connection

    from klientel.accounts.first_start import is_fresh, set_up_code

    say(_("Klientel runs at %s (Ctrl+C stops it)") % address.url)
    if is_fresh():
        say(_("Nobody can log in yet: open that address and set Klientel up."))
        say(_("  set-up code, asked from other machines: %s") % set_up_code())
    connection.close()


def _address() -> Address:
    bind = env.text("KLIENTEL_BIND")
    try:
        return address_of(bind)
    except ValueError as wrong:
        text = _("KLIENTEL_BIND is '%s', but must be an address and a port, as 127.0.0.1:8000.")
        raise Trouble(text % bind) from wrong


def _require_free(address: Address) -> None:
    try:
        require_free(address)
    except AddressTaken as taken:
        text = _("%s is taken by another program. Stop that, or choose another port.")
        raise Trouble(text % taken) from taken
