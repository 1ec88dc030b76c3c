"""The one table of rights: role × verb × kind → all, team, own or none. Pure."""

from dataclasses import dataclass
from typing import Final, Literal

Role = Literal["administrator", "manager", "member", "readonly"]
Verb = Literal["view", "add", "change", "bin", "export", "import", "assign"]
Scope = Literal["all", "team", "own", "none"]

ROLES: Final[tuple[Role, ...]] = ("administrator", "manager", "member", "readonly")
VERBS: Final[tuple[Verb, ...]] = ("view", "add", "change", "bin", "export", "import", "assign")
RECORDS: Final = ("organization", "contact", "connection")
SETTINGS: Final = (
    "tag",
    "relationship_type",
    "connection_type",
    "custom_field",
    "team",
    "user",
    "company",
    "privacy_settings",
    "retention_rule",
    "erasure",
)
KINDS: Final = RECORDS + SETTINGS

_RECORDS: dict[Role, tuple[Scope, ...]] = {
    "administrator": ("all", "all", "all", "all", "all", "all", "all"),
    "manager": ("all", "all", "all", "all", "all", "all", "all"),
    "member": ("all", "all", "all", "own", "all", "none", "own"),
    "readonly": ("all", "none", "none", "none", "none", "none", "none"),
}
_SETTINGS: dict[Role, tuple[Scope, ...]] = {
    "administrator": ("all", "all", "all", "all", "all", "all", "none"),
    "manager": ("all", "none", "none", "none", "none", "none", "none"),
    "member": ("all", "none", "none", "none", "none", "none", "none"),
    "readonly": ("all", "none", "none", "none", "none", "none", "none"),
}
_TAGS: dict[Role, tuple[Scope, ...]] = {
    **_SETTINGS,
    "manager": ("all", "all", "all", "all", "all", "all", "none"),
    "member": ("all", "all", "none", "none", "none", "none", "none"),
}

_CONNECTIONS: dict[Role, tuple[Scope, ...]] = {  # they have no manager of their own
    "administrator": ("all", "all", "all", "all", "all", "all", "none"),
    "manager": ("all", "all", "all", "all", "all", "all", "none"),
    "member": ("all", "all", "all", "all", "all", "none", "none"),
    "readonly": ("all", "none", "none", "none", "none", "none", "none"),
}

_ERASURES: dict[Role, tuple[Scope, ...]] = {  # who sees a person whole may erase one
    "administrator": ("all", "all", "none", "none", "none", "none", "none"),
    "manager": ("all", "all", "none", "none", "none", "none", "none"),
    "member": ("none", "none", "none", "none", "none", "none", "none"),
    "readonly": ("none", "none", "none", "none", "none", "none", "none"),
}


def _row(role: Role, kind: str) -> tuple[Scope, ...]:
    if kind == "tag":
        return _TAGS[role]
    if kind == "connection":
        return _CONNECTIONS[role]
    if kind == "erasure":
        return _ERASURES[role]
    return (_RECORDS if kind in RECORDS else _SETTINGS)[role]


RIGHTS: Final[dict[tuple[str, str, str], Scope]] = {
    (role, verb, kind): scope
    for role in ROLES
    for kind in KINDS
    for verb, scope in zip(VERBS, _row(role, kind), strict=True)
}


def scope_of(role: str, verb: str, kind: str) -> Scope:
    """Return how far the role's right reaches; what the table does not name is not allowed."""
    return RIGHTS.get((role, verb, kind), "none")


@dataclass(frozen=True, slots=True)
class Access:
    """Where a model keeps what permission depends on: paths of columns, '' for none.

    `manager` are the users whose own row it is; `via` are records that cover it: it is visible
    only if each of them that is there is not confidential to the user.
    """

    manager: tuple[str, ...] = ()
    team: str = ""
    confidential: str = ""
    via: tuple[str, ...] = ()


EVERYBODY: Final = Access()
