"""A picture on a card becomes the photo; the photo stands on the card; nothing is lost (R3)."""

from base64 import b64encode

import pytest

from klientel.contacts.models import Contact, Effective
from klientel.contacts.operations.files import change_photo, remove_photo
from klientel.files.storing import opened, stored_photo
from klientel.formats.vcard import Card, read_cards
from tests.factories import NOW, SYSTEM
from tests.pictures import drawn, upload
from tests.transfer.cards import card, exported, imported, outcomes, revision

pytestmark = pytest.mark.django_db

OWN = drawn((700, 900))


def picture_line(data: bytes, version: str = "3.0") -> str:
    text = b64encode(data).decode()
    if version == "4.0":
        return f"PHOTO:data:image/png;base64,{text}"
    return f"PHOTO;ENCODING=b;TYPE=PNG:{text}"


def berg(*lines: str, version: str = "3.0") -> str:
    return card("UID:berg-1", "N:Berg;Anna;;;", "FN:Anna Berg", *lines, version=version)


def printed() -> bytes | None:
    """The picture on the one card that is exported."""
    (found,) = (each for each in read_cards(exported().encode()) if isinstance(each, Card))
    photo = found.first("PHOTO")
    return photo.binary if photo else None


def photo_bytes() -> bytes:
    with opened(Contact.objects.get().photo) as content:
        return content.read()


def given(colour: str = "#aa0000") -> None:
    photo = stored_photo(upload(colour=colour), at=NOW)
    change_photo(record=Contact.objects.get(), photo=photo, by=SYSTEM)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_an_imported_picture_is_the_photo_and_comes_back_byte_for_byte(tmp_path, version):
    report = imported(tmp_path, berg(picture_line(OWN, version), version=version))

    assert outcomes(report) == {"new": 1}
    contact = Contact.objects.get()
    assert (contact.photo.media_type, contact.photo.width) == ("image/jpeg", 512)
    assert printed() == OWN


@pytest.mark.parametrize("how", ["imported", "given", "replaced", "removed"])
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_importing_the_exported_file_again_changes_nothing(tmp_path, how, version):
    imported(tmp_path, berg(*([picture_line(OWN)] if how != "given" else [])))
    if how in {"given", "replaced"}:
        given()
    if how == "removed":
        remove_photo(record=Contact.objects.get(), by=SYSTEM)
    before, text = revision(), exported(version)

    report = imported(tmp_path, text)

    assert outcomes(report) == {"unchanged": 1}
    assert revision() == before
    assert exported(version) == text


def test_a_photo_given_here_stands_on_the_card_in_place_of_its_own(tmp_path):
    imported(tmp_path, berg(picture_line(OWN), "X-HOBBY:Segeln"))

    given()

    assert printed() == photo_bytes() != OWN
    assert "X-HOBBY:Segeln" in exported()


def test_a_photo_removed_here_is_on_no_card(tmp_path):
    imported(tmp_path, berg(picture_line(OWN)))

    given()
    remove_photo(record=Contact.objects.get(), by=SYSTEM)

    assert printed() is None


def test_a_card_with_another_picture_changes_the_photo(tmp_path):
    imported(tmp_path, berg(picture_line(OWN)))
    first, other = photo_bytes(), drawn((512, 512), colour="#00aa00")

    report = imported(tmp_path, berg(picture_line(other)))

    assert outcomes(report) == {"updated": 1}
    assert photo_bytes() != first
    assert printed() == other


def test_a_card_that_lost_its_picture_takes_the_photo_away(tmp_path):
    imported(tmp_path, berg(picture_line(OWN)))

    imported(tmp_path, berg())

    assert (Contact.objects.get().photo, printed()) == (None, None)


def test_a_card_that_changes_a_number_leaves_a_photo_given_here(tmp_path):
    imported(tmp_path, berg("TEL:040 1", picture_line(OWN)))
    given()
    ours = photo_bytes()

    imported(tmp_path, berg("TEL:040 2", picture_line(OWN)))

    assert printed() == ours


@pytest.mark.parametrize("broken", [b"", b"no picture", OWN[:2000], b"<svg onload=alert(1)>"])
def test_what_is_no_picture_stays_on_the_card_alone(tmp_path, broken):
    text = berg(picture_line(broken), "X-HOBBY:Segeln")

    report = imported(tmp_path, text)

    assert outcomes(report) == {"new": 1}
    assert Contact.objects.get().photo is None
    assert picture_line(broken) in exported().replace("\r\n ", "")


def test_a_link_to_a_picture_is_kept_and_never_fetched(tmp_path):
    imported(tmp_path, berg("PHOTO;VALUE=URI:http://127.0.0.1:9/berg.jpg"))

    assert Contact.objects.get().photo is None
    assert "PHOTO;VALUE=URI:http://127.0.0.1:9/berg.jpg" in exported().replace("\r\n ", "")


def test_the_card_revision_moves_with_the_photo_and_only_then(tmp_path):
    imported(tmp_path, berg(picture_line(OWN)))
    seen = [Effective.objects.get().card_revision]

    given()
    seen.append(Effective.objects.get().card_revision)
    given()
    seen.append(Effective.objects.get().card_revision)
    remove_photo(record=Contact.objects.get(), by=SYSTEM)
    seen.append(Effective.objects.get().card_revision)

    assert seen[0] < seen[1] == seen[2] < seen[3]


def test_a_picture_that_cannot_be_drawn_leaves_the_photo_and_changes_nothing_again(tmp_path):
    imported(tmp_path, card("N:Berg;Anna;;;", "FN:Anna Berg", "EMAIL:anna@berg.example"))
    broken = card(
        "N:Berg;Anna;;;", "FN:Anna Berg", "EMAIL:anna@berg.example", picture_line(b"no picture")
    )

    reports = [imported(tmp_path, broken), imported(tmp_path, broken)]

    assert [outcomes(report) for report in reports] == [{"unchanged": 1}, {"unchanged": 1}]
    given()
    assert outcomes(imported(tmp_path, broken)) == {"unchanged": 1}
    assert Contact.objects.get().photo is not None
