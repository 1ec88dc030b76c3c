"""A card that comes again by its UID: what it says otherwise changes, all else stays. R3."""

import pytest

from klientel.changes.models import Change
from klientel.contacts.addresses import PostalAddress
from klientel.contacts.models import Contact
from klientel.contacts.queries import value_of
from tests.transfer.cards import card, exported, imported, outcomes, revision

pytestmark = pytest.mark.django_db

LINES = (
    "UID:abc",
    "N:Berg;Anna;;Dr.;",
    "FN:Dr. Anna Berg",
    "ORG:Werk GmbH;Bau",
    "TITLE:Leiterin",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22",
    "item1.TEL;TYPE=pref:+49 40 1",
    "item1.X-ABLabel:Werkstatt",
    "TEL;TYPE=CELL:0171 2",
    "EMAIL;TYPE=WORK:anna@werk.example",
    "ADR;TYPE=WORK:;;Musterkai 14;Hamburg;;20457;Deutschland",
    "ADR;TYPE=HOME:;;Aarweg 1;Bern;;3011;Schweiz",
    "NOTE:eins\\nzwei",
    "CATEGORIES:VIP,Messe",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
    "item7.X-ABRELATEDNAMES:Jenny",
    "X-HOUSE;X-P=1:42",
)


@pytest.fixture
def anna(tmp_path):
    imported(tmp_path, card(*LINES))
    return Contact.objects.get()


def changed(tmp_path, old: str, new: str) -> Contact:
    imported(
        tmp_path, card(*[new if line == old else line for line in LINES if new or line != old])
    )
    return Contact.objects.get()


def touched() -> set[str]:
    """Return what the last unit changed on the contact: fields, and kinds of parts."""
    line = Change.objects.filter(kind="contact").order_by("-pk")[0]
    parts = {key.split("/")[0] for key in line.diff.get("parts", {})}
    return {name for name in line.diff if name != "parts"} | parts - {"raw_card"}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("TITLE:Leiterin", "TITLE:Chefin", {"position"}),
        ("ORG:Werk GmbH;Bau", "ORG:Werk GmbH;Tiefbau", {"position"}),
        ("N:Berg;Anna;;Dr.;", "N:Berg;Eva;;Dr.;", {"given_name"}),
        ("NOTE:eins\\nzwei", "NOTE:drei", {"notes"}),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", "BDAY:1980-03-22", {"birthday"}),
        ("TEL;TYPE=CELL:0171 2", "TEL;TYPE=CELL:0171 3", {"point"}),
        ("TEL;TYPE=CELL:0171 2", "", {"point"}),
        ("CATEGORIES:VIP,Messe", "CATEGORIES:VIP", {"contact_tag"}),
        ("ADR;TYPE=HOME:;;Aarweg 1;Bern;;3011;Schweiz", "", {"address"}),
        ("X-HOUSE;X-P=1:42", "X-HOUSE;X-P=1:43", set()),
    ],
)
def test_one_changed_line_changes_that_field_only(tmp_path, anna, old, new, fields):
    changed(tmp_path, old, new)

    assert touched() == fields
    wanted = [new if line == old else line for line in LINES if new or line != old]
    assert exported() == card(*wanted).replace("UID:abc", f"UID:{anna.uid}")


def test_a_changed_business_address_is_an_own_one_and_the_company_stays(tmp_path, anna):
    old = "ADR;TYPE=WORK:;;Musterkai 14;Hamburg;;20457;Deutschland"

    changed(tmp_path, old, "ADR;TYPE=WORK:;;Am Sande 3;Stade;;21682;Deutschland")

    own, company = anna.addresses.filter(use="business").order_by("is_company")
    assert value_of(own) == PostalAddress(
        street="Am Sande 3", postcode="21682", town="Stade", country="DE"
    )
    assert (company.town, company.is_company) == ("Hamburg", True)


def test_a_further_address_is_added_beside_the_others(tmp_path, anna):
    imported(tmp_path, card(*LINES, "ADR;TYPE=HOME:;;Im Tal 2;Thun;;3600;Schweiz"))

    assert [row.town for row in anna.addresses.order_by("pk")] == ["Bern", "Hamburg", "Thun"]


def test_what_changed_here_since_is_kept_when_the_card_says_nothing_new_of_it(tmp_path, anna):
    from klientel.contacts.operations.contacts import change_contact
    from tests.factories import SYSTEM

    change_contact(contact=anna, patch={"nickname": "Anni", "notes": "hier"}, by=SYSTEM)

    changed(tmp_path, "TITLE:Leiterin", "TITLE:Chefin")

    anna.refresh_from_db()
    assert (anna.nickname, anna.notes, anna.positions.get().title) == ("Anni", "hier", "Chefin")


def test_the_same_file_again_changes_nothing(tmp_path, anna):
    before = revision()

    report = imported(tmp_path, card(*LINES))

    assert (outcomes(report), revision()) == ({"unchanged": 1}, before)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_unknown_properties_groups_and_photo_bytes_survive(tmp_path, anna, version):
    from klientel.formats.vcard import Card, read_cards

    (one,) = read_cards(exported(version).encode())

    assert isinstance(one, Card)
    assert [photo.binary for photo in one.every("PHOTO")] == [b"\xff\xd8\xff\xe0\x00\x10"]
    assert [each.value for each in one.every("X-HOUSE")] == ["42"]
    assert [(e.group, e.value) for e in one.every("X-ABRELATEDNAMES")] == [("item7", "Jenny")]
