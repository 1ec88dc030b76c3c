"""The server: starts, answers, refuses, stops."""

import signal
from contextlib import closing
from http.client import HTTPConnection

import pytest

from klientel.changes.models import Counter
from klientel.config import high_water
from klientel.config.serving import Address, address_of, workers
from tests.config.conftest import run_program, start_program
from tests.factories import contact


@pytest.mark.parametrize(
    ("text", "address", "url"),
    [
        ("127.0.0.1:8000", Address("127.0.0.1", 8000), "http://127.0.0.1:8000/"),
        ("0.0.0.0:80", Address("0.0.0.0", 80), "http://127.0.0.1:80/"),  # noqa: S104 -- read, not bound
        ("[::1]:8000", Address("::1", 8000), "http://[::1]:8000/"),
        (":8000", Address("127.0.0.1", 8000), "http://127.0.0.1:8000/"),
    ],
)
def test_an_address_is_read_and_shown(text, address, url):
    assert (address_of(text), address_of(text).url) == (address, url)


@pytest.mark.parametrize("text", ["8000", "localhost", "a:b", ""])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        address_of(text)


def test_there_is_a_worker_a_core_up_to_four(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 16)
    assert workers() == 4
    monkeypatch.setenv("KLIENTEL_WORKERS", "7")
    assert workers() == 7


def serving(folder, port):
    """Start a server; returns its process and what it said when it answered."""
    settings = {"KLIENTEL_BIND": f"127.0.0.1:{port}", "KLIENTEL_WORKERS": "1"}
    process = start_program(folder, "serve", **settings)
    return process, process.stdout.readline()


@pytest.fixture
def server(folder, free_port):
    process, said = serving(folder, free_port)
    yield process, f"http://127.0.0.1:{free_port}", said
    if process.poll() is None:
        process.kill()
    process.communicate(timeout=20)


def get(url, path):
    """Return status, headers and body of a page of the server."""
    host = url.removeprefix("http://")
    with closing(HTTPConnection(host, timeout=10)) as http:
        http.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = http.getresponse()
        return answer.status, answer.headers, answer.read()


def test_serve_answers_packs_and_caches_and_stops_gracefully(server, folder):
    process, url, said = server

    status, _headers, page = get(url, "/erster-start/")
    style = next(
        part.split(b'"')[0].decode() for part in page.split(b'href="') if b".css" in part[:120]
    )
    _status, headers, _body = get(url, style)
    process.send_signal(signal.SIGTERM)
    _out, err = process.communicate(timeout=8)

    assert (said, status) == (f"Klientel runs at {url}/ (Ctrl+C stops it)\n", 200)
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]
    assert (process.returncode, err) == (0, "")
    assert (folder / "high-water").exists()


def test_while_it_runs_address_and_data_are_taken(server, folder, tmp_path):
    _process, url, _said = server
    run_program(folder, "backup", tmp_path / "b.tar")

    again = run_program(folder, "serve", KLIENTEL_BIND=url.removeprefix("http://"))
    restored = run_program(folder, "restore", "--force", tmp_path / "b.tar")

    assert (again[0], "is taken by another program" in again[2]) == (1, True)
    assert (restored[0], restored[2]) == (1, "klientel: Klientel is running. Stop it first.\n")


def test_a_server_that_was_killed_leaves_nothing_behind(server, folder):
    process, url, _said = server
    process.kill()

    again, said = serving(folder, url.rpartition(":")[2])
    status, _headers, _page = get(url, "/erster-start/")
    again.terminate()
    again.communicate(timeout=8)

    assert (said, status) == (f"Klientel runs at {url}/ (Ctrl+C stops it)\n", 200)
    assert again.returncode == 0


def test_serve_refuses_a_database_that_is_not_there(tmp_path, free_port):
    code, _out, err = run_program(tmp_path, "serve", KLIENTEL_BIND=f"127.0.0.1:{free_port}")

    assert (code, err) == (
        1,
        "klientel: The database is not up to date. Run: klientel migrate\n",
    )


def test_serve_refuses_an_address_that_is_none(folder):
    code, _out, err = run_program(folder, "serve", KLIENTEL_BIND="here")

    assert (code, "must be an address and a port" in err) == (1, True)


def test_a_counter_that_went_back_begins_a_new_epoch(db, tmp_path):
    contact()
    assert not high_water.begin_anew_if_lower(tmp_path)
    before = Counter.objects.get(pk=1)
    Counter.objects.update(value=before.value - 1)

    assert high_water.begin_anew_if_lower(tmp_path)

    after = Counter.objects.get(pk=1)
    assert after.epoch != before.epoch
    assert not high_water.begin_anew_if_lower(tmp_path)


def test_a_counter_that_went_on_keeps_its_epoch(db, tmp_path):
    high_water.note(tmp_path)
    epoch = Counter.objects.get(pk=1).epoch
    contact()

    assert not high_water.begin_anew_if_lower(tmp_path)
    assert Counter.objects.get(pk=1).epoch == epoch


def test_a_broken_high_water_file_is_no_high_water(db, tmp_path):
    (tmp_path / "high-water").write_text("broken")

    assert not high_water.begin_anew_if_lower(tmp_path)
