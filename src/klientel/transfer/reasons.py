"""Why a card did not simply go in, and what to do about it. Pure."""

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

REASONS: dict[str, StrOrPromise] = {
    # no whole card
    "unreadable": _("The file cannot be opened."),
    "empty": _("There is no card here."),
    "no-begin": _("This text belongs to no card: BEGIN:VCARD is missing."),
    "no-end": _("The card is cut off: END:VCARD is missing."),
    "line-too-long": _("A line of the card is longer than 16 MB."),
    "card-too-large": _("The card is larger than 20 MB."),
    "too-many-properties": _("The card has more than 5,000 lines."),
    "nesting": _("Cards stand inside cards, more than four deep."),
    # no table, or no whole row
    "foreign": _(
        "This is no text file (an Excel workbook, a PDF, a picture?). Save the table as CSV, then "
        "import that."
    ),
    "empty-table": _("The file is empty: it has no row with the names of the columns."),
    "columns": _("The table has more than 1,000 columns."),
    "organizations": _(
        "This is Klientel's own list of organisations. It can be read elsewhere, but not imported."
    ),
    "cells": _(
        "The row has more cells than the header: a separator stands in a value without quotes, "
        "or a quotation mark is missing."
    ),
    "open-quote": _("A quotation mark is opened here and never closed."),
    "record-too-long": _("The row is longer than 1 MB: is a quotation mark missing?"),
    "torn": _(
        "More than 100 rows have broken quotation marks. The rest of the file was not read: "
        "choose another separator or save the file anew."
    ),
    # a card that says nobody
    "nameless": _("The card names nobody: no name, organisation, e-mail address or number."),
    "group": _("This is a list of cards, no contact. Import its members and give them a tag."),
    "erased": _(
        "A person with this e-mail address, number or UID was erased at their wish. Enter them by "
        "hand only if they want to be here again."
    ),
    # for you to decide
    "in-bin": _("The contact is in the bin. Restore it, then import the card again."),
    "uid-twice": _("Another card of this import has the same UID and says otherwise."),
    "several": _("Several contacts have this name here. Enter the change by hand."),
    "same-name": _(
        "A contact of the same name at the same organisation has another e-mail address, number "
        "or birthday. Enter the person by hand, or change the existing contact."
    ),
    "name-alone": _(
        "A contact of this name exists, and nothing else tells whether it is the same person. "
        "Add an e-mail address, a number or a birthday to the card."
    ),
    "other-organization": _(
        "The card names another organisation than the contact has. Use 'Change company', then "
        "import the card again."
    ),
    "organization-unclear": _(
        "Several organisations have this name. Rename one, or enter the contact by hand."
    ),
    "newer-here": _(
        "The contact was changed in Klientel after this card was exported. Enter the change by "
        "hand, or export the card again and change that one."
    ),
    "changed-meanwhile": _("Somebody changed the contact during the import. Import it again."),
    # what the database says
    "denied": _("You may not change this contact."),
    "database": _("The database refused the card."),
    # nothing to do, or it went in
    "nothing-new": _("The contact is there already, and the card adds nothing that we keep."),
    "kept-ours": _("What stood there already was kept; the card says otherwise."),
    "shortened": _("A value was too long and was cut. The card keeps it whole."),
}


# the same, said of a row of a table
OF_ROWS: dict[str, StrOrPromise] = {
    "nameless": _("The row names nobody: no name, organisation, e-mail address or number."),
    "in-bin": _("The contact is in the bin. Restore it, then import the row again."),
    "uid-twice": _("Another row of this import has the same UID and says otherwise."),
    "name-alone": _(
        "A contact of this name exists, and nothing else tells whether it is the same person. "
        "Add an e-mail address, a number or a birthday to the row."
    ),
    "other-organization": _(
        "The row names another organisation than the contact has. Use 'Change company', then "
        "import the row again."
    ),
    "newer-here": _(
        "The contact was changed in Klientel after this table was exported. Enter the change by "
        "hand, or export the table again and change that one."
    ),
    "database": _("The database refused the row."),
    "nothing-new": _("The contact is there already, and the row adds nothing that we keep."),
    "kept-ours": _("What stood there already was kept; the row says otherwise."),
    "shortened": _("A value was too long and was cut. An export as vCard has it whole."),
}


def reason_text(code: str, *, is_row: bool = False) -> str:
    """Return a reason in the language of the moment, said of a row or of a card."""
    if not code:
        return ""
    return str(OF_ROWS.get(code, REASONS[code]) if is_row else REASONS[code])
