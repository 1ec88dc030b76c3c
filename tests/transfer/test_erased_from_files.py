"""S12: an erased person is in no uploaded file either, nor in its reports."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from klientel.contacts.models import Contact
from klientel.contacts.operations.contacts import PointEdit
from klientel.contacts.operations.erasing import erase_contact
from klientel.transfer.jobs import add_import, start_import, undo_import, work
from klientel.transfer.models import Import
from tests import factories
from tests.factories import SYSTEM, acting

HEAD = "Nachname;Vorname;E-Mail\r\n"
FALK = "Wanderfalk;Ottokar;otto@falk.example\r\n"
BERG = "Berg;Anna;anna@berg.example\r\n"


@pytest.fixture(autouse=True)
def storage_of_its_own(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }
    return tmp_path


@pytest.fixture
def anna(transactional_db):
    """An administrator, in a database that commits: files go when an erasure is committed."""
    yield factories.user(role="administrator")
    from klientel.changes.models import Counter

    Counter.objects.update(unlocked=True)


def looked_through(text, who, name="messe.csv", encoding="utf-8"):
    content = ContentFile(text.encode(encoding), name=name)
    row = add_import(name=name, content=content, by=acting(who))
    work(row.pk, row.round)
    row.refresh_from_db()
    return row


def imported(text, who, **more):
    row = looked_through(text, who, **more)
    start_import(row=row, by=acting(who))
    row.refresh_from_db()
    work(row.pk, row.round)
    row.refresh_from_db()
    return row


def stored(folder):
    return [each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()]


def test_the_file_that_brought_the_person_goes_and_the_import_can_still_be_taken_back(
    anna, storage_of_its_own
):
    row = imported(HEAD + FALK + BERG, anna, name="wanderfalk.csv")
    assert stored(storage_of_its_own)

    erase_contact(contact=Contact.objects.get(family_name="Wanderfalk"), by=SYSTEM)

    assert stored(storage_of_its_own) == []
    row.refresh_from_db()
    assert (row.file, "wanderfalk" in row.name) == ("", False)
    undo_import(row=row, by=acting(anna))
    assert list(Contact.live.all()) == []


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le"])
@pytest.mark.parametrize("line", ["WANDERFALK;Ottokar;\r\n", "F.;O.;otto@falk.example\r\n"])
def test_a_file_that_only_names_the_person_goes(anna, storage_of_its_own, line, encoding):
    falk = factories.contact(
        family_name="Wanderfalk",
        given_name="Ottokar",
        points=(PointEdit("email", "otto@falk.example"),),
    )
    looked_through(HEAD + line, anna, encoding=encoding)
    other = looked_through(HEAD + BERG, anna)

    erase_contact(contact=falk, by=SYSTEM)

    assert [row.pk for row in Import.objects.exclude(file="")] == [other.pk]
    assert default_storage.exists(other.file)
    assert all(b"anna@berg" in each or b"[" in each for each in stored(storage_of_its_own))
