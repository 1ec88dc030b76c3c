"""What allauth offers beside our pages stays shut: an address is never changed past the door."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path", ["email/", "confirm-email/", "confirm-email/abc/", "signup/", "login/code/confirm/"]
)
def test_a_foreign_page_leads_to_the_profile(annas, path):
    assert annas.get(f"/konto/{path}").headers["Location"] == "/konto/profil/"


def test_no_second_address_is_added_by_allauth(annas, anna):
    annas.post("/konto/email/", {"action_add": "", "email": "other@berg.example"})

    anna.refresh_from_db()
    assert anna.email == "anna@berg.example"
    assert not anna.emailaddress_set.exists()
