"""Epochs of the sync tokens: a copy that was brought back begins a new one."""

import secrets
from collections.abc import Callable
from typing import Any


def begin_epoch(execute: Callable[[str], Any]) -> str:
    """Give the counter of the database behind `execute` a new epoch, and return it.

    Every token handed out before is unknown from then on, so no phone takes newer data for old.
    """
    epoch = secrets.token_hex(6)
    execute(f"UPDATE changes_counter SET epoch = '{epoch}' WHERE id = 1")  # noqa: S608 -- hex of our own
    return epoch
