"""Which room answers which address."""

from django.urls import include, path

from klientel.web.errors.pages import bad_request as handler400
from klientel.web.errors.pages import not_found as handler404
from klientel.web.errors.pages import permission_denied as handler403
from klientel.web.errors.pages import server_error as handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("konto/", include("allauth.account.urls")),
    path("", include("klientel.web.urls")),
]
