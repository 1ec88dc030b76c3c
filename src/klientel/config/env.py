"""The settings that an administrator can give, read from the environment once."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from environs import Env
from platformdirs import user_data_path

_env = Env()


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what it is when not given, what it does."""

    name: str
    default: Any
    meaning: str


SETTINGS = (
    Setting(
        "KLIENTEL_DATA",
        "",
        "Folder of the database, files and secret key; default: the user's data folder.",
    ),
    Setting("KLIENTEL_BIND", "127.0.0.1:8000", "Address and port to serve on."),
    Setting("DATABASE_URL", "", "PostgreSQL, as postgres://user:password@host:5432/name."),
    Setting(
        "KLIENTEL_HOSTS",
        "localhost,127.0.0.1,[::1]",
        "Host names under which it is reached, separated by commas.",
    ),
    Setting("KLIENTEL_HTTPS", default=False, meaning="On behind TLS: secure cookies, HSTS."),
    Setting(
        "KLIENTEL_URL",
        "",
        "Address in links by mail, as https://crm.example; default: the one asked.",
    ),
    Setting(
        "KLIENTEL_MAIL_URL",
        "",
        "Mail server: smtp:// (STARTTLS), smtps:// (TLS) or smtp+plain://, user:password@host:port.",
    ),
    Setting("KLIENTEL_MAIL_FROM", "", "Sender of mails; default: the user in KLIENTEL_MAIL_URL."),
    Setting("KLIENTEL_OIDC_NAME", "", "Single sign-on: what the button says, as 'Firmenkonto'."),
    Setting("KLIENTEL_OIDC_URL", "", "Single sign-on: the OpenID Connect server (issuer)."),
    Setting("KLIENTEL_OIDC_CLIENT", "", "Single sign-on: the client id."),
    Setting("KLIENTEL_OIDC_SECRET", "", "Single sign-on: the client secret."),
    Setting(
        "KLIENTEL_OIDC_ROLE",
        "",
        "Single sign-on: role of who has no user yet (manager, member, readonly); empty: refused.",
    ),
    Setting(
        "KLIENTEL_PROXIES", 0, "Own reverse proxies in front: whose X-Forwarded-For is believed."
    ),
    Setting("KLIENTEL_SECRET_KEY", "", "Signs sessions; default: made once, kept in the folder."),
    Setting("KLIENTEL_WORKERS", 0, "Web server processes; default: one a core, at most four."),
    Setting("KLIENTEL_MAX_FILE_MB", 25, "Largest attachment, in MiB."),
    Setting("KLIENTEL_MAX_PHOTO_MB", 10, "Largest photo or logo as it is uploaded, in MiB."),
    Setting("KLIENTEL_MAX_MEGAPIXELS", 40, "Largest picture that gets a preview, in megapixels."),
    Setting("KLIENTEL_MAX_REQUEST_MB", 100, "Largest request, all its files together, in MiB."),
    Setting("KLIENTEL_IMPORT_MB", 50, "Largest file that can be uploaded for an import, in MB."),
    Setting("KLIENTEL_IMPORT_DAYS", 30, "Days after which uploaded import files are deleted."),
    Setting("KLIENTEL_DEMO", default=False, meaning="Demo data set: folder of its own, fast disk."),
)
_DEFAULTS = {setting.name: setting.default for setting in SETTINGS}


def text(name: str) -> str:
    return _env.str(name, str(_DEFAULTS[name]))


def flag(name: str) -> bool:
    return _env.bool(name, bool(_DEFAULTS[name]))


def number(name: str) -> int:
    return _env.int(name, int(_DEFAULTS[name]))


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


def data_folder() -> Path:
    """Return the data folder; the demo keeps its own beside real data."""
    named = text("KLIENTEL_DATA")
    folder = Path(named).expanduser() if named else user_data_path("klientel", appauthor=False)
    return folder / "demo" if flag("KLIENTEL_DEMO") else folder


def single_sign_on() -> dict[str, Any]:
    """Return allauth's setting of the OpenID Connect server, empty without one."""
    if not text("KLIENTEL_OIDC_URL"):
        return {}
    app = {
        "provider_id": "oidc",
        "name": text("KLIENTEL_OIDC_NAME") or "OpenID Connect",
        "client_id": text("KLIENTEL_OIDC_CLIENT"),
        "secret": text("KLIENTEL_OIDC_SECRET"),
        "settings": {
            "server_url": text("KLIENTEL_OIDC_URL").rstrip("/"),
            "oauth_pkce_enabled": True,
            "fetch_userinfo": False,
        },
    }
    return {"openid_connect": {"APPS": [app]}}
