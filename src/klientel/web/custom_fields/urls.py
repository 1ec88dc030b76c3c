from django.urls import path

from klientel.web.custom_fields import inplace, views

_FIELDS = "einstellungen/felder/"

urlpatterns = [
    path(_FIELDS, views.custom_field_list, name="custom_field_list"),
    path(_FIELDS + "neu/<slug:kind>/", views.custom_field_new, name="custom_field_new"),
    path(_FIELDS + "<uuid:uid>/", views.custom_field_edit, name="custom_field_edit"),
    path(_FIELDS + "<uuid:uid>/platz/", views.custom_field_move, name="custom_field_move"),
    path(_FIELDS + "<uuid:uid>/loeschen/", views.custom_field_delete, name="custom_field_delete"),
    path(
        _FIELDS + "<uuid:uid>/wiederherstellen/",
        views.custom_field_restore,
        name="custom_field_restore",
    ),
    path(
        "eigenes-feld/<slug:kind>/<uuid:uid>/<slug:key>/",
        inplace.custom_value,
        name="custom_value",
    ),
]
