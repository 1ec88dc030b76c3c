"""The link of an invitation: a random text that only its hash remembers. Pure."""

import secrets
from datetime import timedelta
from hashlib import sha256

VALID_FOR = timedelta(days=7)
_BYTES = 16


def new_token() -> str:
    """Return 128 random bits, fit for a link."""
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> str:
    """Return what is stored: who reads the database cannot follow the link."""
    return sha256(token.encode()).hexdigest()
