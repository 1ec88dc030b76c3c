"""Which room answers which address."""

from django.urls import include, path

from klientel.web.errors.pages import bad_request as handler400
from klientel.web.errors.pages import not_found as handler404
from klientel.web.errors.pages import permission_denied as handler403
from klientel.web.errors.pages import server_error as handler500
from klientel.web.errors.pages import too_many_requests as handler429

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

urlpatterns = [
    path("konto/", include("allauth.account.urls")),
    path("konto/faktoren/", include("allauth.mfa.urls")),
    path("konto/anmeldedienst/", include("klientel.web.accounts.single_sign_on_urls")),
    path("", include("klientel.web.urls")),
]
