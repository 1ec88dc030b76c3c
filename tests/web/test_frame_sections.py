"""The side bar marks the section that a page belongs to."""

import pytest

from tests.browser.world import world


@pytest.mark.django_db
def test_each_page_marks_its_section(annas):
    at = world()
    found = {name: _marked(annas.get(url)) for name, url in at.addresses().items()}

    contacts = {name for name, mark in found.items() if mark == "contact"}
    organizations = {name for name, mark in found.items() if mark == "organization"}
    assert contacts >= {
        "contacts", "new contact", "new household", "contact ", "contact anschrift/neu/",
        "contact anstellung/neu/", "position", "position ends", "connection", "connection ends",
    }  # fmt: skip
    assert organizations >= {
        "organisations", "new organisation", "organisation ", "organisation beziehungen/neu/",
        "relationship ends", "connection of an organisation",
    }  # fmt: skip


def _marked(response):
    ways = response.context["frame"].main if response.context else []
    return next((way.entry.noun for way in ways if way.is_current), "")
