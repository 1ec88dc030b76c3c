"""All the cases, once every file that registers some was read."""

from tests.contacts import (
    cases_cards,
    cases_fields,
    cases_files,
    cases_firms,
    cases_people,
    cases_privacy,
    cases_words,
)
from tests.contacts.cases import CASES

FILES = (
    cases_cards,
    cases_fields,
    cases_files,
    cases_firms,
    cases_people,
    cases_privacy,
    cases_words,
)

__all__ = ["CASES", "FILES"]
