"""The mail server out of one address. Pure."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


class NoMailServer(ValueError):
    """The text names no mail server."""


@dataclass(frozen=True, slots=True)
class MailServer:
    host: str
    port: int
    user: str
    password: str
    scheme: str

    def as_settings(self) -> dict[str, Any]:
        """Return Django's settings for it."""
        return {
            "EMAIL_HOST": self.host,
            "EMAIL_PORT": self.port,
            "EMAIL_HOST_USER": self.user,
            "EMAIL_HOST_PASSWORD": self.password,
            "EMAIL_USE_TLS": self.scheme == "smtp",
            "EMAIL_USE_SSL": self.scheme == "smtps",
        }


def mail_server(url: str) -> MailServer:
    """Return the server that `smtp://user:password@host:port` names, else `NoMailServer`."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise NoMailServer(url)
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        scheme=parts.scheme,
    )
