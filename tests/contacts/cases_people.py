"""Cases of the operations on contacts, positions, addresses and households."""

from klientel.contacts.models import Address
from klientel.contacts.operations import bin as binning
from klientel.contacts.operations import contacts, households, main_contact, positions
from klientel.contacts.operations import own_addresses as own
from tests.contacts.cases import case
from tests.contacts.world import BREMEN, TOMORROW, YESTERDAY
from tests.factories import BERN, STADE, SYSTEM, TODAY


@case(contacts.add_contact)
def alone(world):
    return {"patch": {"family_name": "Neu"}, "private": STADE}


@case(contacts.add_contact)
def at_an_organization(world):
    job = contacts.Employment(organization=world.firm, title="Meister")
    mail = contacts.PointEdit("email", "neu@muster.de")
    return {"patch": {"family_name": "Neu"}, "employment": job, "points": (mail,)}


@case(contacts.add_contact)
def with_a_new_organization(world):
    job = contacts.Employment(new_name="Neubau GmbH")
    return {"patch": {"family_name": "Neu"}, "employment": job, "business": BREMEN}


@case(contacts.change_contact)
def his_name(world):
    return {"contact": world.berg, "patch": {"family_name": "Tal", "title": "Dr."}}


@case(contacts.change_contact)
def what_no_card_prints(world):
    return {"contact": world.berg, "patch": {"letter_salutation": "Liebe Anna"}}


@case(contacts.change_contact)
def number_and_address(world):
    phone = world.berg.points.get(sort="phone")
    points = (
        contacts.PointEdit("phone", "+49 40 123-5", "direct", number=phone.pk),
        contacts.PointEdit("phone", "+49 171 1", "mobile", use="private"),
    )
    return {"contact": world.berg, "patch": {}, "points": points, "business": STADE}


@case(contacts.change_contact)
def a_number_gone(world):
    phone = world.berg.points.get(sort="phone")
    gone = contacts.PointEdit("phone", "", number=phone.pk)
    return {"contact": world.berg, "patch": {}, "points": (gone,), "private": BREMEN}


@case(contacts.change_contact)
def the_switchboard_at_the_main_contact(world):
    line = world.koehler.points.get(label="main")
    new = contacts.PointEdit("phone", "+49 40 999-0", "main", number=line.pk)
    return {"contact": world.koehler, "patch": {}, "points": (new,)}


@case(contacts.deactivate_contact)
def a_colleague(world):
    return {"contact": world.berg, "since": TODAY, "reason": "left"}


@case(contacts.deactivate_contact)
def the_main_contact(world):
    return {"contact": world.koehler, "since": TODAY, "reason": "deceased"}


@case(contacts.deactivate_contact)
def ahead(world):
    return {"contact": world.koehler, "since": TOMORROW, "reason": "left"}


@case(contacts.reactivate_contact)
def one_who_was_inactive(world):
    return {"contact": world.gone}


@case(own.change_own_address)
def an_own_one_beside_the_inherited(world):
    return {
        "contact": world.berg,
        "position": world.position(world.berg, world.firm),
        "address": BERN,
    }


@case(own.change_own_address)
def the_main_contacts_own(world):
    position = world.position(world.koehler, world.firm)
    return {"contact": world.koehler, "position": position, "address": STADE}


@case(own.restore_inheritance)
def by_deleting_the_own_one(world):
    return {"contact": world.stein, "position": world.position(world.stein, world.firm)}


@case(own.add_further_address)
def for_deliveries(world):
    position = world.position(world.berg, world.firm)
    return {
        "contact": world.berg,
        "position": position,
        "address": BREMEN,
        "use": "business",
        "purpose": "delivery",
    }


@case(own.change_further_address)
def a_delivery_address_that_moves(world):
    address = Address.objects.select_related("contact").get(purpose="delivery")
    return {"address": address, "to": STADE, "use": "business", "purpose": "visit"}


@case(own.announce_own_address)
def from_tomorrow(world):
    position = world.position(world.stein, world.firm)
    return {
        "contact": world.stein,
        "position": position,
        "address": BERN,
        "valid_from": TOMORROW,
    }


@case(own.remove_address)
def a_delivery_address(world):
    return {"address": Address.objects.get(purpose="delivery")}


@case(main_contact.mark_main_contact)
def another(world):
    return {"position": world.position(world.berg, world.firm)}


@case(main_contact.mark_main_contact)
def another_member(world):
    return {"position": world.position(world.stein, world.home)}


@case(positions.add_position)
def a_further_job(world):
    return {"contact": world.berg, "organization": world.alpin, "patch": {"title": "Beirätin"}}


@case(positions.add_position)
def a_job_beside_the_household(world):
    return {"contact": world.maria, "organization": world.alpin, "patch": {}}


@case(positions.add_position)
def at_a_new_organization(world):
    return {"contact": world.berg, "organization": None, "new_name": "Neben GmbH", "patch": {}}


@case(positions.change_position)
def its_title(world):
    position = world.position(world.berg, world.firm)
    return {"position": position, "patch": {"title": "Leiterin", "address_line": "Haus 7"}}


@case(positions.change_position)
def its_end(world):
    position = world.position(world.koehler, world.firm)
    return {"position": position, "patch": {"until": YESTERDAY}}


@case(positions.change_position)
def its_beginning(world):
    return {"position": world.position(world.berg, world.firm), "patch": {"since": TOMORROW}}


@case(positions.make_primary)
def the_second_job(world):
    return {"position": world.position(world.stein, world.alpin)}


def _change(world, who, **said):
    return {"contact": who, "leaving": world.position(who, world.firm), "on": TODAY, **said}


@case(positions.change_company)
def to_another(world):
    return _change(world, world.berg, to=positions.NextJob(organization=world.alpin))


@case(positions.change_company)
def the_main_contact_with_a_successor(world):
    successor = world.position(world.berg, world.firm)
    to = positions.NextJob(new_name="Eigenes GmbH", title="Chef")
    return _change(world, world.koehler, to=to, successor=successor)


@case(positions.change_company)
def the_main_contact_leaves(world):
    return _change(world, world.koehler, to=None)


@case(positions.change_company)
def from_a_future_date(world):
    to = positions.NextJob(organization=world.alpin)
    return {**_change(world, world.berg, to=to), "on": TOMORROW}


@case(positions.change_company)
def ahead_with_a_successor_and_a_number_kept(world):
    mail = world.koehler.points.get(sort="email")
    successor = world.position(world.berg, world.firm)
    said = _change(world, world.koehler, to=None, successor=successor, kept=[mail.pk])
    return {**said, "on": TOMORROW}


@case(positions.change_company)
def with_a_number_kept(world):
    to = positions.NextJob(organization=world.alpin)
    return _change(world, world.berg, to=to, kept=[world.berg.points.get(sort="phone").pk])


@case(positions.end_position)
def one_of_several(world):
    return {"position": world.position(world.stein, world.firm), "on": TODAY}


@case(households.add_household)
def with_two_members(world):
    members = [{"family_name": "Wald", "given_name": name} for name in ("Ute", "Kai")]
    return {"name": "Familie Wald", "members": members, "address": STADE, "phone": "+49 4141 7"}


@case(households.add_household)
def with_people_taken_in(world):
    new = households.Member(
        {"given_name": "Ute", "family_name": "Wald"},
        [contacts.PointEdit("email", "ute@wald.example")],
    )
    members = [households.Member(world.berg), new, households.Member(world.stein)]
    return {"name": "Wald / Berg", "members": members, "address": STADE}


@case(households.join_household)
def leaving_another(world):
    members = [{"family_name": "Wald", "given_name": "Ute"}]
    home = households.add_household(name="Wald", members=members, address=STADE, by=SYSTEM)
    return {"contact": world.stein, "household": home}


@case(households.join_household)
def beside_a_job(world):
    return {"contact": world.berg, "household": world.home}


@case(households.move_out)
def with_a_new_household(world):
    return {
        "membership": world.position(world.maria, world.home),
        "on": TODAY,
        "new_household": "Maria Stein",
        "address": BREMEN,
    }


@case(households.move_out)
def with_none(world):
    return {"membership": world.position(world.stein, world.home), "on": TODAY}


@case(binning.bin_contact)
def a_person(world):
    return {"contact": world.berg}


@case(binning.bin_contact)
def who_leads(world):
    return {"contact": world.koehler}


@case(binning.bin_contact)
def who_leads_a_household(world):
    return {"contact": world.maria}


@case(binning.restore_contact)
def from_the_bin(world):
    return {"contact": world.binned}
