from django.urls import path

from klientel.web.vocabulary import connections, relationships, tags

_RELATIONSHIPS = "einstellungen/beziehungen/"
_CONNECTIONS = "einstellungen/verbindungen/"
_TAGS = "einstellungen/schlagworte/"

urlpatterns = [
    path(_RELATIONSHIPS, relationships.vocabulary_relationships, name="vocabulary_relationships"),
    path(
        _RELATIONSHIPS + "neu/",
        relationships.vocabulary_relationship_new,
        name="vocabulary_relationship_new",
    ),
    path(
        _RELATIONSHIPS + "<uuid:uid>/",
        relationships.vocabulary_relationship_edit,
        name="vocabulary_relationship_edit",
    ),
    path(
        _RELATIONSHIPS + "<uuid:uid>/angebot/",
        relationships.vocabulary_relationship_retire,
        name="vocabulary_relationship_retire",
    ),
    path(_CONNECTIONS, connections.vocabulary_connections, name="vocabulary_connections"),
    path(
        _CONNECTIONS + "neu/",
        connections.vocabulary_connection_new,
        name="vocabulary_connection_new",
    ),
    path(
        _CONNECTIONS + "<uuid:uid>/",
        connections.vocabulary_connection_edit,
        name="vocabulary_connection_edit",
    ),
    path(
        _CONNECTIONS + "<uuid:uid>/angebot/",
        connections.vocabulary_connection_retire,
        name="vocabulary_connection_retire",
    ),
    path(_TAGS, tags.vocabulary_tags, name="vocabulary_tags"),
    path(_TAGS + "neu/", tags.vocabulary_tag_new, name="vocabulary_tag_new"),
    path(_TAGS + "<uuid:uid>/", tags.vocabulary_tag_edit, name="vocabulary_tag_edit"),
    path(
        _TAGS + "<uuid:uid>/zusammenfuehren/",
        tags.vocabulary_tag_merge,
        name="vocabulary_tag_merge",
    ),
    path(_TAGS + "<uuid:uid>/loeschen/", tags.vocabulary_tag_delete, name="vocabulary_tag_delete"),
]
