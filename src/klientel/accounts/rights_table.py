"""The table of rights as a page of the documentation: `docs/rights.md` is this text."""

from collections.abc import Sequence

from klientel.accounts.roles import KINDS, RIGHTS, ROLES, VERBS, Scope

REACH: dict[Scope, str] = {"all": "all", "team": "own and the team's", "own": "own", "none": "–"}
HEAD = """# Rights

Made from the code by `klientel.accounts.rights_table`; a test holds both equal.

Each user has one role. A cell says on which records it may do what stands at the left: *all*,
*own* (the user is account manager, key account manager or the deputy of either) or none (–).

A **confidential** record is seen by its account managers, their deputies and its team alone,
whatever the role; so is what a confidential organisation covers: its contacts and offices (by
their primary position) and their connections. Everybody changes the own settings (language,
time zone, look). A user who may not log in sees nothing.

**assign** is to say who looks after a record: account manager, key account manager, deputies.
Whoever adds a record names them freely; later they are changed by those who have it, or by a
manager (`adr/0005-who-takes-over.md`).
"""


def rights_page() -> str:
    """Return the page: a table for each group of kinds that have the same rights."""
    return "\n".join([HEAD, *(_table(kinds) for kinds in _alike())])


def _alike() -> list[list[str]]:
    """Return the kinds, those together whose rights are equal in every role."""
    groups: dict[tuple[Scope, ...], list[str]] = {}
    for kind in KINDS:
        rights = tuple(RIGHTS[role, verb, kind] for role in ROLES for verb in VERBS)
        groups.setdefault(rights, []).append(kind)
    return list(groups.values())


def _table(kinds: Sequence[str]) -> str:
    title = ", ".join(kind.replace("_", " ") for kind in kinds)
    rows = [
        _row([verb, *(REACH[RIGHTS[role, verb, kinds[0]]] for role in ROLES)]) for verb in VERBS
    ]
    return "\n".join(
        [f"## {title}\n", _row(["", *ROLES]), _row(["---"] * (len(ROLES) + 1)), *rows, ""]
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
