"""Files on the pages of contacts and organisations, as a browser sends and gets them."""

import errno

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klientel.changes.models import Unit
from klientel.contacts.models import ContactFile
from klientel.contacts.operations.files import NewFile, attach_files, change_photo
from klientel.files.storing import stored, stored_photo
from tests.factories import NOW, SYSTEM, contact, organization
from tests.pictures import drawn, upload

pytestmark = pytest.mark.django_db
HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def berg(db):
    return contact(given_name="Anna", family_name="Berg")


def at(record, kind="contact"):
    return f"/dateien/{kind}/{record.uid}/"


def plain(name="a.txt", data=b"Guten Tag"):
    return SimpleUploadedFile(name, data)


def attached(record, data=b"Guten Tag", name="a.txt"):
    file = stored(plain(name, data), name=name, at=NOW)
    attach_files(record=record, files=[NewFile(file, name)], by=SYSTEM)
    return record.files.latest("pk")


def guards(response):
    return {name: response.headers.get(name) for name in HARMLESS}


@pytest.mark.parametrize("kind", ["contact", "organization"])
def test_file_new_takes_several_at_once_and_is_undone(annas, berg, kind):
    record = berg if kind == "contact" else organization(name="Musterbau GmbH")

    response = annas.post(
        f"{at(record, kind)}neu/", {"uploads": [plain(), plain("b.csv", b"a;b")], "note": "Mai"}
    )

    assert response.status_code == 303
    rows = [(row.name, row.note, row.file.media_type) for row in record.files.order_by("pk")]
    assert rows == [("a.txt", "Mai", "text/plain"), ("b.csv", "Mai", "text/csv")]
    shown = annas.get(response.url).content.decode()
    assert "a.txt" in shown
    assert "Files added: 2." in shown
    annas.post(f"/rueckgaengig/{Unit.objects.latest('revision').revision}/", follow=True)


@pytest.mark.parametrize(
    ("uploads", "said"),
    [
        ([], "Choose at least one file."),
        ([plain(), plain("leer.txt", b"")], "‘leer.txt’ is empty."),
        ([plain("gross.bin", bytes(1025)), plain()], "‘gross.bin’ is larger than 0 MB."),
        ([plain(f"{n}.txt") for n in range(101)], "At most 100 files at once."),
    ],
)
def test_file_new_refuses_and_keeps_the_note(annas, berg, settings, uploads, said):
    settings.FILE_MAX_BYTES = 1024

    response = annas.post(f"{at(berg)}neu/", {"uploads": uploads, "note": "vom Mai"})

    text = response.content.decode()
    assert (response.status_code, said in text, "vom Mai" in text) == (422, True, True)
    assert ContactFile.objects.count() == 0


def test_a_request_that_is_too_large_is_refused_before_it_is_read(annas, berg, settings):
    settings.REQUEST_MAX_SIZE = 1000

    response = annas.post(f"{at(berg)}neu/", {"uploads": [plain(data=bytes(2000))]})

    assert response.status_code == 413
    assert "That is too large" in response.content.decode()


def test_two_hundred_files_at_once_are_answered(annas, berg):
    response = annas.post(f"{at(berg)}neu/", {"uploads": [plain(f"{n}.txt") for n in range(200)]})

    assert response.status_code == 422


def test_a_full_disk_is_said_and_nothing_is_kept(annas, berg, monkeypatch):
    def full(*_args, **_said):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("klientel.files.disk.os.fsync", full)

    response = annas.post(f"{at(berg)}neu/", {"uploads": [plain(data=b"ganz neu hier")]})

    assert response.status_code == 507
    assert "The disk of the server is full" in response.content.decode()
    assert ContactFile.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../x.txt", "x.txt"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("ä" * 300 + ".pdf", "ä" * 156 + ".pdf"),
        ("<script>alert(1)</script>.html", "script_.html"),
    ],
)
def test_a_hostile_name_is_cleaned_and_shown_as_text(annas, berg, given, name):
    annas.post(f"{at(berg)}neu/", {"uploads": [plain(given)]})

    assert [row.name for row in berg.files.all()] == [name]
    assert "<script>alert" not in annas.get(f"/kontakte/{berg.uid}/").content.decode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("seite.html", b"<html><script>alert(1)</script>"),
        ("bild.svg", b"<svg onload='alert(1)'/>"),
        ("bild.png", drawn()),
        ("brief.pdf", b"%PDF-1.4"),
    ],
)
def test_file_download_is_always_a_download(annas, berg, name, data):
    row = attached(berg, data, name)

    response = annas.get(f"{at(berg)}{row.pk}/")

    assert response.getvalue() == data
    assert guards(response) == HARMLESS
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Cache-Control"] == "private, no-cache"


def test_file_download_is_not_sent_twice(annas, berg):
    row = attached(berg)
    etag = f'"{row.file.sha256}"'

    response = annas.get(f"{at(berg)}{row.pk}/", headers={"If-None-Match": etag})

    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)
    assert guards(response) == HARMLESS


def test_file_download_of_a_lost_content_is_404(annas, berg):
    row = attached(berg, b"verloren")
    default_storage.delete(row.file.path)

    assert annas.get(f"{at(berg)}{row.pk}/").status_code == 404


def test_file_preview_shows_pictures_only_and_only_as_we_drew_them(annas, berg):
    picture, page = attached(berg, drawn(), "a.png"), attached(berg, b"<svg/>", "a.svg")

    found = [annas.get(f"{at(berg)}{picture.pk}/vorschau/{size}/") for size in (320, 1280, 321)]

    assert [each.status_code for each in found] == [200, 200, 404]
    assert found[0].headers["Content-Type"] == "image/webp"
    assert guards(found[0]) == HARMLESS
    assert annas.get(f"{at(berg)}{page.pk}/vorschau/320/").status_code == 404


def test_a_number_of_another_record_is_404(annas, berg):
    row = attached(contact())

    for method, act in (("get", ""), ("get", "umbenennen/"), ("get", "vorschau/320/")):
        assert getattr(annas, method)(f"{at(berg)}{row.pk}/{act}").status_code == 404


def test_file_rename_keeps_the_ending(annas, berg):
    row = attached(berg)
    seen = Unit.objects.latest("revision").revision

    annas.post(
        f"{at(berg)}{row.pk}/umbenennen/", {"name": "Brief an Lund", "note": "neu", "seen": seen}
    )

    row.refresh_from_db()
    assert (row.name, row.note) == ("Brief an Lund.txt", "neu")


def test_file_rename_of_what_another_renamed_shows_both(annas, berg):
    row = attached(berg)
    seen = Unit.objects.latest("revision").revision
    url = f"{at(berg)}{row.pk}/umbenennen/"
    annas.post(url, {"name": "ihrer.txt", "note": "", "seen": seen})

    response = annas.post(url, {"name": "meiner.txt", "note": "", "seen": seen})

    text = response.content.decode()
    assert (response.status_code, "ihrer.txt" in text, "meiner.txt" in text) == (409, True, True)
    row.refresh_from_db()
    assert row.name == "ihrer.txt"


@pytest.mark.parametrize("name", ["", "...", "\u200b", "a" * 161])
def test_file_rename_refuses_a_name_that_says_nothing(annas, berg, name):
    row = attached(berg)

    response = annas.post(f"{at(berg)}{row.pk}/umbenennen/", {"name": name, "seen": 1})

    assert response.status_code == 422


def test_file_remove_takes_it_off_and_twice_is_no_trouble(annas, berg):
    row = attached(berg)

    for _time in range(2):
        assert annas.post(f"{at(berg)}{row.pk}/entfernen/").status_code == 303
    assert berg.files.count() == 0


def test_the_history_says_what_was_done_to_files(annas, berg):
    row = attached(berg, name="Angebot.txt")
    change_photo(record=berg, photo=stored_photo(upload(), at=NOW), by=SYSTEM)
    annas.post(f"{at(berg)}{row.pk}/entfernen/")

    text = annas.get(f"/kontakte/{berg.uid}/verlauf/").content.decode()

    for word in ("File removed", "Files added", "Angebot.txt", "Photo changed", "480 × 480"):
        assert word in text
    assert "photo_origin" not in text


def test_the_panel_costs_one_query_for_one_or_three_files(annas, berg):
    counts = []
    for more in (1, 2):
        for number in range(more):
            attached(berg, f"{more} {number}".encode(), f"{more}{number}.txt")
        annas.get(f"/kontakte/{berg.uid}/")
        with CaptureQueriesContext(connection) as asked:
            annas.get(f"/kontakte/{berg.uid}/")
        counts.append(sum("contacts_contactfile" in each["sql"] for each in asked))
    assert counts == [1, 1]
