"""S3: what somebody typed is text on every page, whatever it looks like."""

import pytest
from django.test import Client

from klientel.contacts.models import Contact, ContactPoint, Organization
from klientel.contacts.operations.built_ins import add_built_in_types
from klientel.contacts.operations.contacts import ContactPatch, PointEdit, change_contact
from klientel.contacts.operations.organizations import change_organization
from klientel.contacts.operations.positions import change_position
from klientel.contacts.operations.ties import add_tag, attach_tag
from tests.browser.world import world
from tests.factories import SYSTEM, acting, user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "markup": '"><img src=x onerror=alert(1)><script>alert(1)</script>',
    "link": "javascript:alert(1)//'; DROP TABLE x; -- {{ 7|add:7 }}",
    "right to left": "\u202eגהרגה\u202c \u200fOst ${alert(1)} {% debug %}",
}
LINKS = """() => [...document.querySelectorAll("[href], [src], [action], [formaction]")]
    .map((each) => each.href?.baseVal ?? each.href ?? each.src ?? each.action)
    .filter((url) => /^(javascript|data|vbscript):/i.test(String(url)))"""
MADE = """() => [...document.querySelectorAll("script:not([src]), img[src='x'], [onerror]")]
    .map((each) => each.outerHTML)"""


def filled(word):
    """The world with the word in every field of text; what a rule refuses stays as it was."""
    at = world()
    facts = ("given_name", "family_name", "title", "suffix", "prefix", "nickname", "label", "notes",
             "additional_names", "letter_salutation")  # fmt: skip
    patch = ContactPatch(**{name: _fitting(Contact, name, word) for name in facts})
    points = [PointEdit(sort, word, word) for sort in ("phone", "email", "url", "messenger")]
    change_contact(contact=at.person, patch=patch, points=points, by=acting(user()))
    columns = ("name", "short_name", "website", "service_note", "industry", "source", "region")
    row = {name: _fitting(Organization, name, word) for name in columns}
    change_organization(organization=at.firm, patch=row, by=SYSTEM)
    change_position(
        position=at.person.positions.get(),
        patch={"title": word, "department": word, "address_line": word},
        by=SYSTEM,
    )
    tag = add_tag(name=word, by=SYSTEM)
    for record in (at.person, at.firm):
        attach_tag(record=record, tag=tag, by=SYSTEM)
    return at


def _fitting(model, name, word):
    return word[: model._meta.get_field(name).max_length]


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_hostile_words_are_text_on_every_page(annas_window, word, complaints):
    pages = filled(word).addresses()
    window = annas_window("/kontakte/")
    asked, found, silent = [], {}, []
    window.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    for name, address in pages.items():
        window.goto(address)
        found[name] = window.evaluate(LINKS) + window.evaluate(MADE)
        if name in {"contact ", "organisation ", "contacts"}:
            silent += [name] if word not in window.inner_text("body") else []

    assert {name: each for name, each in found.items() if each} == {}
    assert (asked, silent, complaints) == ([], [], [])


def test_hostile_words_are_text_in_suggestions(annas_window, complaints):
    word = WORDS["markup"]
    at = filled(word)
    window = annas_window(f"/kontakte/{at.person.uid}/wechsel/")
    asked = []
    window.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))

    window.fill("#search", "img src")
    window.wait_for_selector("#search-hits [role=option]")
    searched = window.inner_text("#search-hits")
    window.keyboard.press("Escape")
    window.click("[name=employer]")
    window.keyboard.type("img src")
    window.wait_for_selector("#employer-hits [role=option]")

    assert word in searched
    assert word in window.inner_text("#employer-hits")
    assert (window.evaluate(MADE), asked, complaints) == ([], [], [])


@pytest.mark.django_db(transaction=False)
@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS)
def test_forms_take_hostile_words_as_they_are_or_say_what_is_wrong(anna, word):
    add_built_in_types(by=SYSTEM)
    client = Client()
    client.force_login(anna)
    rows = {"points-TOTAL_FORMS": "2", "points-INITIAL_FORMS": "0", "points-0-use": "business",
            "points-1-use": "private", "points-0-sort": "messenger", "points-1-sort": "url",
            "points-0-value": word, "points-1-value": ""}  # fmt: skip

    person = client.post("/kontakte/neu/", {"sort": "person", "family_name": word, **rows})
    linked = client.post(
        "/kontakte/neu/", {"sort": "person", "family_name": word, **rows, "points-1-value": word}
    )
    firm = client.post("/organisationen/neu/", {"name": word, "sort": "company"})

    assert (person.status_code, firm.status_code) == (303, 303)
    assert Contact.objects.filter(family_name=word).exists()
    assert Organization.objects.filter(name=word).exists()
    if linked.status_code == 422:
        assert not ContactPoint.objects.filter(sort="url").exists()
