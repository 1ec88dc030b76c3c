"""What an older release derived otherwise is computed anew by `klientel migrate`, once."""

import pytest
from django.db import connection

from klientel.changes import derivers
from klientel.changes.models import Change, DerivedForm
from klientel.changes.remaking import in_older_form, remake_older
from klientel.config.cli.starting import require_database
from klientel.config.cli.troubles import Trouble
from klientel.contacts.models import ContactText
from tests.factories import NOW, contact


@pytest.fixture
def ida(db):
    remake_older(NOW)
    ida = contact(family_name="Berg", given_name="Ida")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE contacts_contacttext SET text = 'as an older release wrote it'")
    DerivedForm.objects.filter(name="contacts").update(form=1)
    return ida


def test_what_stands_in_an_older_form_is_computed_anew_once(ida):
    lines = Change.objects.count()

    assert remake_older(NOW)
    assert not remake_older(NOW)

    assert "berg" in ContactText.objects.get(pk=ida.pk).text
    assert Change.objects.count() == lines
    assert dict(DerivedForm.objects.values_list("name", "form")) == derivers.forms()


def test_nothing_is_served_while_it_stands_in_an_older_form(ida):
    with pytest.raises(Trouble, match="klientel migrate"):
        require_database()

    remake_older(NOW)

    assert not in_older_form()
    require_database()
