"""Import by the pages: upload, recognised, rehearsed, imported, reported, taken back."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from klientel.contacts.models import Contact
from klientel.transfer.jobs import remove_old_imports, work
from klientel.transfer.models import Import
from tests import factories

pytestmark = pytest.mark.django_db
TEXT = "Nachname;Vorname;Firma;Halle\r\nBerg;Anna;Werk GmbH;3\r\n;;;4\r\nDahl;Ben;;\r\n"


@pytest.fixture(autouse=True)
def storage_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def logged_in(role="manager", **values):
    client = Client()
    client.user = factories.user(role=role, **values)
    client.force_login(client.user)
    return client


def uploaded(client, text=TEXT, name="messe.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    response = client.post("/import/", {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 303, response.content.decode()
    return Import.objects.latest("pk")


def worked(row):
    """What the worker does with the job that waits."""
    row.refresh_from_db()
    work(row.pk, row.round)
    row.refresh_from_db()
    return row


def said(client, row):
    return client.get(reverse("transfer_detail", args=[row.uid])).content.decode()


def asked(client, name, row, **data):
    return client.post(reverse(name, args=[row.uid]), data)


def test_an_upload_is_looked_through_and_nothing_is_written():
    client = logged_in()

    row = worked(uploaded(client))

    assert (row.state, row.counts) == ("ready", {"new": 2, "refused": 1})
    assert Contact.objects.count() == 0
    text = said(client, row)
    assert "messe.csv" in text
    assert "Windows-1252" in text  # to choose
    assert 'name="column-4"' in text
    assert "2 Zeilen importieren" in text
    assert DBTaskResult.objects.count() == 1


def test_the_import_runs_in_the_worker_is_reported_and_taken_back():
    client = logged_in()
    row = worked(uploaded(client))

    assert asked(client, "transfer_start", row).status_code == 303
    waiting = said(client, row)
    row = worked(row)

    assert 'hx-trigger="every 1s"' in waiting
    assert (row.state, row.counts) == ("done", {"new": 2, "refused": 1})
    assert sorted(Contact.objects.values_list("family_name", flat=True)) == ["Berg", "Dahl"]
    assert Contact.objects.get(family_name="Berg").notes == "Halle: 3"
    report = said(client, row)
    assert "nennt niemanden" in report
    refused = client.get(reverse("transfer_refused", args=[row.uid]))
    assert b"".join(refused.streaming_content).decode() == (
        "\ufeffNachname;Vorname;Firma;Halle\r\n;;;4\r\n"
    )

    assert asked(client, "transfer_undo", row).status_code == 303

    row.refresh_from_db()
    assert row.state == "undone"
    assert Contact.live.count() == 0


def test_columns_encoding_and_delimiter_can_be_chosen_anew():
    client = logged_in()
    row = worked(uploaded(client, "Nachname;Halle\r\nMüller;Leitung\r\n".encode("mac-roman")))

    asked(client, "transfer_choose", row, encoding="mac-roman", delimiter="")
    row = worked(row)
    asked(
        client,
        "transfer_choose",
        row,
        encoding="mac-roman",
        delimiter="",
        **{"column-2": "nickname"},
    )
    row = worked(row)
    asked(client, "transfer_start", row)
    worked(row)

    found = Contact.objects.get()
    assert (found.family_name, found.nickname, found.notes) == ("Müller", "Leitung", "")


@pytest.mark.parametrize("sent", [{"encoding": "utf-7"}, {"column-1": "revision' OR 1"}])
def test_what_is_no_choice_is_refused(sent):
    client = logged_in()
    row = worked(uploaded(client))

    response = asked(client, "transfer_choose", row, **sent)

    assert response.status_code == 422
    row.refresh_from_db()
    assert (row.state, row.columns) == ("ready", {})


def test_a_cancelled_import_ends_between_two_chunks_and_can_be_taken_back():
    client = logged_in()
    row = worked(uploaded(client))
    asked(client, "transfer_start", row)

    asked(client, "transfer_cancel", row)
    row = worked(row)

    assert row.state == "cancelled"
    assert "abgebrochen" in said(client, row)
    assert asked(client, "transfer_undo", row).status_code == 303
    assert Contact.live.count() == 0


def test_an_import_starts_once():
    client = logged_in()
    row = worked(uploaded(client))

    first = asked(client, "transfer_start", row)
    second = asked(client, "transfer_start", row)

    assert (first.status_code, second.status_code) == (303, 409)


def test_vcards_go_the_same_way():
    client = logged_in()
    row = worked(uploaded(client, "BEGIN:VCARD\nVERSION:3.0\nN:Berg;Anna\nEND:VCARD\n", "a.vcf"))
    asked(client, "transfer_start", row)

    assert worked(row).counts == {"new": 1}


def test_a_workbook_is_refused_with_what_to_do():
    client = logged_in()

    row = worked(uploaded(client, b"PK\x03\x04xxxx", "a.xlsx"))

    assert row.refusal == "foreign"
    text = said(client, row)
    assert "als CSV" in text
    assert reverse("transfer_start", args=[row.uid]) not in text
    assert asked(client, "transfer_start", row).status_code == 409


def test_too_large_and_empty_files_are_refused(settings):
    settings.IMPORT_MAX_SIZE = 10
    client = logged_in()

    large = client.post("/import/", {"file": SimpleUploadedFile("a.csv", b"x" * 11)})
    empty = client.post("/import/", {"file": SimpleUploadedFile("a.csv", b"")})

    assert (large.status_code, empty.status_code) == (422, 422)
    assert Import.objects.count() == 0


def test_ones_import_is_seen_by_oneself_and_by_administrators_alone():
    anna = logged_in()
    row = worked(uploaded(anna))
    url = reverse("transfer_detail", args=[row.uid])

    found = {
        role: logged_in(role).get(url).status_code
        for role in ("administrator", "manager", "member", "readonly")
    }

    assert found == {"administrator": 200, "manager": 404, "member": 403, "readonly": 403}
    assert "messe.csv" not in logged_in("manager").get("/import/").content.decode()


def test_who_may_not_import_uploads_nothing():
    response = logged_in("member").post("/import/", {"file": SimpleUploadedFile("a.csv", b"x")})

    assert (response.status_code, Import.objects.count()) == (403, 0)


def test_the_file_goes_when_it_is_deleted_and_when_it_is_old():
    client = logged_in()
    first, second = worked(uploaded(client)), worked(uploaded(client))

    assert asked(client, "transfer_remove", first).status_code == 303
    assert not default_storage.exists(first.file)
    assert default_storage.exists(second.file)

    remove_old_imports(timezone.now() + timedelta(days=31))
    assert not default_storage.exists(second.file)
    assert Import.objects.count() == 0


def test_the_list_of_imports_takes_as_many_queries_for_three_as_for_one(
    django_assert_max_num_queries,
):
    client = logged_in()
    uploaded(client)
    client.get("/import/")
    with django_assert_max_num_queries(20) as for_one:
        client.get("/import/")
        count = len(for_one)
    uploaded(client)
    uploaded(client)

    with django_assert_max_num_queries(count):
        client.get("/import/")


def test_an_import_whose_worker_died_begins_anew_and_is_taken_back_whole():
    client = logged_in()
    row = worked(uploaded(client))
    asked(client, "transfer_start", row)
    row.refresh_from_db()
    died = row.round
    batch = row.batch_id
    long_ago = timezone.now() - timedelta(minutes=6)
    Import.objects.filter(pk=row.pk).update(beat_at=long_ago)

    again = asked(client, "transfer_start", row)
    work(row.pk, died)  # the worker wakes up: its job is another's now
    assert Contact.objects.count() == 0
    row = worked(row)

    assert (again.status_code, row.state, row.batch_id) == (303, "done", batch)
    assert asked(client, "transfer_undo", row).status_code == 303
    assert Contact.live.count() == 0


def test_an_import_that_failed_halfway_is_taken_back_with_what_went_in_before():
    client = logged_in()
    row = worked(uploaded(client))
    asked(client, "transfer_start", row)
    row = worked(row)
    Import.objects.filter(pk=row.pk).update(state="failed")  # as when the disk was full
    asked(client, "transfer_start", row)
    row = worked(row)

    asked(client, "transfer_undo", row)

    assert Contact.live.count() == 0
