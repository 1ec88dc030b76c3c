"""S6: no read-only field can be set by any form, whatever is sent along."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from klientel.contacts.models import Contact, Organization
from tests import factories
from tests.factories import HAMBURG

pytestmark = pytest.mark.django_db

SMUGGLED = {
    "id": "999",
    "pk": "999",
    "uid": "00000000-0000-7000-8000-000000000000",
    "revision": "999999",
    "number": "4711",
    "binned_at": "2020-01-01T00:00:00Z",
    "sort_name": "aaa",
    "is_inactive": "on",
    "main_position": "1",
    "merged_into": "1",
    "card_revision": "1",
    "effective": "1",
    "user_id": "1",
    "source": "system",
}
READ_ONLY = ("pk", "uid", "number", "binned_at", "is_inactive")
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*\bname="([^"]+)"[^>]*>')
SELECT = re.compile(r'<select[^>]*\bname="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
CHOSEN = re.compile(r'<option value="([^"]*)" selected')
VALUE = re.compile(r'\bvalue="([^"]*)"')


def filled(client, url):
    """What a browser would send if the form were sent as it came."""
    html = client.get(url).content.decode()
    sent = {}
    for field in FIELD.finditer(html):
        is_off = "checkbox" in field[0] or "radio" in field[0]
        if not is_off or " checked" in field[0]:
            value = VALUE.search(field[0])
            sent[field[1]] = value[1] if value else ""
    for select in SELECT.finditer(html):
        chosen = CHOSEN.search(select[2])
        sent[select[1]] = chosen[1] if chosen else ""
    return sent


def test_no_form_of_a_contact_sets_what_is_read_only():
    client = Client()
    client.force_login(factories.user(role="administrator"))
    row = factories.contact(
        family_name="Berg", organization=factories.organization(address=HAMBURG)
    )
    before = Contact.objects.values(*READ_ONLY).get(pk=row.pk)
    url = reverse("contact_edit", kwargs={"uid": row.uid})

    response = client.post(url, {**filled(client, url), **SMUGGLED, "family_name": "Dahl"})

    assert response.status_code in {302, 303}
    assert Contact.objects.values(*READ_ONLY).get(pk=row.pk) == before
    assert Contact.objects.get(pk=row.pk).family_name == "Dahl"


def test_no_form_of_an_organization_sets_what_is_read_only():
    client = Client()
    client.force_login(factories.user(role="administrator"))
    row = factories.organization(name="Werk GmbH", address=HAMBURG)
    held = (*READ_ONLY, "main_position", "merged_into")
    before = Organization.objects.values(*held).get(pk=row.pk)
    url = reverse("organization_edit", kwargs={"uid": row.uid})

    response = client.post(url, {**filled(client, url), **SMUGGLED, "name": "Werft GmbH"})

    assert response.status_code in {302, 303}
    assert Organization.objects.values(*held).get(pk=row.pk) == before
    assert Organization.objects.get(pk=row.pk).name == "Werft GmbH"


def test_the_profile_sets_no_role():
    user = factories.user(role="readonly")
    client = Client()
    client.force_login(user)
    url = reverse("profile")

    client.post(url, {**filled(client, url), **SMUGGLED, "role": "administrator", "language": "en"})

    user.refresh_from_db()
    assert user.role == "readonly"
