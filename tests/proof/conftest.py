import os
import secrets
from urllib.parse import urlsplit

import pytest

from tests.proof.house import PASSWORD, USERS, House, copied


def pytest_collection_modifyitems(items):
    for item in items:
        if "/proof/" in str(item.path):
            item.add_marker(pytest.mark.proof)


def _on_server(sql):
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(sql)


def _url_of(name):
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """A house with an up-to-date database and its users, made once."""
    folder = tmp_path_factory.mktemp("built")
    postgres = os.environ.get("KLIENTEL_TEST_DB") == "postgres"
    name = f"proof_{secrets.token_hex(4)}"
    if postgres:
        _on_server(f"CREATE DATABASE {name}")
    house = House(folder, _url_of(name) if postgres else "")
    house.run("migrate")
    for user in USERS:
        role = "administrator" if user == USERS[0] else "member"
        house.run("user", "add", user, "--role", role, "--password-stdin", said=f"{PASSWORD}\n")
    yield house
    if postgres:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def house(built, tmp_path):
    """A house of this test's own; its server is stopped in the end."""
    mine = copied(built, tmp_path / "house")
    name = f"proof_{secrets.token_hex(4)}"
    if built.url:
        _on_server(f"CREATE DATABASE {name} TEMPLATE {urlsplit(built.url).path[1:]}")
        mine.url = _url_of(name)
    yield mine
    mine.stop()
    if built.url:
        _on_server(f"DROP DATABASE {name} WITH (FORCE)")
