"""Photos and logos: changed, shown, taken away."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klientel.contacts.operations.files import change_photo
from klientel.files.storing import stored_photo
from tests.factories import NOW, SYSTEM, contact, organization
from tests.files.test_pictures import png_of
from tests.pictures import drawn, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def berg(db):
    return contact(given_name="Anna", family_name="Berg")


def at(record, kind="contact"):
    return f"/bild/{kind}/{record.uid}/"


def given(record):
    change_photo(record=record, photo=stored_photo(upload(), at=NOW), by=SYSTEM)
    record.refresh_from_db()


@pytest.mark.parametrize("kind", ["contact", "organization"])
def test_photo_change_keeps_a_square_and_photo_remove_takes_it_away(annas, berg, kind):
    record = berg if kind == "contact" else organization(name="Musterbau GmbH")

    answer = annas.post(f"{at(record, kind)}aendern/", {"photo": upload(size=(1200, 800))})

    record.refresh_from_db()
    file = record.photo if kind == "contact" else record.logo
    assert (answer.status_code, file.width, file.height) == (303, 512, 512)
    assert f"/bild/{kind}/{record.uid}/96/?v={file.pk}" in annas.get(answer.url).content.decode()
    annas.post(f"{at(record, kind)}entfernen/")
    record.refresh_from_db()
    assert (record.photo if kind == "contact" else record.logo) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The picture is empty."),
        (b"<svg onload='alert(1)'/>", "This is no picture that Klientel can read"),
        (drawn()[:900], "it is cut off"),
        (png_of(60_000, 60_000), "more than 40 million pixels"),
        (bytes(11 << 20), "is larger than 10 MB."),
    ],
)
def test_photo_change_says_why_a_picture_is_not_taken(annas, berg, data, said):
    answer = annas.post(f"{at(berg)}aendern/", {"photo": SimpleUploadedFile("bild.png", data)})

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    berg.refresh_from_db()
    assert berg.photo is None


def test_photo_image_is_shown_and_kept_by_the_browser_for_its_version(annas, berg):
    given(berg)

    small = annas.get(f"{at(berg)}96/?v={berg.photo_id}")
    large = annas.get(f"{at(berg)}512/")

    assert small.headers["Cache-Control"] == "private, max-age=604800, immutable"
    assert large.headers["Cache-Control"] == "private, no-cache"
    assert (small.headers["Content-Type"], large.headers["Content-Type"]) == (
        "image/webp",
        "image/jpeg",
    )
    assert "sandbox" in small.headers["Content-Security-Policy"]
    assert large.getvalue()[:2] == b"\xff\xd8"
    assert annas.get(f"{at(berg)}97/").status_code == 404


def test_who_has_no_photo_shows_the_letters(annas, berg):
    assert annas.get(f"{at(berg)}96/").status_code == 404
    assert "/bild/contact/" not in annas.get("/kontakte/").content.decode()


def test_photos_stand_in_lists_and_in_what_the_search_finds(annas, berg):
    given(berg)
    url = f"/bild/contact/{berg.uid}/96/?v={berg.photo_id}"

    for page in ("/kontakte/", "/suche/?q=berg"):
        assert url in annas.get(page).content.decode()
