"""Cases of the operations that cards from files and phones call, and of a colleague who leaves."""

from klientel.contacts.operations import imports
from klientel.contacts.operations.contacts import change_contact
from klientel.contacts.operations.leaving import let_user_leave
from tests.contacts.cases import case
from tests.contacts.world import BREMEN
from tests.factories import BERN, STADE, SYSTEM, user

CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Neu\r\nN:Neu;;;;\r\nX-HOBBY:Segeln\r\nEND:VCARD\r\n"


@case(let_user_leave)
def to_a_colleague(world):
    goes = user()
    change_contact(contact=world.berg, patch={"account_manager": goes}, by=SYSTEM)
    return {"user": goes, "successor": user()}


@case(let_user_leave)
def to_nobody(world):
    goes = user()
    change_contact(contact=world.berg, patch={"account_manager": goes}, by=SYSTEM)
    return {"user": goes, "successor": None}


@case(imports.add_cards)
def with_a_new_and_a_known_organization(world):
    mail = imports.PointEdit("email", "neu@neu.example")
    private = imports.CardAddress(STADE, "private")
    return {
        "cards": [
            imports.NewCard({"family_name": "Neu"}, CARD, employer="neu", points=(mail,)),
            imports.NewCard({"family_name": "Zwei"}, CARD, employer="neu", addresses=(private,)),
            imports.NewCard(
                {"family_name": "Drei"}, CARD, employer=world.alpin.pk, tags=("Messe",)
            ),
        ],
        "founded": {"neu": imports.Founding("Neu GmbH", BREMEN, "+49 421 1", "neu.example")},
        "settled": {},
    }


@case(imports.change_by_card)
def name_number_and_address(world):
    mail = world.berg.points.get(sort="email")
    edit = imports.PointEdit("email", "berg@muster.de", number=mail.pk)
    change = imports.CardChange(
        world.berg.pk,
        patch={"given_name": "Anne"},
        job={"title": "Leiterin"},
        points=(edit,),
        business=BERN,
        card_uid="berg-1",
        text=CARD,
    )
    return {"change": change}
