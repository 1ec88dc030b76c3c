"""A small world with what one may see and what is hidden."""

from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from klientel.accounts.models import User
from klientel.contacts.models import (
    Connection,
    ConnectionType,
    Contact,
    Organization,
    RelationshipType,
    Tag,
    Use,
)
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.custom_values import set_custom_values
from klientel.contacts.operations.files import NewFile, attach_files, change_photo
from klientel.contacts.operations.own_addresses import add_further_address
from klientel.contacts.operations.relationships import set_relationship
from klientel.contacts.operations.ties import add_connection, add_tag, attach_tag
from klientel.files.storing import stored, stored_photo
from klientel.records.custom.models import CustomField
from tests import factories, pictures
from tests.factories import HAMBURG, STADE, SYSTEM
from tests.fields import field

SECRET = "Geheimrat"
WORD = "Zuckerrübe"


@dataclass(frozen=True)
class Side:
    """An organisation with a contact and all that can hang on them."""

    organization: Organization
    contact: Contact
    connection: Connection
    tag: Tag
    address: int
    relationship: int
    attachment: int
    own: CustomField

    @property
    def position(self) -> int:
        return self.contact.positions.get().pk


def side(word: str, *, confidential: bool, manager: User | None = None) -> Side:
    """Make one side of the world; every text in it holds the word."""
    firm = factories.organization(
        name=f"{word} GmbH",
        address=HAMBURG,
        switchboard="040 66969-100",
        confidential=confidential,
        service_note=f"{word} nicht stören",
        account_manager=manager,
    )
    contact = factories.contact(
        family_name=word,
        given_name="Kim",
        organization=firm,
        title=f"{word}-Leitung",
        points=(PointEdit("email", f"kim@{word.lower()}.example", label="work"),),
        account_manager=manager,
        confidential=confidential,
        notes=f"{word} mag Tee",
    )
    tag = add_tag(name=f"{word}-Schlagwort", by=SYSTEM)
    attach_tag(record=contact, tag=tag, by=SYSTEM)
    attach_tag(record=firm, tag=tag, by=SYSTEM)
    address = add_further_address(
        contact=contact, address=STADE, use=Use.PRIVATE, label=f"{word}-Lager", by=SYSTEM
    )
    tie = add_connection(
        type=ConnectionType.objects.order_by("pk")[0], one=contact, other=firm, by=SYSTEM
    )
    customer = RelationshipType.objects.get(code="customer")
    relationship = set_relationship(organization=firm, type=customer, by=SYSTEM)
    photo = stored_photo(pictures.upload(f"{word}.png"), at=SYSTEM.at)
    change_photo(record=contact, photo=photo, by=SYSTEM)
    drawing = stored(pictures.upload(f"{word}.png"), name=f"{word}.png", at=SYSTEM.at)
    attach_files(record=contact, files=[NewFile(drawing, f"{word}.png", word)], by=SYSTEM)
    attachment = contact.files.get().pk
    own = field(f"{word}-Feld")
    set_custom_values(record=contact, values={own.key: f"{word}-Wert"}, by=SYSTEM)
    return Side(firm, contact, tie, tag, address.pk, relationship.pk, attachment, own)


def routes() -> dict[str, str]:
    """Return each named route of ours with its pattern; allauth's own are its own affair."""
    return {name: path for name, path, module in _walk(get_resolver()) if "klientel" in module}


def _walk(resolver: URLResolver, before: str = "") -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.append((str(pattern.name), path, pattern.callback.__module__))
        else:
            found += _walk(pattern, path)
    return found


def arguments(name: str, path: str, at: Side, revision: int) -> dict[str, Any]:
    """Return what fills a route's pattern, taken from one side of the world."""
    firm = name.startswith(("organization", "relationship"))
    known: dict[str, Any] = {
        "uid": (at.organization if firm else at.contact).uid,
        "token": "no-such-invitation",
        "connection": at.connection.uid,
        "tag": at.tag.uid,
        "kind": "contact",
        "what": "address",
        "fact": "notes",
        "channel": "email",
        "revision": revision,
        "number": at.position,
        "size": 96 if name.startswith("photo") else 320,
    }
    if name.startswith("file"):
        known["number"] = at.attachment
    if name.startswith("address"):
        known["number"] = at.address
    if name.startswith("relationship"):
        known["number"] = at.relationship
    known |= _of_vocabulary(name, at) | _of_fields(name, at)
    return {key: value for key, value in known.items() if f":{key}>" in path}


def _of_fields(name: str, at: Side) -> dict[str, Any]:
    if name == "custom_value":
        return {"key": at.own.key}
    return {"uid": at.own.uid} if name.startswith("custom_field") else {}


def _of_vocabulary(name: str, at: Side) -> dict[str, Any]:
    if name.startswith("vocabulary_tag"):
        return {"uid": at.tag.uid}
    if name.startswith("vocabulary_relationship"):
        return {"uid": RelationshipType.objects.get(code="customer").uid}
    return {"uid": at.connection.type.uid} if name.startswith("vocabulary") else {}
