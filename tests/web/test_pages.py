import pytest

from klientel.web.pages import actor, posted

pytestmark = pytest.mark.usefixtures("test_pages")

QUIET = "/test/quiet/"


def text(response):
    return response.content.decode().strip()


def test_a_page_is_whole_without_htmx(annas):
    response = annas.get(QUIET)

    assert text(response) == '<h1>Bern</h1><p id="upper">BERN</p><p id="lower">bern</p>'
    assert {"HX-Request", "HX-Target"} <= set(response.headers["Vary"].split(", "))


def test_a_page_is_only_the_piece_that_htmx_has_as_its_target(annas):
    response = annas.get(QUIET, headers={"HX-Request": "true", "HX-Target": "lower"})

    assert text(response) == '<p id="lower">bern</p>'


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Target": "elsewhere"},
        {"HX-Request": "true"},
        {
            "HX-Request": "true",
            "HX-Target": "lower",
            "HX-History-Restore-Request": "true",
        },
    ],
)
def test_a_page_is_whole_for_a_target_that_is_no_piece(annas, headers):
    assert "<h1>" in text(annas.get(QUIET, headers=headers))


def test_what_was_said_comes_with_a_piece_and_offers_undo(annas):
    response = annas.get("/test/saying/", headers={"HX-Request": "true", "HX-Target": "lower"})

    assert text(response).startswith('<p id="lower">bern</p>')
    assert 'id="toasts" role="status" hx-swap-oob="true"' in text(response)
    assert 'rueckgaengig/7/"' in text(response)


def test_goto_answers_a_form_with_see_other(annas):
    response = annas.post("/test/going/")

    assert (response.status_code, response.headers["Location"]) == (303, QUIET)


def test_goto_tells_htmx_where_to_go(annas):
    response = annas.post("/test/going/", headers={"HX-Request": "true"})

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, QUIET)


def test_the_actor_is_whoever_asks(rf, anna):
    request = rf.get("/")
    request.user = anna

    by = actor(request)

    assert (by.source, by.user_id, by.at.tzinfo is not None) == ("web", anna.pk, True)


def test_a_form_is_bound_only_when_posted(rf):
    assert posted(rf.get("/?name=Berg")) is None
    assert posted(rf.post("/", {"name": "Berg"})).dict() == {"name": "Berg"}
