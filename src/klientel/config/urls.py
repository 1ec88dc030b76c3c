"""Which room answers which address."""

from django.urls import include, path
from django.views.generic import RedirectView

from klientel.web.errors.pages import bad_request as handler400
from klientel.web.errors.pages import not_found as handler404
from klientel.web.errors.pages import permission_denied as handler403
from klientel.web.errors.pages import server_error as handler500
from klientel.web.errors.pages import too_many_requests as handler429

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

# Pages of allauth that are none of ours: an address is changed under 'Users', nobody signs up,
# and no mail has to be confirmed. They stand before allauth's own, which it may still name.
_CLOSED = ("email/", "confirm-email/", "confirm-email/<str:key>/", "signup/", "login/code/confirm/")

urlpatterns = [
    *(path(f"konto/{closed}", RedirectView.as_view(url="/konto/profil/")) for closed in _CLOSED),
    path("konto/", include("allauth.account.urls")),
    path("konto/faktoren/", include("allauth.mfa.urls")),
    path("konto/anmeldedienst/", include("klientel.web.accounts.single_sign_on_urls")),
    path("", include("klientel.web.urls")),
]
