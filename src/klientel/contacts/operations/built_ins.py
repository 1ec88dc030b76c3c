"""The relationships and connections that every Klientel knows."""

from klientel.changes.actors import Actor
from klientel.changes.door import writing
from klientel.contacts.models import (
    BUILT_IN_CONNECTIONS,
    BUILT_IN_RELATIONSHIPS,
    ConnectionType,
    RelationshipType,
)
from klientel.contacts.operations.relationships import add_relationship_type
from klientel.contacts.operations.retention import put_built_in_rules
from klientel.contacts.operations.ties import add_connection_type

NUMBERED = frozenset({"customer", "supplier"})


def add_built_in_types(*, by: Actor) -> None:
    """Add the built-in types that are missing; their names come from the translation."""
    known = set(RelationshipType.objects.values_list("code", flat=True))
    for code in BUILT_IN_RELATIONSHIPS:
        if code not in known:
            add_relationship_type(name="", code=code, has_numbers=code in NUMBERED, by=by)
    tied = set(ConnectionType.objects.values_list("code", flat=True))
    for code in BUILT_IN_CONNECTIONS:
        if code not in tied:
            add_connection_type(forward="", backward="", code=code, by=by)
    with writing(by, act="add_built_in_types") as write:
        put_built_in_rules(write)
