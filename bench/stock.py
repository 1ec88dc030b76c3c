"""The data set: the demo's generator at the size asked for."""

import time

from django.utils import timezone


def fill(contacts: int) -> list[dict[str, str]]:
    """Make the data if the database is empty; return the row of how fast that went."""
    from klientel.config.demo.making import make_records
    from klientel.contacts.models import Contact

    if Contact.objects.count() >= contacts:
        return []
    begun = time.perf_counter()
    now = timezone.now()
    make_records(contacts=contacts, now=now, today=timezone.localdate(now))
    took = time.perf_counter() - begun
    return [
        {
            "what": f"demo data, {contacts:,} contacts, everything switched on",
            "ours p50 / p95": f"{took:.0f} s, {contacts / took:,.0f} contacts a second",
            "floor p50": "–",
            "ratio": "–",
            "goal": "under 60 s",
        }
    ]
