from django.urls import path

from klientel.web.organizations import (
    binning,
    connecting,
    detail,
    editing,
    moving,
    picking,
    placing,
    relating,
    structure,
    tagging,
)

_ONE = "organisationen/<uuid:uid>/"
_RECORD = "<str:kind>/<uuid:uid>/"  # kind: organization or contact

urlpatterns = [
    path("organisationen/neu/", editing.organization_new, name="organization_new"),
    path(
        "organisationen/vorschlaege/", picking.organization_options, name="organization_options"
    ),
    path("kontakte/vorschlaege/", picking.contact_options, name="contact_options"),
    path(_ONE, detail.organization_detail, name="organization_detail"),
    path(_ONE + "verlauf/", detail.organization_history, name="organization_history"),
    path(_ONE + "bearbeiten/", editing.organization_edit, name="organization_edit"),
    path(
        _ONE + "anschrift/mitziehen/", moving.organization_move_along,
        name="organization_move_along",
    ),
    path(
        _ONE + "anschrift/zuruecknehmen/", moving.organization_address_recall,
        name="organization_address_recall",
    ),
    path(
        _ONE + "hauptkontakt/", placing.organization_main_contact,
        name="organization_main_contact",
    ),
    path(_ONE + "umhaengen/", placing.organization_move, name="organization_move"),
    path(
        _ONE + "inaktiv/", placing.organization_deactivate, name="organization_deactivate"
    ),
    path(_ONE + "aktiv/", placing.organization_reactivate, name="organization_reactivate"),
    path(_ONE + "papierkorb/", binning.organization_bin, name="organization_bin"),
    path(
        _ONE + "wiederherstellen/", binning.organization_restore, name="organization_restore"
    ),
    path(_ONE + "beziehungen/neu/", relating.relationship_new, name="relationship_new"),
    path(
        _ONE + "beziehungen/<int:number>/beenden/", relating.relationship_end,
        name="relationship_end",
    ),
    path(
        _ONE + "beziehungen/<int:number>/", relating.relationship_edit, name="relationship_edit"
    ),
    path(
        _ONE + "beziehungen/<int:number>/entfernen/", relating.relationship_remove,
        name="relationship_remove",
    ),
    path(
        "verbindungen/<uuid:connection>/aendern/" + _RECORD, connecting.connection_edit,
        name="connection_edit",
    ),
    path(
        "verbindungen/<uuid:connection>/entfernen/" + _RECORD, connecting.connection_bin,
        name="connection_bin",
    ),
    path(_ONE + "struktur/", structure.organization_children, name="organization_children"),
    path("verbindungen/neu/" + _RECORD, connecting.connection_new, name="connection_new"),
    path(
        "verbindungen/<uuid:connection>/beenden/" + _RECORD, connecting.connection_end,
        name="connection_end",
    ),
    path("schlagworte/" + _RECORD + "anhaengen/", tagging.tag_attach, name="tag_attach"),
    path(
        "schlagworte/" + _RECORD + "<uuid:tag>/entfernen/", tagging.tag_detach, name="tag_detach"
    ),
]  # fmt: skip
