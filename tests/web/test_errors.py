import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.test import Client

pytestmark = pytest.mark.usefixtures("test_pages")


@pytest.mark.parametrize(
    ("what", "status", "title"),
    [
        ("denied", 403, "Not allowed for you"),
        ("stale", 409, "Somebody else was faster"),
        ("moved-on", 409, "Somebody else was faster"),
        ("locked", 503, "The database is busy"),
        ("gone", 503, "The database is busy"),
        ("full", 507, "The disk of the server is full"),
        ("forbidden", 403, "Not allowed for you"),
        ("suspicious", 400, "The request could not be read"),
    ],
)
def test_what_is_refused_below_becomes_a_page_that_helps(annas, what, status, title):
    response = annas.get(f"/test/fail/{what}/")

    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.content.decode()
    assert "secret" not in response.content.decode()


def test_a_busy_database_asks_for_another_try(annas):
    assert annas.get("/test/fail/locked/").headers["Retry-After"] == "3"


def test_a_database_that_is_busy_outside_the_view_says_so(anna, monkeypatch):
    def locked(self, *args, **kwargs):
        raise OperationalError("database is locked")

    client = Client(raise_request_exception=False)
    client.force_login(anna)
    monkeypatch.setattr(SessionStore, "load", locked)

    response = client.get("/konto/profil/", headers={"Accept-Language": "en"})

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "3"


def test_trouble_comes_to_htmx_as_a_piece(annas):
    response = annas.post("/test/fail/denied/", headers={"HX-Request": "true"})

    html = response.content.decode()
    assert response.status_code == 403
    assert html.strip().startswith('<div class="k-say is-bad" role="alert">')
    assert "<html" not in html


def test_a_missing_page_keeps_the_frame_for_whom_is_logged_in(annas):
    response = annas.get("/nothing/here/")

    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in html
    assert 'class="k-side"' in html


def test_a_missing_page_shows_a_stranger_no_frame(client, anna):
    response = client.get("/nothing/here/", headers={"Accept-Language": "en"})

    html = response.content.decode()
    assert response.status_code == 404
    assert "There is no such page" in html
    assert 'class="k-side"' not in html


@pytest.mark.parametrize("what", ["bug", "broken"])
def test_a_mistake_of_ours_tells_no_secret_and_asks_no_database(anna, what):
    client = Client(raise_request_exception=False)
    client.force_login(anna)

    response = client.get(f"/test/fail/{what}/")

    html = response.content.decode()
    assert response.status_code == 500
    assert "Klientel made a mistake" in html
    assert "secret" not in html
    assert 'class="k-side"' not in html


def test_a_form_without_its_token_says_what_helps(anna):
    client = Client(enforce_csrf_checks=True)
    client.force_login(anna)

    response = client.post("/konto/profil/", {"theme": "dark"})

    assert response.status_code == 403
    assert "The form is no longer valid" in response.content.decode()


def test_a_body_over_the_limit_is_refused_before_it_is_read(annas, settings):
    settings.REQUEST_MAX_SIZE = 100

    response = annas.post("/test/reading/", {"note": "x" * 200})

    assert response.status_code == 413
    assert "That is too large" in response.content.decode()


def test_fields_over_djangos_limit_are_too_large_and_not_unreadable(annas, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    response = annas.post(
        "/test/reading/", "note=" + "x" * 200, content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 413
