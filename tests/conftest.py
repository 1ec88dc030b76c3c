"""What every test may use."""

import os

import pytest
from django.db import connection


def pytest_report_header() -> str:
    whole = os.environ.get("KLIENTEL_PROOF") == "whole"
    return f"database: {connection.vendor}, proofs: {'whole' if whole else 'a twentieth'}"


@pytest.fixture(scope="session")
def proof_share():
    """The part of a proof to run: 1 with `make proof`, else a twentieth."""
    return 1.0 if os.environ.get("KLIENTEL_PROOF") == "whole" else 0.05
