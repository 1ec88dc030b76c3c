"""Files and pictures of contacts and organisations. Contents are stored before the unit opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from klientel.accounts.permissions import must
from klientel.changes.actors import Actor
from klientel.changes.door import Write, writing
from klientel.contacts.models import Contact, ContactFile, Organization, OrganizationFile, RawCard
from klientel.contacts.portraits import picture_origin
from klientel.files.models import File
from klientel.files.names import clean_name, ending_of
from klientel.files.storing import Photo

Record = Contact | Organization
Attachment = ContactFile | OrganizationFile


class NoFileName(Exception):
    """Nothing readable is left of a file's name."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A stored content, and what it is called at the record."""

    file: File
    name: str
    note: str = ""


def attach_files(*, record: Record, files: Sequence[NewFile], by: Actor) -> None:
    """Hang files at a contact or an organisation, under cleaned names."""
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        for each in files:
            write.add(_attachment(row, each, by))


def change_file(
    *,
    record: Record,
    number: int,
    name: str,
    note: str,
    expected: int | None = None,
    by: Actor,
) -> None:
    """Rename an attachment; without an ending in the new name it keeps the one that it had."""
    with writing(by) as write:
        row = write.fresh(record, expected)
        must(by, "change", row)
        part = _part_of(row, number)
        if part is None:
            write.gone(row, f"{_model_at(row).kind}/{number}", name, name=name, note=note)
            return
        cleaned = clean_name(name)
        if not cleaned:
            raise NoFileName
        if not ending_of(cleaned) and (ending := ending_of(part.name)):
            cleaned = clean_name(f"{cleaned}.{ending}")
        write.change(part, name=cleaned, note=note.strip())


def remove_file(*, record: Record, number: int, by: Actor) -> None:
    """Take an attachment off; one that is gone already stays gone."""
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        part = _part_of(row, number)
        if part is not None:
            write.remove(part)


def change_photo(*, record: Record, photo: Photo, by: Actor) -> None:
    """Give a contact its photo, or an organisation its logo."""
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        write.change(row, **_picture(row, photo.file, photo.origin))


def remove_photo(*, record: Record, by: Actor) -> None:
    """Take photo or logo away; a picture on the kept card is printed no more either."""
    with writing(by) as write:
        row = write.fresh(record)
        must(by, "change", row)
        write.change(row, **_picture(row, None, _on_card(row)))


def drop_files(write: Write, record: Record) -> list[int]:
    """Take all files and the picture off a record that goes; return the ids of their contents."""
    parts = _parts(record)
    held = [part.file_id for part in parts]
    picture = record.photo_id if isinstance(record, Contact) else record.logo_id
    for part in parts:
        write.remove(part)
    write.change(record, **_picture(record, None, ""))
    return held if picture is None else [*held, picture]


def _attachment(record: Record, new: NewFile, by: Actor) -> Attachment:
    name = clean_name(new.name)
    if not name:
        raise NoFileName
    values: dict[str, Any] = {"name": name, "note": new.note.strip(), "file": new.file}
    if isinstance(record, Contact):
        return ContactFile(contact=record, added_at=by.at, **values)
    return OrganizationFile(organization=record, added_at=by.at, **values)


def _picture(record: Record, file: File | None, origin: str) -> dict[str, Any]:
    name = "photo" if isinstance(record, Contact) else "logo"
    return {name: file, f"{name}_origin": origin}


def _on_card(record: Record) -> str:
    """Return what tells the picture on a contact's kept card, '' for none."""
    if not isinstance(record, Contact):
        return ""
    raw = RawCard.objects.filter(contact=record).first()
    return picture_origin(raw.text) if raw else ""


def _model_at(record: Record) -> type[ContactFile] | type[OrganizationFile]:
    return ContactFile if isinstance(record, Contact) else OrganizationFile


def _parts(record: Record) -> list[Attachment]:
    model: Any = _model_at(record)
    found: list[Attachment] = list(
        model.objects.filter(**{model.root_field: record}).order_by("pk")
    )
    for part in found:
        setattr(part, part.root_field, record)
    return found


def _part_of(record: Record, number: int) -> Attachment | None:
    return next((part for part in _parts(record) if part.pk == number), None)
