"""The forms show who looks after a record, locked to who may not say it."""

import pytest

from klientel.contacts.models import Contact, Organization
from tests.factories import contact, organization, user
from tests.web.contacts.conftest import fields_of

pytestmark = pytest.mark.django_db


def test_a_member_sees_the_account_manager_locked(client):
    member, other = user(role="member", language="en"), user()
    berg = contact(account_manager=other)
    client.force_login(member)
    url = f"/kontakte/{berg.uid}/bearbeiten/"

    page = client.get(url)
    client.post(url, fields_of(page) | {"account_manager": str(member.pk), "notes": "Tee"})

    now = Contact.objects.get(pk=berg.pk)
    assert (now.account_manager, now.notes) == (other, "Tee")
    assert "Changed by the account manager, the deputy or a manager." in page.content.decode()


def test_a_member_edits_an_organization_that_a_colleague_looks_after(client):
    member, other = user(role="member"), user()
    werk = organization(account_manager=other)
    client.force_login(member)
    url = f"/organisationen/{werk.uid}/bearbeiten/"

    client.post(url, fields_of(client.get(url)) | {"short_name": "Werk"})

    now = Organization.objects.get(pk=werk.pk)
    assert (now.account_manager, now.short_name) == (other, "Werk")
