from django.urls import path

from klientel.web.privacy import consents, erasing, report, settings

_ONE = "kontakte/<uuid:uid>/"

urlpatterns = [
    path(f"{_ONE}einwilligung/<slug:channel>/", consents.contact_consent, name="contact_consent"),
    path(f"{_ONE}auskunft/", report.contact_report, name="contact_report"),
    path(f"{_ONE}endgueltig-loeschen/", erasing.contact_erase, name="contact_erase"),
    path(f"{_ONE}aufbewahren/", settings.contact_keep, name="contact_keep"),
    path("einstellungen/datenschutz/", settings.privacy_edit, name="privacy_edit"),
    path("einstellungen/loeschfristen/", settings.retention_list, name="retention_list"),
    path("einstellungen/loeschfristen/<uuid:uid>/", settings.retention_edit, name="retention_edit"),
]
