"""The statistical data at a contact: they stand once, on the organisation, and are read here."""

from klientel.contacts.markings import Marking
from klientel.contacts.models import Organization
from klientel.contacts.reading import ContactSheet
from klientel.web.organizations.facts import Fact, statistics_of


def facts_of(sheet: ContactSheet, marking: Marking) -> tuple[Organization | None, list[Fact]]:
    """Return industry, employees, revenue, source, region and class, and whose they are.

    A department without any shows its firm's. The federal state is left out: at a contact it
    follows from his own effective address.
    """
    if sheet.job is None:
        return None, []
    for organization in (sheet.job.organization, marking.firm):
        if organization is not None and (found := list(statistics_of(organization))):
            return organization, found
    return sheet.job.organization, []
