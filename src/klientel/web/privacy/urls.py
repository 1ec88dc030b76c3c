from django.urls import path

from klientel.web.privacy import consents

_ONE = "kontakte/<uuid:uid>/"

urlpatterns = [
    path(f"{_ONE}einwilligung/<slug:channel>/", consents.contact_consent, name="contact_consent"),
]
