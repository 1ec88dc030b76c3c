"""The search table that each searchable kind has one of; and the fields that users make."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from klientel.changes.models import Derived
from klientel.records.custom.models import CustomChoice, CustomField, CustomType

__all__ = ["CustomChoice", "CustomField", "CustomType", "RowKey", "SearchText"]


class RowKey(models.OneToOneField[Any, Any]):
    """The record that a derived row belongs to, as its primary key.

    SQLite keeps rows of an `integer` key in the order of that key; Django's `bigint` would
    cost a second tree, in which every hit of a search is looked up once more.
    """

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor == "sqlite":
            return "integer"
        return super().db_type(connection)


class SearchText(Derived):
    """What a record is found by, folded. A concrete one adds `row = RowKey(…)`.

    `text`: its words, see `search.folded_words`. `head` and `head2`: its name in the two
    orders in which people begin to type it.
    """

    text = models.TextField()
    head = models.TextField()
    head2 = models.TextField(blank=True, default="")

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["head", "row"],
                opclasses=["text_pattern_ops", "int8_ops"],
                name="%(class)s_head",
            ),
            models.Index(
                fields=["head2", "row"],
                opclasses=["text_pattern_ops", "int8_ops"],
                name="%(class)s_head2",
            ),
        ]
