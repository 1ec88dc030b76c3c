"""Undoing what was done to records, and the fields that users give them."""

from klientel.records.operations.custom_fields import (
    ChoiceEdit,
    ChoicesMissing,
    CustomFieldPatch,
    NamelessField,
    NameTaken,
    TypeIsFixed,
    add_custom_field,
    bin_custom_field,
    change_custom_field,
    move_custom_field,
    restore_custom_field,
)
from klientel.records.operations.undoing import (
    UNDO_FOR,
    UNDO_OF_OTHERS,
    TooLateToUndo,
    Undone,
    undo_batch,
    undo_unit,
)

__all__ = [
    "UNDO_FOR",
    "UNDO_OF_OTHERS",
    "ChoiceEdit",
    "ChoicesMissing",
    "CustomFieldPatch",
    "NameTaken",
    "NamelessField",
    "TooLateToUndo",
    "TypeIsFixed",
    "Undone",
    "add_custom_field",
    "bin_custom_field",
    "change_custom_field",
    "move_custom_field",
    "restore_custom_field",
    "undo_batch",
    "undo_unit",
]
