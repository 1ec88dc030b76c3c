"""Every page, noun by noun."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="contact_list"), name="home"),
    path("", include("klientel.web.accounts.urls")),
]
