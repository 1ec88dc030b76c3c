"""Whatever is sent, no page breaks: an answer below 500, and nothing half saved."""

import pytest
from django import forms
from django.db import transaction

from klientel.contacts.models import Contact, Organization
from tests.factories import HAMBURG, STADE, contact, organization
from tests.web.contacts.conftest import fields_of

NASTY = {
    "long": "ß" * 500,
    "endless": "x" * 40_000,
    "zero byte": "Berg\x00Lund",
    "emoji": "👩‍👩‍👧‍👦 Berg 🇩🇪",
    "quotes": "Berg \"Anna\" 'Lund' „Ost“ <b>",
    "umlauts": "Ärger-Öztürk von Übelß, Dr.",
    "lone surrogate": "Berg\udcff",
    "spaces": " \t\u00a0\u200b\u3000 ",
    "number": "99999999999999999999999",
    "negative": "-1",
    "lines": "a\r\nb\nc\x0b\x1b[31m",
    "percent": "%s %(name)s {0} {{ x }} \\",
}

# Some of them each time; with the proofs all.
WORDS = [
    pytest.param(word, id=name, marks=[] if name in {"zero byte", "number"} else pytest.mark.proof)
    for name, word in NASTY.items()
]
FINE = {200, 303, 409, 422}  # 200: a preview


@pytest.fixture
def pages(annas, db):
    firm = organization(name="Musterbau GmbH", address=HAMBURG, switchboard="040 66969-100")
    organization(name="Hafenhof GmbH", address=STADE)
    person = contact(family_name="Berg", given_name="Anna", organization=firm, title="Einkauf")
    contact(family_name="Lund", given_name="Ben", organization=firm)
    one, at = f"/kontakte/{person.uid}/", f"/organisationen/{firm.uid}/"
    job = f"{one}anstellung/{person.positions.get().pk}/"
    return [
        "/kontakte/neu/", "/kontakte/haushalt/neu/", "/organisationen/neu/", "/konto/profil/",
        f"{one}bearbeiten/", f"{one}wechsel/", f"{one}inaktiv/", f"{one}anschrift/neu/",
        f"{one}anstellung/neu/", f"{one}angabe/notes/", f"{one}angabe/birthday/", job,
        f"{job}ende/", f"{at}bearbeiten/", f"{at}umhaengen/", f"{at}inaktiv/",
        f"{at}hauptkontakt/", f"{at}beziehungen/neu/", f"/verbindungen/neu/contact/{person.uid}/",
        f"/verbindungen/neu/organization/{firm.uid}/",
    ]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_no_form_breaks_over_a_nasty_word_in_its_texts(annas, pages, word):
    found = {}

    for address in pages:
        form, served = _served(annas, address)
        texts = [bound.html_name for bound in form if type(bound.field) is forms.CharField]
        found[address] = _tried(annas, address, served | dict.fromkeys(texts, word))

    assert {address: status for address, status in found.items() if status not in FINE} == {}


@pytest.mark.proof
@pytest.mark.parametrize("word", ["zero byte", "number"])
def test_no_form_breaks_over_one_nasty_field(annas, pages, word):
    found = {}

    for address in pages:
        form, served = _served(annas, address)
        for name in {bound.html_name for bound in form} | set(served):
            found[address, name] = _tried(annas, address, served | {name: NASTY[word]})

    assert {field: status for field, status in found.items() if status not in FINE} == {}


def _served(client, address):
    response = client.get(address)
    return response.context["form"], fields_of(response)


def _tried(client, address, sent):
    """Return the status; whatever was saved is as if it had not been."""
    with transaction.atomic():
        answer = client.post(address, {name: _sendable(value) for name, value in sent.items()})
        transaction.set_rollback(True)
    return answer.status_code


def _sendable(value):
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


@pytest.mark.parametrize("word", WORDS)
def test_no_address_breaks_over_a_nasty_question(annas, pages, word):
    firm = Organization.objects.get(name="Musterbau GmbH")
    asked = {
        "/kontakte/": ("q", "seite", "sort", "tab", "f"),
        "/organisationen/": ("q", "seite", "sort", "tab", "f"),
        "/suche/": ("q",),
        "/kontakte/vorschlaege/": ("contact",),
        "/organisationen/vorschlaege/": ("parent", "employer"),
        "/kontakte/neu/": ("organization",),
        "/organisationen/neu/": ("unter",),
        f"/organisationen/{firm.uid}/": ("umfang", "struktur", "alle"),
        f"/organisationen/{firm.uid}/verlauf/": ("vor",),
        f"/organisationen/{firm.uid}/hauptkontakt/": ("an",),
        f"/kontakte/{Contact.objects.first().uid}/verlauf/": ("vor",),
    }
    word = _sendable(word)

    found = {
        (address, name): annas.get(address, {name: word}).status_code
        for address, names in asked.items()
        for name in names
    }

    assert {key: status for key, status in found.items() if status not in {200, 302, 404}} == {}


def test_formsets_that_were_tampered_with_do_not_break(annas, pages):
    address = next(each for each in pages if each.endswith("bearbeiten/"))
    served = fields_of(annas.get(address))
    tampered = [
        {"points-TOTAL_FORMS": "x"},
        {"points-TOTAL_FORMS": "-1"},
        {"points-TOTAL_FORMS": "99999999"},
        {"points-INITIAL_FORMS": "7"},
        {"points-0-number": "99999999999999999999"},
        {"points-0-number": "x"},
        {"served": "{"},
        {"served": '{"business_": 1}'},
        {"seen": "99999999999999999999"},
        {"seen": "-5"},
        {"pick_name": "theirs"},
        {"pick_point/99999999999999999999.value": "theirs", "all": "x"},
        {"pick_address/x.street": "theirs"},
        {"account_manager": "99999999999999999999"},
    ]

    found = {str(each): annas.post(address, served | each).status_code for each in tampered}

    allowed = {303, 409, 422}
    assert {each: status for each, status in found.items() if status not in allowed} == {}
