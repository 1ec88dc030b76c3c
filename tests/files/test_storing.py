"""Contents are kept once, whole or not at all, and go when nothing can ask for them."""

import errno
import os
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from klientel.changes.door import writing
from klientel.changes.models import Unit
from klientel.changes.undoing import undo
from klientel.contacts.operations.bin import bin_contact
from klientel.contacts.operations.files import (
    NewFile,
    attach_files,
    change_photo,
    drop_files,
    remove_file,
)
from klientel.contacts.operations.purge import purge_bin
from klientel.files.models import File
from klientel.files.storing import (
    LARGE,
    Empty,
    TooLarge,
    opened,
    preview,
    stored,
    stored_photo,
)
from klientel.files.tidying import erase_files, missing_contents, tidy_files, unheld
from tests.factories import NOW, SYSTEM, contact
from tests.pictures import drawn, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]
DAY = timedelta(days=1)


def text(said="Guten Tag"):
    return stored(ContentFile(said.encode()), name="brief.txt", at=NOW)


def held(folder):
    """What lies in the storage, without previews."""
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and "previews" not in path.parts
    )


def age(folder, days):
    then = (NOW - days * DAY).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


def test_the_same_bytes_are_one_row_and_one_content(folder):
    first, second = text(), stored(ContentFile(b"Guten Tag"), name="anders.csv", at=NOW)

    assert first == second
    assert held(folder) == [first.sha256]
    assert (first.size, first.media_type, first.is_picture) == (9, "text/plain", False)


def test_a_picture_gets_a_preview_of_our_own(folder):
    file = stored(upload(size=(1600, 800)), name="bild.txt", at=NOW)

    assert (file.media_type, file.width, file.height) == ("image/png", 1600, 800)
    assert preview(file, 320)[:4] == b"RIFF"
    assert preview(file, LARGE)[:4] == b"RIFF"
    assert len(list((folder / "previews").rglob("*.webp"))) == 2


def test_a_lost_preview_is_drawn_again(folder):
    file = stored(upload(), name="bild.png", at=NOW)
    for path in (folder / "previews").rglob("*.webp"):
        path.unlink()

    assert preview(file, 320)[:4] == b"RIFF"


def test_nothing_and_too_much_are_refused(folder, settings):
    settings.FILE_MAX_BYTES = settings.PHOTO_MAX_BYTES = 10

    for store in (lambda each: stored(each, name="a", at=NOW), lambda e: stored_photo(e, at=NOW)):
        with pytest.raises(Empty):
            store(ContentFile(b""))
        with pytest.raises(TooLarge):
            store(ContentFile(b"12345678901"))
    assert (held(folder), File.objects.count()) == ([], 0)


def test_a_full_disk_leaves_nothing_half(folder):
    class Full(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"die ersten Bytes"
            if chunk_size is None:  # as the storage asks, not as the digest does
                raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        stored(Full(b"die ersten Bytes und mehr"), name="a.txt", at=NOW)

    assert (held(folder), File.objects.count()) == ([], 0)


def test_a_crash_after_storing_leaves_an_orphan_that_goes(folder):
    text()
    age(folder, 40)

    assert tidy_files(NOW + 31 * DAY) == 1
    assert (File.objects.count(), len(held(folder))) == (0, 1)  # the content a day later
    tidy_files(NOW + 32 * DAY)
    assert held(folder) == []


def test_half_a_content_of_a_killed_process_goes(folder):
    (folder / "ab").mkdir()
    (folder / "ab" / f"{'ab' * 32}-0a1b2c3d.part").write_bytes(b"half")
    age(folder, 2)

    tidy_files(NOW)

    assert held(folder) == []


def test_what_an_undo_can_bring_back_stays_thirty_days_from_the_last_act(folder):
    berg, file = contact(), text()
    attach_files(record=berg, files=[NewFile(file, "a.txt")], by=SYSTEM)
    removal = SYSTEM.__class__("system", NOW + 20 * DAY)
    remove_file(record=berg, number=berg.files.get().pk, by=removal)
    age(folder, 100)

    assert tidy_files(NOW + 45 * DAY) == 0
    with writing(SYSTEM.__class__("system", NOW + 46 * DAY), act="undo") as write:
        undo(write, Unit.objects.latest("revision").revision)
    assert [each.name for each in berg.files.all()] == ["a.txt"]
    assert tidy_files(NOW + 400 * DAY) == 0
    with opened(file) as content:
        assert content.read() == b"Guten Tag"


def test_what_no_undo_can_bring_back_goes(folder):
    berg, file = contact(), text()
    attach_files(record=berg, files=[NewFile(file, "a.txt")], by=SYSTEM)
    remove_file(record=berg, number=berg.files.get().pk, by=SYSTEM)
    age(folder, 100)

    assert tidy_files(NOW + 31 * DAY) == 1
    tidy_files(NOW + 32 * DAY)

    assert (held(folder), File.objects.count()) == ([], 0)


def test_a_content_that_another_record_holds_stays(folder):
    one, two, file = contact(), contact(), text()
    for each in (one, two):
        attach_files(record=each, files=[NewFile(file, "a.txt")], by=SYSTEM)
    with writing(SYSTEM) as write:
        ids = drop_files(write, write.fresh(one))

    assert erase_files(ids) == 0
    assert held(folder) == [file.sha256]


def test_an_erased_persons_contents_go_at_once(folder):
    berg = contact()
    change_photo(record=berg, photo=stored_photo(upload(), at=NOW), by=SYSTEM)
    picture = stored(upload(size=(900, 900)), name="b.png", at=NOW)
    attach_files(record=berg, files=[NewFile(picture, "b.png"), NewFile(text(), "a")], by=SYSTEM)
    with writing(SYSTEM) as write:
        ids = drop_files(write, write.fresh(berg))

    assert erase_files(ids) == 3
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_a_purged_contact_lets_go_of_its_files(folder):
    berg = contact()
    change_photo(record=berg, photo=stored_photo(upload(), at=NOW), by=SYSTEM)
    attach_files(record=berg, files=[NewFile(text(), "a.txt")], by=SYSTEM)
    bin_contact(contact=berg, by=SYSTEM)

    assert purge_bin(before=NOW + 31 * DAY, by=SYSTEM) == []
    assert unheld().count() == 2


def test_a_missing_and_a_damaged_content_are_found(folder):
    berg, one, two = contact(), text("eins"), text("zwei")
    text("drei")  # nothing holds it: nobody misses it
    attach_files(record=berg, files=[NewFile(one, "a"), NewFile(two, "b")], by=SYSTEM)
    assert list(missing_contents()) == []

    default_storage.delete(one.path)
    (folder / two.path).write_bytes(b"anders")

    assert list(missing_contents()) == [(one, "missing"), (two, "damaged")]


def test_storing_again_brings_a_lost_content_back(folder):
    file = text()
    default_storage.delete(file.path)

    assert text() == file
    assert held(folder) == [file.sha256]


def test_drawn_pictures_differ():
    assert drawn() != drawn(colour="#ffffff")
