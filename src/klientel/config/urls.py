"""Which room answers which address."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.account.urls")),
    path("", include("klientel.web.urls")),
]
