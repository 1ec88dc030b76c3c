"""Words for what the journal names by code: fields, parts, acts, sources."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext_lazy as _

from klientel.changes.models import Tracked, model_of

PARTS: Final[Mapping[str, Any]] = {
    "position": _("Position"),
    "address": _("Address"),
    "relationship": _("Relationship"),
    "relationship_cause": _("Cause of the relationship"),
    "organization_tag": _("Tag"),
    "contact_tag": _("Tag"),
    "raw_card": _("Card"),
    "contact_file": _("File"),
    "organization_file": _("File"),
    "consent": _("Consent"),
    "retention_keep": _("Kept"),
    "contact_value": _("Own field"),
    "organization_value": _("Own field"),
    "custom_choice": _("Choice"),
}
POINTS: Final[Mapping[str, Any]] = {
    "phone": _("Phone"),
    "email": _("E-mail"),
    "url": _("Link"),
    "messenger": _("Messenger"),
}
FIELDS: Final[Mapping[tuple[str, str], Any]] = {
    ("position", "organization"): _("organisation"),
    ("relationship", "type"): _("relationship"),
    ("organization", "merged_into"): _("merged into"),
    ("address", "position"): _("belongs to the position"),
    ("point", "position"): _("belongs to the position"),
    ("organization", "binned_at"): _("in the bin since"),
    ("contact", "binned_at"): _("in the bin since"),
    ("connection", "binned_at"): _("in the bin since"),
}
ACTS: Final[Mapping[str, Any]] = {
    "add_organization": _("Organisation added"),
    "change_organization": _("Organisation changed"),
    "change_company_address": _("Address of the organisation changed"),
    "move_along": _("Moved along with the organisation"),
    "move_organization": _("Moved in the structure"),
    "deactivate_organization": _("Set inactive"),
    "reactivate_organization": _("Set active again"),
    "mark_main_contact": _("Main contact marked"),
    "set_relationship": _("Relationship set"),
    "end_relationship": _("Relationship ended"),
    "change_relationship": _("Relationship changed"),
    "remove_relationship": _("Relationship removed"),
    "support_relationship": _("Relationship computed"),
    "withdraw_support": _("Relationship computed anew"),
    "attach_tag": _("Tag added"),
    "detach_tag": _("Tag removed"),
    "merge_tags": _("Tags merged"),
    "delete_tag": _("Tag deleted"),
    "add_connection": _("Connection added"),
    "change_connection": _("Connection changed"),
    "end_connection": _("Connection ended"),
    "bin_connection": _("Connection put in the bin"),
    "bin_organization": _("Put in the bin"),
    "restore_organization": _("Restored from the bin"),
    "bin_contact": _("Put in the bin"),
    "restore_contact": _("Restored from the bin"),
    "purge_bin": _("Deleted for good"),
    "add_household": _("Household added"),
    "join_household": _("Joined a household"),
    "move_out": _("Moved out"),
    "add_contact": _("Contact added"),
    "change_contact": _("Contact changed"),
    "deactivate_contact": _("Set inactive"),
    "reactivate_contact": _("Set active again"),
    "add_position": _("Position added"),
    "change_position": _("Position changed"),
    "make_primary": _("Position made primary"),
    "change_company": _("Company changed"),
    "call_off_change": _("Change of company taken back"),
    "change_company_instead": _("Change of company entered anew"),
    "end_position": _("Position ended"),
    "change_own_address": _("Own address changed"),
    "restore_inheritance": _("Inheritance restored"),
    "announce_own_address": _("Own address announced"),
    "add_further_address": _("Address added"),
    "change_further_address": _("Address changed"),
    "remove_address": _("Address removed"),
    "attach_files": _("Files added"),
    "change_file": _("File renamed"),
    "remove_file": _("File removed"),
    "change_photo": _("Photo changed"),
    "remove_photo": _("Photo removed"),
    "give_consent": _("Consent noted"),
    "withdraw_consent": _("Withdrawal noted"),
    "note_objection": _("Objection noted"),
    "lift_objection": _("Objection lifted"),
    "set_custom_values": _("Own fields changed"),
    "erase_contact": _("Person erased"),
    "keep_contact": _("Kept despite a retention rule"),
    "undo_unit": _("Taken back"),
    "undo_batch": _("Taken back"),
}
VERBS: Final[Mapping[str, Any]] = {
    "added": _("Added"),
    "changed": _("Changed"),
    "removed": _("Deleted for good"),
    "erased": _("Personal data erased"),
}
SOURCES: Final[Mapping[str, Any]] = {
    "web": "",
    "api": _("through the API"),
    "dav": _("from a phone"),
    "import": _("by import"),
    "mail": _("from a mail"),
    "system": "",
}
ICONS: Final[Mapping[str, str]] = {
    "added": "plus",
    "changed": "edit",
    "removed": "trash",
    "erased": "eye-off",
}
ACT_ICONS: Final[Mapping[str, str]] = {
    "change_company": "arrows-right-left",
    "add_position": "building-plus",
    "end_position": "user-minus",
    "make_primary": "star",
    "mark_main_contact": "star",
    "change_company_address": "map-pin",
    "change_own_address": "map-pin",
    "add_further_address": "map-pin",
    "move_along": "map-pin",
    "move_organization": "sitemap",
    "set_relationship": "heart-handshake",
    "end_relationship": "heart-handshake",
    "attach_tag": "tag",
    "detach_tag": "tag",
    "deactivate_organization": "ban",
    "deactivate_contact": "user-minus",
    "bin_organization": "trash",
    "bin_contact": "trash",
    "restore_organization": "arrow-back-up",
    "restore_contact": "arrow-back-up",
    "attach_files": "paperclip",
    "change_file": "paperclip",
    "remove_file": "paperclip",
    "change_photo": "photo",
    "remove_photo": "photo",
    "add_household": "home",
    "join_household": "home",
    "move_out": "home",
    "give_consent": "check",
    "withdraw_consent": "ban",
    "note_objection": "ban",
    "lift_objection": "check",
}


def field_label(kind: str, name: str) -> str:
    """Return what a field is called on a page, beginning with a capital."""
    label = FIELDS.get((kind, name)) or _verbose(model_of(kind), name)
    return capital(str(label))


def part_label(kind: str, values: Mapping[str, Any]) -> str:
    """Return what a part is called: 'Phone' rather than 'contact point'."""
    if kind == "point":
        return str(POINTS.get(values.get("sort", ""), POINTS["phone"]))
    return str(PARTS.get(kind, kind))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _verbose(model: type[Tracked], name: str) -> Any:
    try:
        field: Any = model._meta.get_field(name)
    except FieldDoesNotExist:  # a column of former times
        return name
    return field.verbose_name
