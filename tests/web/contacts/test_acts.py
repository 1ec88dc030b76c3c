import pytest

from klientel.contacts.models import Address, Contact, Tag
from klientel.contacts.operations.contacts import PointEdit, change_contact
from klientel.contacts.operations.ties import add_tag, attach_tag
from tests.factories import STADE, SYSTEM, user
from tests.web.contacts.conftest import fields_of, path


def state(contact, *names):
    return Contact.objects.filter(pk=contact.pk).values(*names).get()


def tags(contact):
    rows = Tag.objects.filter(contact_links__contact=contact)
    return sorted(rows.values_list("name", flat=True))


def test_contact_bin_asks_first_and_can_be_restored(annas, berg):
    _firm, person, _other = berg

    asked = annas.get(path(person, "loeschen/"))
    still = state(person, "binned_at")["binned_at"]
    annas.post(path(person, "loeschen/"))
    gone = state(person, "binned_at")["binned_at"]
    annas.post(path(person, "wiederherstellen/"))

    assert (asked.status_code, still) == (200, None)
    assert gone is not None
    assert state(person, "binned_at") == {"binned_at": None}


def test_contact_bin_is_not_for_whom_it_is_not_his_own(client, berg):
    _firm, person, _other = berg
    client.force_login(user(role="member", language="en"))

    assert client.post(path(person, "loeschen/")).status_code == 403
    assert state(person, "binned_at") == {"binned_at": None}


def test_contact_deactivate_wants_a_day_and_a_reason_and_can_be_taken_back(annas, berg):
    _firm, person, _other = berg
    url = path(person, "inaktiv/")
    typed = fields_of(annas.get(url))

    wrong = annas.post(url, typed | {"since": "irgendwann"}).status_code
    annas.post(url, typed | {"since": "heute", "reason": "do_not_contact"})
    between = state(person, "is_inactive", "inactive_reason")
    annas.post(path(person, "aktiv/"))

    assert (wrong, between) == (422, {"is_inactive": True, "inactive_reason": "do_not_contact"})
    assert state(person, "is_inactive", "inactive_from") == {
        "is_inactive": False,
        "inactive_from": None,
    }


@pytest.mark.parametrize("what", ["business", "home", "switchboard"])
def test_contact_inherit_takes_the_own_value_away(annas, berg, what):
    _firm, person, _other = berg
    own = PointEdit("phone", "040 66969-470", "main")
    change_contact(contact=person, patch={}, points=[own], business=STADE, private=STADE, by=SYSTEM)

    annas.post(path(person, f"erben/{what}/"))

    left = {use for (use,) in Address.objects.filter(contact=person).values_list("use")}
    left |= {"line" for _ in person.points.all()}
    assert (
        left
        == {
            "business": {"private", "line"},
            "home": {"business", "line"},
            "switchboard": {"business", "private"},
        }[what]
    )


def test_contact_tag_is_added_by_name_and_removed(annas, berg):
    _firm, person, other = berg
    attach_tag(record=other, tag=add_tag(name="Messe", by=SYSTEM), by=SYSTEM)

    for name in ("messe", "  Neu  hier "):
        annas.post(f"/schlagworte/contact/{person.uid}/anhaengen/", {"tag": name})
    both = tags(person)
    gone = Tag.objects.get(name="Messe").uid
    annas.post(f"/schlagworte/contact/{person.uid}/{gone}/entfernen/")

    assert (both, tags(person), tags(other)) == (["Messe", "Neu hier"], ["Neu hier"], ["Messe"])


def test_address_new_adds_one_beside_the_one_that_holds(annas, berg):
    _firm, person, _other = berg
    url = path(person, "anschrift/neu/")
    typed = fields_of(annas.get(url)) | {"purpose": "delivery", "street": "Tor 3", "town": "Stade"}

    annas.post(url, typed)
    response = annas.get(path(person))
    added = [(each.purpose, lines) for each, lines in response.context["further"]]
    number = Address.objects.get(contact=person).pk
    annas.post(path(person, f"anschrift/{number}/weg/"))

    assert added == [("delivery", ("Tor 3", "Stade"))]
    assert Address.objects.filter(contact=person).count() == 0


def test_address_new_needs_a_place(annas, berg):
    _firm, person, _other = berg
    url = path(person, "anschrift/neu/")

    response = annas.post(url, fields_of(annas.get(url)))

    assert response.status_code == 422
    assert "Fill in at least a street" in response.content.decode()


@pytest.mark.parametrize(
    "rest",
    [
        "wechsel/", "loeschen/", "inaktiv/", "aktiv/", "erben/business/",
        "anschrift/neu/", "anstellung/neu/", "wiederherstellen/",
    ],
)  # fmt: skip
def test_contact_acts_are_not_for_readers(reader, berg, rest):
    _firm, person, _other = berg

    assert reader.post(path(person, rest)).status_code == 403


def test_contact_history_tells_who_changed_what(annas, anna, berg):
    from tests.factories import acting

    _firm, person, _other = berg
    change_contact(contact=person, patch={"nickname": "Anni"}, by=acting(anna))

    response = annas.get(path(person, "verlauf/"))

    newest = response.context["entries"][0]
    assert (newest.title, newest.who) == ("Contact changed", "Anna Berg")
    assert [(line.label, line.was, line.now) for line in newest.lines] == [("Nickname", "", "Anni")]


def test_contact_history_pages_through_much(annas, berg):
    _firm, person, _other = berg
    for number in range(35):
        change_contact(contact=person, patch={"nickname": f"N{number}"}, by=SYSTEM)

    first = annas.get(path(person, "verlauf/"))
    older = annas.get(path(person, f"verlauf/?vor={first.context['older']}"))

    assert [len(each.context["entries"]) for each in (first, older)] == [30, 6]
