import pytest

from klientel.accounts.models import User

CHOICE = {
    "language": "de",
    "theme": "dark",
    "density": "komfortabel",
    "time_zone": "America/New_York",
}


def stored(user):
    return User.objects.filter(pk=user.pk).values(*CHOICE).get()


def test_profile_is_for_whom_is_logged_in(client, anna):
    response = client.get("/konto/profil/")

    assert (response.status_code, response.url) == (302, "/konto/login/?next=/konto/profil/")


def test_profile_saves_how_klientel_looks_and_speaks(annas, anna):
    response = annas.post("/konto/profil/", CHOICE)

    assert response.status_code == 303
    assert stored(anna) == CHOICE


def test_profile_is_seen_in_the_page(annas, anna):
    annas.post("/konto/profil/", CHOICE)

    html = annas.get("/konto/profil/").content.decode()

    assert '<html lang="de" data-bs-theme="dark" data-k-density="komfortabel">' in html


@pytest.mark.parametrize("field", CHOICE)
def test_profile_refuses_what_is_no_choice(annas, anna, field):
    before = stored(anna)

    response = annas.post("/konto/profil/", {**CHOICE, field: "Mars/Crater"})

    assert response.status_code == 422
    assert "Not saved yet." in response.content.decode()
    assert stored(anna) == before


def test_profile_changes_nothing_else(annas, anna):
    annas.post("/konto/profil/", {**CHOICE, "role": "readonly", "username": "eve"})

    assert User.objects.filter(pk=anna.pk).values("role", "username").get() == {
        "role": "administrator",
        "username": "anna",
    }
