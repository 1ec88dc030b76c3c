from django.urls import path

from klientel.web.transfer import exports, views

urlpatterns = [
    path("import/", views.transfer_overview, name="transfer_overview"),
    path("import/<uuid:uid>/", views.transfer_detail, name="transfer_detail"),
    path("import/<uuid:uid>/zuordnung/", views.transfer_choose, name="transfer_choose"),
    path("import/<uuid:uid>/start/", views.transfer_start, name="transfer_start"),
    path("import/<uuid:uid>/abbrechen/", views.transfer_cancel, name="transfer_cancel"),
    path("import/<uuid:uid>/zuruecknehmen/", views.transfer_undo, name="transfer_undo"),
    path("import/<uuid:uid>/loeschen/", views.transfer_remove, name="transfer_remove"),
    path("import/<uuid:uid>/abgelehnt/", views.transfer_refused, name="transfer_refused"),
    path("export/kontakte/", exports.contact_export, name="contact_export"),
    path("export/organisationen/", exports.organization_export, name="organization_export"),
]
