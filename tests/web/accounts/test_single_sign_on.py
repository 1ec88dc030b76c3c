"""Log-in through the firm's service, against a small one on loopback that can lie."""

import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from klientel.accounts.models import User
from klientel.accounts.operations import change_user
from klientel.accounts.operations.directory import NoSuchRole, add_user_from_directory
from klientel.accounts.operations.invitations import invite_user
from klientel.changes.actors import system
from tests import factories

pytestmark = pytest.mark.django_db
START, BACK = "/konto/anmeldedienst/", "/konto/anmeldedienst/zurueck/"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
FOREIGN = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Service(HTTPServer):
    """An OpenID Connect server; `claims` and `key` are what its next token holds."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answering)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.issuer = self.url
        self.claims, self.key, self.alg = {}, KEY, "RS256"

    def config(self):
        ends = {"authorization": "authorize", "token": "token", "userinfo": "me"}
        return {
            "issuer": self.issuer,
            "jwks_uri": f"{self.url}/keys",
            **{f"{name}_endpoint": f"{self.url}/{path}" for name, path in ends.items()},
        }

    def token(self):
        key = self.key if self.alg == "RS256" else "secret-of-somebody-else-0123456789"
        token = jwt.encode(self.claims, key, algorithm=self.alg, headers={"kid": "one"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}


class Answering(BaseHTTPRequestHandler):
    def do_GET(self):
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        keys = {"keys": [{**jwk, "kid": "one", "alg": "RS256", "use": "sig"}]}
        self._say(keys if self.path == "/keys" else self.server.config())

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._say(self.server.token())

    def _say(self, what):
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said):
        pass


@pytest.fixture
def service(settings):
    cache.clear()
    server = Service()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    app = {
        "provider_id": "oidc",
        "name": "Firmenkonto",
        "client_id": "klientel",
        "secret": "geheim",
        "settings": {
            "server_url": server.url,
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
        },
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()
    cache.clear()


def come(service, client, **changed):
    """Go to the service and come back; `changed` claims, or state=…, lie about it."""
    away = client.get(START)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(away.url).query).items()}
    state = changed.pop("state", asked["state"])
    service.claims = {
        "iss": service.url,
        "aud": "klientel",
        "sub": "4711",
        "exp": time.time() + 60,
        "iat": time.time(),
        "nonce": asked["nonce"],
        "email": "anna@berg.example",
        "email_verified": True,
        "given_name": "Kim",
        "family_name": "Berg",
        **changed,
    }
    return client.get(BACK, {"code": "c", "state": state})


def user_of(client):
    key = client.session.get("_auth_user_id")
    return User.objects.get(pk=key) if key else None


def test_the_log_in_page_offers_the_service(service, anna):
    html = Client(headers={"Accept-Language": "en"}).get("/konto/login/").content.decode()

    assert "Log in with Firmenkonto" in html


def test_a_confirmed_address_is_its_user_and_stays_so(service, anna):
    client, again = Client(), Client()

    come(service, client)
    change_user(user=anna, email="anders@berg.example", by=factories.SYSTEM)
    come(service, again)

    assert (user_of(client), user_of(again)) == (anna, anna)


def test_the_password_of_who_comes_this_way_stays(service, anna):
    come(service, Client())

    assert User.objects.get(pk=anna.pk).check_password("Nordlicht-7")


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"nonce": "of another log-in"},
        {"nonce": None},
        {"exp": 1},
        {"state": "of another browser"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email": None},
    ],
    ids=str,
)
def test_what_is_not_sound_lets_nobody_in(service, anna, lie):
    client = Client()

    response = come(service, client, **lie)

    assert response.status_code in {401, 403}
    assert user_of(client) is None


@pytest.mark.parametrize(("key", "alg"), [(FOREIGN, "RS256"), (None, "HS256")])
def test_a_token_of_another_key_lets_nobody_in(service, anna, key, alg):
    client = Client()
    service.key, service.alg = key, alg

    response = come(service, client)

    assert (response.status_code, user_of(client)) == (401, None)


def test_a_service_that_calls_itself_otherwise_is_refused(service, anna):
    service.issuer = "https://evil.example"

    response = Client().get(START)

    assert response.status_code == 401


def test_a_service_that_does_not_answer_is_said(service, anna, settings):
    service.shutdown()
    service.server_close()

    response = Client(headers={"Accept-Language": "en"}).get(START)

    assert (response.status_code, "did not succeed" in response.content.decode()) == (401, True)


def test_who_has_no_user_is_refused(service, anna):
    client = Client()

    response = come(service, client, email="kim@berg.example")

    assert (response.status_code, User.objects.count()) == (403, 1)


def test_who_was_asked_in_comes_in(service, anna):
    person = {"email": "kim@berg.example", "given_name": "Kim", "family_name": "Berg"}
    kim = invite_user(person=person, teams=[], language="de", by=system(timezone.now())).user
    client = Client()

    come(service, client, email="kim@berg.example")

    assert user_of(client) == kim
    assert not User.objects.get(pk=kim.pk).is_invited


def test_an_invitation_that_ran_out_opens_no_door(service, anna):
    by = system(timezone.now() - timedelta(days=8))
    person = {"email": "kim@berg.example", "given_name": "Kim", "family_name": "Lund"}
    kim = invite_user(person=person, teams=[], language="en", by=by).user
    client = Client()

    come(service, client, email="kim@berg.example")

    assert user_of(client) is None
    assert not User.objects.get(pk=kim.pk).is_active


def test_who_has_left_stays_out(service, anna):
    bert = factories.user(email="bert@berg.example")
    change_user(user=bert, is_active=False, by=factories.SYSTEM)
    client = Client()

    come(service, client, email="bert@berg.example")

    assert user_of(client) is None
    assert not User.objects.get(pk=bert.pk).is_active


def test_by_setting_a_user_is_made_in_that_role(service, anna, settings):
    settings.KLIENTEL_OIDC_ROLE = "member"
    client = Client()

    come(service, client, email="kim@berg.example")

    kim = user_of(client)
    assert (kim.role, kim.given_name, kim.has_usable_password()) == ("member", "Kim", False)


def test_no_setting_makes_an_administrator(service, anna, settings):
    settings.KLIENTEL_OIDC_ROLE = "administrator"
    person = {"email": "kim@berg.example", "given_name": "Kim", "family_name": "Berg"}

    response = come(service, Client(), email="kim@berg.example")

    assert (response.status_code, User.objects.count()) == (403, 1)
    with pytest.raises(NoSuchRole):
        add_user_from_directory(
            person=person, role="administrator", language="de", by=factories.SYSTEM
        )


def test_without_the_setting_there_is_no_such_page(anna):
    assert [Client().get(path).status_code for path in (START, BACK)] == [404, 404]
