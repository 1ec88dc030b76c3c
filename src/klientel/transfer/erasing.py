"""What uploaded files hold of an erased person: the whole file goes, with its reports."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from klientel.changes.erasure import REDACTED
from klientel.changes.models import Change
from klientel.contacts.models import Contact
from klientel.formats.csv.decoding import ENCODINGS
from klientel.transfer.jobs import forget_file, stored_names
from klientel.transfer.models import Import


@dataclass(frozen=True, slots=True)
class Told:
    """What tells a person in a file: an import that wrote him, or words that stand there together."""

    batches: Collection[UUID | None]
    words: tuple[tuple[str, ...], ...]


def forget_files(_write: Any, contact: Contact) -> None:
    """Delete the uploads that brought a person or name him, once the erasure is committed.

    The imports' lines stay, so that what they wrote of others can still be taken back.
    """
    lines = Change.objects.filter(uid=contact.uid, unit__batch_id__isnull=False)
    batches = set(lines.values_list("unit__batch_id", flat=True))
    mails = contact.points.filter(sort="email").values_list("value", flat=True)
    words: list[tuple[str, ...]] = [(mail,) for mail in mails]
    if contact.family_name and contact.given_name:
        words.append((contact.family_name, contact.given_name))
    told = Told(batches, tuple(words))
    transaction.on_commit(partial(_delete, told), robust=True)


def _delete(told: Told) -> None:
    for row in Import.objects.order_by("pk"):
        if row.batch_id in told.batches or any(_holds(name, told) for name in stored_names(row)):
            forget_file(row=row, name=_name(row, told))


def _holds(name: str, told: Told) -> bool:
    if not default_storage.exists(name):
        return False
    with default_storage.open(name) as file:
        content: bytes = file.read()
    return any(all(_stands(word, content) for word in words) for words in told.words)


def _stands(word: str, content: bytes) -> bool:
    """Return whether a word is there, in any encoding that a table has and in any usual case."""
    spelt = {word, word.lower(), word.upper(), word.title()}
    return any(
        each.encode(encoding, "ignore") in content for each in spelt for encoding in ENCODINGS
    )


def _name(row: Import, told: Told) -> str:
    """Return the file's name, only its ending where a word of the person stands in it."""
    name = row.name.casefold()
    named = any(word.casefold() in name for words in told.words for word in words)
    return f"{REDACTED}{PurePath(row.name).suffix}" if named else row.name
