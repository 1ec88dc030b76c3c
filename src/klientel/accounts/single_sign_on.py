"""Log-in through the firm's OpenID Connect server: stricter than allauth's own, and who it lets in.

The token's signature, issuer, audience, time and nonce are all checked; state and PKCE are
allauth's. A user is found by the account that was tied before, else by a verified e-mail.
"""

import secrets
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from klientel.accounts.adapter import absolute
from klientel.accounts.models import User
from klientel.accounts.operations.directory import (
    CREATED_ROLES,
    add_user_from_directory,
    admit_invited,
)
from klientel.accounts.operations.invitations import Person
from klientel.changes.actors import system

PROVIDER = "oidc"
_NONCE = "oidc_nonce"


class Client(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth is untyped
    """What is asked of the server, and what of its answer is believed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        asked = str(self.get_provider().app.settings["server_url"]).partition("/.well-known/")[0]
        if str(config.get("issuer", "")).rstrip("/") != asked.rstrip("/"):
            raise OAuth2Error("The server calls itself otherwise than it was asked.")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        del app
        return absolute(request, reverse("oidc_callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        try:
            return super().complete_login(request, app, token, **kwargs)
        except (KeyError, TypeError, ValueError) as odd:
            raise OAuth2Error("The server's answer is no OpenID Connect.") from odd

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        config = self.openid_config
        claims: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=config["jwks_uri"],
            issuer=config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
            verify_signature=True,
        )
        asked = self.request.session.pop(_NONCE, "")
        if not asked or not secrets.compare_digest(str(claims.get("nonce", "")), asked):
            raise OAuth2Error("The token was made for another log-in.")
        return claims


def new_nonce(request: HttpRequest) -> str:
    """Return a text that the token must repeat; kept in the session until then."""
    request.session[_NONCE] = secrets.token_urlsafe(24)
    nonce: str = request.session[_NONCE]
    return nonce


class Adapter(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002 -- its signature
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Tie the account to the user whose verified address it has; refuse whom it finds none."""
        if sociallogin.is_existing:
            return
        user = _user_for(sociallogin)
        if user is None:
            raise ImmediateHttpResponse(
                render(
                    request,
                    "socialaccount/no_user.html",
                    {"email": _email(sociallogin)},
                    status=403,
                )
            )
        if not user.is_active:
            raise ImmediateHttpResponse(
                get_account_adapter(request).respond_user_inactive(request, user)
            )
        sociallogin.connect(request, user)


def _user_for(sociallogin: Any) -> User | None:
    email = _email(sociallogin)
    if not email:
        return None
    by = system(timezone.now())
    user: User | None = User.live.filter(email=email).first()
    if user is not None and user.invited_until is not None and user.invited_until > by.at:
        admit_invited(user=user, by=by)
        user.refresh_from_db()
    if user is None and settings.KLIENTEL_OIDC_ROLE in CREATED_ROLES:
        return add_user_from_directory(
            person=_person(sociallogin, email),
            role=settings.KLIENTEL_OIDC_ROLE,
            language=get_language() or "de",
            by=by,
        )
    return user


def _email(sociallogin: Any) -> str:
    """Return the address that the server vouches for, else nothing."""
    for address in sociallogin.email_addresses:
        if address.verified is True:
            return str(address.email).strip().lower()
    return ""


def _person(sociallogin: Any, email: str) -> Person:
    claims = sociallogin.account.extra_data.get("id_token", {})
    return {
        "email": email,
        "given_name": str(claims.get("given_name", ""))[:80],
        "family_name": str(claims.get("family_name", ""))[:80],
    }
