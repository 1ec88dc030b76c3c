"""A browser without a window: cookies, forms, posting."""

import http.client
import re
from email.message import Message
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.proof.house import PASSWORD

_FIELD = re.compile(r"<(?:input|textarea)[^>]*>")


class Browser:
    """One person's session; each thread takes a `sharing` one with a connection of its own."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.cookies = {} if cookies is None else cookies
        self._caller = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._port = port
        self._shared: list[Browser] = []

    def sharing(self) -> "Browser":
        self._shared.append(Browser(self._port, dict(self.cookies)))
        return self._shared[-1]

    def get(self, path: str) -> tuple[int, str]:
        status, _headers, text = self._ask("GET", path, None)
        return status, text

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """Post a form; return the status and where it leads."""
        status, headers, _text = self._ask("POST", path, urlencode(fields))
        return status, headers.get("Location", "")

    def log_in(self, name: str) -> "Browser":
        self.get("/konto/login/")
        status, _where = self.post("/konto/login/", {"login": name, "password": PASSWORD})
        assert (status, "sessionid" in self.cookies) == (302, True)
        return self

    def close(self) -> None:
        for each in self._shared:
            each.close()
        self._caller.close()

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, Message, str]:
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Referer": f"http://127.0.0.1:{self._port}/",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies.get("csrftoken", "")
        self._caller.request(method, path, body, headers)
        answer = self._caller.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        return answer.status, answer.headers, answer.read().decode()


def form_values(html: str) -> dict[str, str]:
    """Return the values of a page's text fields and hidden fields, by name."""
    found = {}
    for tag in _FIELD.findall(html):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in known and known.get("type") not in {"radio", "checkbox"}:
            found[known["name"]] = unescape(known.get("value", ""))
    area = re.search(r'<textarea[^>]*name="notes"[^>]*>([^<]*)</textarea>', html)
    return {**found, **({"notes": unescape(area.group(1).strip())} if area else {})}
