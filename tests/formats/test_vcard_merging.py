"""Editing one field changes that field only."""

from dataclasses import replace

from klientel.formats.vcard import (
    AddressFacts,
    Card,
    PartialDate,
    PointFacts,
    Property,
    facts,
    merged,
    read_cards,
    write_card,
)

PHONE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Example//EN
UID:0190-berg
N:Berg,Bergmann;Anna;;Dr.;
FN:Dr. Anna Berg
ORG:Werft GmbH;Einkauf
item1.TEL;type=CELL;type=VOICE;type=pref;X-SIM=2:+49 171 1
item2.TEL;type=WORK:040 1
item2.X-ABLabel:Durchwahl
item3.EMAIL;type=INTERNET;type=WORK:anna@werft.example
item4.ADR;type=WORK:;;Reiherdamm 5,Hof;Hamburg;;20457;Deutschland
item4.X-ABADR:de
LABEL;type=WORK:Reiherdamm 5
BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
X-SPOUSE:Kim
END:VCARD
"""


def kept() -> Card:
    (card,) = read_cards(PHONE.encode())
    assert isinstance(card, Card)
    return card


def changed_lines(before: Card, after: Card) -> tuple[set[str], set[str]]:
    old, new = (set(write_card(card, "3.0").split("\r\n")) for card in (before, after))
    return old - new, new - old


def test_the_habits_of_a_phone_are_understood() -> None:
    said = facts(kept())
    assert said.birthday == PartialDate(0, 3, 22)
    assert said.points == (
        PointFacts("phone", "+49 171 1", "mobile", "", preferred=True),
        PointFacts("phone", "040 1", "direct", "business"),
        PointFacts("email", "anna@werft.example", "work", "business"),
    )
    assert said.addresses == (
        AddressFacts(
            "Reiherdamm 5, Hof", "20457", "Hamburg", country="Deutschland", use="business"
        ),
    )


def test_equal_facts_leave_the_card_as_it_was() -> None:
    assert merged(kept(), facts(kept()), "3.0") == kept()


def test_another_number_keeps_place_group_and_parameters() -> None:
    said = facts(kept())
    points = (replace(said.points[0], value="+49 171 2"), *said.points[1:])
    assert changed_lines(kept(), merged(kept(), replace(said, points=points), "3.0")) == (
        {"item1.TEL;TYPE=CELL;TYPE=VOICE;TYPE=pref;X-SIM=2:+49 171 1"},
        {"item1.TEL;X-SIM=2;TYPE=CELL;TYPE=PREF:+49 171 2"},
    )


def test_a_new_given_name_leaves_the_other_components_as_they_were() -> None:
    after = merged(kept(), replace(facts(kept()), given="Anne"), "3.0")
    assert changed_lines(kept(), after) == (
        {"N:Berg,Bergmann;Anna;;Dr.;"},
        {"N:Berg,Bergmann;Anne;;Dr.;"},
    )


def test_a_number_gone_takes_its_label_along() -> None:
    said = facts(kept())
    after = merged(kept(), replace(said, points=said.points[:1] + said.points[2:]), "3.0")
    assert changed_lines(kept(), after) == (
        {"item2.TEL;TYPE=WORK:040 1", "item2.X-ABLabel:Durchwahl"},
        set(),
    )


def test_another_street_drops_the_printed_label_of_the_old_one() -> None:
    said = facts(kept())
    moved = (replace(said.addresses[0], street="Kai 1"),)
    assert changed_lines(kept(), merged(kept(), replace(said, addresses=moved), "3.0")) == (
        {
            "item4.ADR;TYPE=WORK:;;Reiherdamm 5,Hof;Hamburg;;20457;Deutschland",
            "LABEL;TYPE=WORK:Reiherdamm 5",
        },
        {"item4.ADR;TYPE=WORK:;;Kai 1;Hamburg;;20457;Deutschland"},
    )


def test_a_card_for_4_0_says_photo_preference_and_partial_day_its_way() -> None:
    after = merged(kept(), facts(kept()), "4.0")
    assert after.first("PHOTO") == Property("", "PHOTO", (), "data:image/jpeg;base64,/9j/4AAQ")
    assert after.first("BDAY") == Property("", "BDAY", (), "--0322")
    tel = (("TYPE", ("CELL",)), ("TYPE", ("VOICE",)), ("X-SIM", ("2",)), ("PREF", ("1",)))
    assert after.first("TEL") == Property("item1", "TEL", tel, "+49 171 1")
    assert facts(after) == facts(kept())
    assert facts(merged(after, facts(after), "3.0")) == facts(kept())


def test_a_line_break_in_a_value_cannot_begin_a_property() -> None:
    card = Card("3.0", [Property("", "FN", (), "Anna\r\nX-EVIL:1")])
    assert "\r\nX-EVIL" not in write_card(card)
