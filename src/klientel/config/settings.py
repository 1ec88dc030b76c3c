"""Django's settings: wiring only; what an administrator sets is in `env.py`."""

import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from klientel.config import env
from klientel.config.mail import mail_server

PACKAGE = Path(__file__).resolve().parents[1]
DATA = env.data_folder()


def _secret_key() -> str:
    """Return the key given, else one made once and kept readable for its owner alone."""
    if given := env.text("KLIENTEL_SECRET_KEY"):
        return given
    kept = DATA / "secret.key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(48))
    return kept.read_text().strip()


def _database() -> dict[str, Any]:
    if url := env.text("DATABASE_URL"):
        return {**dj_database_url.parse(url, conn_max_age=None, conn_health_checks=True)}
    synchronous = "NORMAL" if env.flag("KLIENTEL_DEMO") else "FULL"
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "klientel.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": f"PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous};"
            " PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON; PRAGMA mmap_size=268435456;",
        },
    }


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = env.words("KLIENTEL_HOSTS")
USE_X_FORWARDED_HOST = False
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "template_partials",
    "csp",
    "klientel.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "klientel.changes",
    "klientel.files",
    "klientel.accounts",
    "klientel.records",
    "klientel.notices",
    "klientel.contacts",
    "klientel.transfer",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "klientel.web.middleware.Surroundings",
    "klientel.web.accounts.gates.FirstStart",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "klientel.web.accounts.gates.Seen",
    "klientel.web.accounts.gates.TwoFactors",
    "klientel.web.middleware.Troubles",
]
ROOT_URLCONF = "klientel.config.urls"
WSGI_APPLICATION = "klientel.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "klientel.web.context.frame",
            ],
        },
    },
]

FORM_RENDERER = "klientel.web.forms.Renderer"
CSRF_FAILURE_VIEW = "klientel.web.errors.pages.csrf_failed"
MEBIBYTE = 1 << 20
REQUEST_MAX_SIZE = env.number("KLIENTEL_MAX_REQUEST_MB") * MEBIBYTE
FILE_MAX_BYTES = env.number("KLIENTEL_MAX_FILE_MB") * MEBIBYTE
PHOTO_MAX_BYTES = env.number("KLIENTEL_MAX_PHOTO_MB") * MEBIBYTE
PICTURE_MAX_PIXELS = env.number("KLIENTEL_MAX_MEGAPIXELS") * 1_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # more than a form takes, so that it can say so itself
IMPORT_MAX_SIZE = env.number("KLIENTEL_IMPORT_MB") * MEBIBYTE
IMPORT_DAYS = env.number("KLIENTEL_IMPORT_DAYS")

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = (
    []
    if env.flag("KLIENTEL_DEMO")
    else [
        {"NAME": f"django.contrib.auth.password_validation.{name}"}
        for name in (
            "UserAttributeSimilarityValidator",
            "MinimumLengthValidator",
            "CommonPasswordValidator",
        )
    ]
)
if env.flag("KLIENTEL_DEMO"):
    # The demo's passwords are printed anyway: hash them fast.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_ADAPTER = "klientel.accounts.adapter.Adapter"
# Failures count, not log-ins: an office behind one address may come all at once.
_TEN = "10/m/ip,10/m/key"
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": _TEN,
    "reset_password": _TEN,
    "reset_password_from_key": "10/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("KLIENTEL_PROXIES")
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
PASSWORD_RESET_TIMEOUT = 60 * 60

MFA_ADAPTER = "klientel.accounts.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_COUNT = 10
MFA_TOTP_TOLERANCE = 1
# Browsers take http://localhost for secure; any other address without TLS gets no passkeys.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.flag("KLIENTEL_HTTPS")

SOCIALACCOUNT_ADAPTER = "klientel.accounts.single_sign_on.Adapter"
SOCIALACCOUNT_PROVIDERS = env.single_sign_on()
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
KLIENTEL_OIDC_ROLE = env.text("KLIENTEL_OIDC_ROLE")

KLIENTEL_URL = env.text("KLIENTEL_URL").rstrip("/")
KLIENTEL_SENDS_MAIL = bool(env.text("KLIENTEL_MAIL_URL"))
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if KLIENTEL_SENDS_MAIL:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    _mail = mail_server(env.text("KLIENTEL_MAIL_URL"))
    globals().update(_mail.as_settings())
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = env.text("KLIENTEL_MAIL_FROM") or _mail.user

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True
STORAGES = {
    "default": {
        "BACKEND": "klientel.files.disk.Folder",
        "OPTIONS": {"location": DATA / "files"},
    },
    "staticfiles": {"BACKEND": "klientel.config.statics.ContentNamed"},
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.flag("KLIENTEL_HTTPS")
SECURE_HSTS_SECONDS = 31_536_000 if env.flag("KLIENTEL_HTTPS") else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("KLIENTEL_HTTPS") else None
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"klientel.transfer": {"level": "INFO"}},  # who took what along
}
SILENCED_SYSTEM_CHECKS: list[str] = []
