"""The command's words: every subcommand with its options and help."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from gettext import gettext as _
from importlib import import_module
from pathlib import Path
from typing import Any

ROLES = ("administrator", "manager", "member", "readonly")
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252", "mac-roman")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_HIGHEST_PORT = 65_535
Run = Callable[[Any], int]


def parser() -> ArgumentParser:
    made = ArgumentParser(
        prog="klientel",
        description=_("Klientel, the CRM for a German office."),
        epilog=_("Settings come from the environment: docs/admin.md names them all."),
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = made.add_subparsers(metavar=_("COMMAND"), required=True)

    def command(name: str, help_: str, run: str) -> ArgumentParser:
        added: ArgumentParser = commands.add_parser(name, help=help_, description=help_)
        added.set_defaults(run=_later(run))
        return added

    _serving(command)
    _keeping(command)
    _records(command)
    _user(command)
    return made


def _serving(command: Callable[[str, str, str], ArgumentParser]) -> None:
    serve = command("serve", _("Serve the pages and do the daily work."), "serving:serve")
    serve.add_argument(
        "--migrate", action="store_true", help=_("bring the database up to date first")
    )
    demo = command(
        "demo", _("Serve demo data on this machine alone, apart from real data."), "serving:demo"
    )
    demo.add_argument(
        "--contacts", type=_count, metavar="N", help=_("number of contacts to make (600)")
    )
    demo.add_argument("--port", type=_port, default=8000, help=_("port to serve on (8000)"))
    demo.add_argument(
        "--only-data", action="store_true", help=_("make the data and do not serve it")
    )
    command("migrate", _("Make the database, or bring it up to date."), "keeping:migrate")


def _keeping(command: Callable[[str, str, str], ArgumentParser]) -> None:
    backup = command(
        "backup", _("Write database, files and key into one file, while work goes on."),
        "keeping:backup",
    )  # fmt: skip
    backup.add_argument("file", type=Path, metavar=_("FILE"))
    restore = command("restore", _("Bring a backup back: all of it or nothing."), "keeping:restore")
    restore.add_argument("file", type=Path, metavar=_("FILE"))
    restore.add_argument(
        "--force", action="store_true", help=_("replace a database that holds records")
    )
    command("check", _("Look whether everything that is stored fits together."), "keeping:check")
    command("rederive", _("Compute every derived table anew."), "keeping:rederive")


def _records(command: Callable[[str, str, str], ArgumentParser]) -> None:
    take = command("import", _("Take contacts from vCard and CSV files."), "records:take")
    take.add_argument("files", nargs="+", type=Path, metavar=_("FILE"))
    take.add_argument("--user", metavar=_("NAME"), help=_("in whose name (the system's)"))
    take.add_argument("--encoding", choices=ENCODINGS, help=_("of a CSV file (found out)"))
    take.add_argument("--delimiter", choices=tuple(DELIMITERS), help=_("of a CSV file (found out)"))
    take.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("COLUMN=FIELD"),
        help=_("which field a column of a CSV file is; several times"),
    )
    take.add_argument(
        "--refused", type=Path, metavar=_("FILE"), help=_("write what did not go in to this file")
    )
    give = command("export", _("Give all contacts out."), "records:give")
    give.add_argument("--format", choices=("vcard", "csv"), default="vcard", help=_("vcard or csv"))
    give.add_argument(
        "--exact",
        action="store_true",
        help=_("CSV to be imported again: RFC 4180, no value changed for spreadsheets"),
    )
    give.add_argument(
        "--kind", choices=("contacts", "organizations"), default="contacts", help=_("of CSV")
    )
    give.add_argument(
        "--language", choices=("de", "en"), default="de", help=_("of the columns of CSV (de)")
    )
    give.add_argument(
        "--version", choices=("3.0", "4.0"), default="3.0", help=_("vCard version (3.0)")
    )
    give.add_argument("--user", metavar=_("NAME"), help=_("only what this user may export"))
    give.add_argument(
        "-o", "--output", type=Path, metavar=_("FILE"), help=_("into a file, not to the screen")
    )


def _user(command: Callable[[str, str, str], ArgumentParser]) -> None:
    user = command("user", _("Users of Klientel."), "users:add")
    acts = user.add_subparsers(metavar=_("ACT"), required=True)
    add = acts.add_parser("add", help=_("Add a user."), description=_("Add a user."))
    add.add_argument("name", metavar=_("NAME"), help=_("the name to log in with"))
    add.add_argument(
        "--role", choices=ROLES, default="member", help=_("what the user may (member)")
    )
    add.add_argument("--given-name", default="", metavar=_("NAME"), help=_("first name"))
    add.add_argument("--family-name", default="", metavar=_("NAME"), help=_("surname"))
    add.add_argument("--email", default="", metavar=_("ADDRESS"), help=_("e-mail address"))
    reset = acts.add_parser(
        "reset",
        help=_("New password, no second factor: for whoever is locked out."),
        description=_("New password, no second factor: for whoever is locked out."),
    )
    reset.set_defaults(run=_later("users:reset"))
    reset.add_argument("name", metavar=_("NAME"), help=_("the name to log in with"))
    for each in (add, reset):
        each.add_argument(
            "--password-stdin",
            action="store_true",
            help=_("read the password from standard input, do not ask"),
        )


def _later(name: str) -> Run:
    """Return a function that imports the command's module when it is called."""
    module, _colon, function = name.partition(":")

    def run(options: Any) -> int:
        called: Run = getattr(import_module(f"klientel.config.cli.{module}"), function)
        return called(options)

    return run


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(_("a number of 1 or more"))
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _HIGHEST_PORT:
        raise ArgumentTypeError(_("a port from 1 to 65535"))
    return int(text)
