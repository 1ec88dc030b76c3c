"""How log-in is wired into django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 -- its signature
        """Nobody signs up by himself: an administrator adds users."""
        return False

    def clean_username(self, username: str, **_kwargs: Any) -> str:
        return username.strip()
