"""The way to the firm's log-in service and back."""

from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.utils import get_request_param
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET
from requests import RequestException

from klientel.accounts.single_sign_on import PROVIDER, Client, new_nonce


@require_GET
def oidc_login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the log-in service. By GET: the page's policy lets no form leave us."""
    client = Client(request, PROVIDER)
    try:
        provider = client.get_provider()
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    provider.get_oauth2_adapter = lambda _request: client
    next_url = get_request_param(request, "next")
    if not url_has_allowed_host_and_scheme(next_url or "", allowed_hosts=None):
        next_url = None
    try:
        answer: HttpResponse = provider.redirect(
            request, AuthProcess.LOGIN, next_url, auth_params={"nonce": new_nonce(request)}
        )
    except (OAuth2Error, RequestException, KeyError, ValueError) as failed:
        answer = render_authentication_error(request, provider, exception=failed)
    return answer


@require_GET
@login_not_required  # type: ignore[untyped-decorator] # allauth is untyped
def oidc_callback(request: HttpRequest) -> HttpResponse:
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(Client(request, PROVIDER))(request)
    except SocialApp.DoesNotExist as none:
        raise Http404 from none
    return answer


@require_GET
def socialaccount_login_cancelled(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/login_cancelled.html")
