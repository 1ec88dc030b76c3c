"""S2, S4: exports by the pages hold what one may export of this list, and no formula."""

import csv
import io

import pytest
from django.test import Client

from klientel.contacts.operations.contacts import PointEdit
from tests import factories

pytestmark = pytest.mark.django_db


def logged_in(role="member"):
    client = Client()
    client.force_login(factories.user(role=role))
    return client


def got(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content).decode()


def rows(text, delimiter=";"):
    return list(
        csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    )


FORMULAS = ("=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_the_export_for_excel_is_a_formula(text):
    factories.contact(family_name=text, given_name=text, employer=text, notes=text, title=text)
    factories.organization(name=text, service_note=text, website=text)

    tables = [
        got(logged_in(), path)
        for path in ("/export/kontakte/?format=excel", "/export/organisationen/?format=excel")
    ]

    cells = [cell for table in tables for row in rows(table) for cell in row.values()]
    assert [cell for cell in cells if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}] == []
    assert f"'{text}" in cells


def test_the_exact_export_keeps_a_number_as_it_is():
    factories.contact(
        family_name="Berg",
        points=(PointEdit("phone", "+49 40 66969142", "mobile", "private", preferred=False),),
    )

    (row,) = rows(got(logged_in(), "/export/kontakte/?format=exact"), ",")

    assert row["Mobil privat"] == "+49 40 66969142"


@pytest.mark.parametrize("form", ["excel", "exact", "vcard"])
def test_what_is_hidden_stands_in_no_export(form):
    chief = factories.user(username="chefin")
    firm = factories.organization(name="Geheimrat GmbH", confidential=True, account_manager=chief)
    factories.contact(family_name="Geheimrat", organization=firm)
    factories.contact(family_name="Kern", confidential=True, account_manager=chief)
    open_firm = factories.organization(name="Offen GmbH", parent=firm)
    factories.contact(family_name="Berg", organization=open_firm)

    text = got(logged_in(), f"/export/kontakte/?format={form}")

    assert "Berg" in text
    assert [word for word in ("Geheimrat", "Kern") if word in text] == []
    firms = got(logged_in(), f"/export/organisationen/?format={form}")
    assert "Offen GmbH" in firms
    assert "Geheimrat" not in firms


def test_the_export_of_a_list_holds_what_the_list_shows():
    factories.contact(family_name="Berg")
    factories.contact(family_name="Dahl")

    assert [row["Nachname"] for row in rows(got(logged_in(), "/export/kontakte/?q=Dahl"))] == [
        "Dahl"
    ]
    page = logged_in().get("/kontakte/?q=Dahl").content.decode()
    assert "/export/kontakte/?q=Dahl&amp;format=excel" in page


@pytest.mark.parametrize("path", ["/export/kontakte/", "/export/organisationen/"])
def test_who_may_not_export_gets_nothing(path):
    client = logged_in("readonly")

    assert client.get(path).status_code == 403
    assert "/export/" not in client.get("/kontakte/").content.decode()
