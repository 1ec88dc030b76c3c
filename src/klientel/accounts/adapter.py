"""How log-in is wired into django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

_TOO_MANY = {"too_many_login_attempts", "rate_limited"}


class TooManyTries(Exception):
    """Ten failed tries within a minute, for one user or from one address."""


def absolute(request: HttpRequest, path: str) -> str:
    """Return the address for a mail: from `KLIENTEL_URL`, else from the host asked, which Django
    has compared with `KLIENTEL_HOSTS`."""
    base: str = settings.KLIENTEL_URL
    return f"{base}{path}" if base else request.build_absolute_uri(path)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- its signature
        """Nobody signs up by himself: an administrator adds users."""
        return False

    def clean_username(self, username: str, **_kwargs: Any) -> str:
        return username.strip()

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        if code in _TOO_MANY:
            raise TooManyTries
        error: ValidationError = super().validation_error(code, *args)
        return error

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the link of the mail, whatever host the request named."""
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return absolute(self.request, path.replace("UID-KEY", key))
