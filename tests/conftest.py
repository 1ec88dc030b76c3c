"""What every test may use."""

import gc
import os

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import settings as examples

from tests.factories import SYSTEM
from tests.windows import browser, complaints, opened

__all__ = ["browser", "complaints", "opened"]

# The same few examples each time; the whole proof looks for others, and for many.
examples.register_profile("modest", max_examples=40, deadline=None, derandomize=True)
examples.register_profile("whole", max_examples=1_000, deadline=None)
examples.load_profile("whole" if os.environ.get("KLIENTEL_PROOF") == "whole" else "modest")


def pytest_report_header() -> str:
    whole = os.environ.get("KLIENTEL_PROOF") == "whole"
    return f"database: {connection.vendor}, proofs: {'whole' if whole else 'a twentieth'}"


def pytest_collection_finish() -> None:
    """Let the collector look at what tests make, not at all modules again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def proof_share():
    """The part of a proof to run: 1 with `make proof`, else a twentieth."""
    return 1.0 if os.environ.get("KLIENTEL_PROOF") == "whole" else 0.05


@pytest.fixture
def anna(db):
    """An administrator who reads English, so that these tests need no translation."""
    from klientel.accounts.operations import add_user

    return add_user(
        username="anna",
        password="Nordlicht-7",
        role="administrator",
        given_name="Anna",
        family_name="Berg",
        email="anna@berg.example",
        language="en",
        by=SYSTEM,
    )


@pytest.fixture(autouse=True)
def english():
    """Texts that a test reads outside of a request are those of the code."""
    with translation.override("en"):
        yield
