"""Every page, noun by noun."""

from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="contact_list"), name="home"),
    path("", include("klientel.web.accounts.urls")),
    path("", include("klientel.web.lists.urls")),
    path("", include("klientel.web.search.urls")),
    path("", include("klientel.web.calls.urls")),
    path("", include("klientel.web.duplicates.urls")),
    path("", include("klientel.web.contacts.urls")),
    path("", include("klientel.web.organizations.urls")),
    path("", include("klientel.web.vocabulary.urls")),
    path("", include("klientel.web.files.urls")),
    path("", include("klientel.web.letters.urls")),
    path("", include("klientel.web.privacy.urls")),
    path("", include("klientel.web.custom_fields.urls")),
    path("", include("klientel.web.history.urls")),
    path("", include("klientel.web.transfer.urls")),
    path("", include("klientel.web.bin.urls")),
]
