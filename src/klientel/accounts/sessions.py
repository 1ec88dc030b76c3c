"""Where a user is logged in: one row a session, kept up to date every five minutes at most."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from klientel.accounts.models import User

SEEN = "seen"
EVERY = 300  # seconds


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A session as its user is shown it."""

    pk: int
    user_agent: str
    address: str
    since: datetime
    last_seen: datetime
    is_current: bool


def now() -> float:
    return time.time()


def is_stale(request: HttpRequest) -> bool:
    """Return whether five minutes went by since the session was last written as seen."""
    return time.time() - float(request.session.get(SEEN, 0)) > EVERY


def note_seen(request: HttpRequest) -> None:
    """Write that the session is in use, from where and with what."""
    request.session[SEEN] = time.time()
    values = {
        "last_seen_at": timezone.now(),
        "ip": get_adapter().get_client_ip(request),
        "user_agent": request.META.get("HTTP_USER_AGENT", "")[:200],
    }
    key = request.session.session_key
    if not UserSession.objects.filter(session_key=key).update(**values):
        UserSession.objects.create_from_request(request)


def whereabouts(user: User, current_key: str | None) -> list[Whereabouts]:
    """Return the user's open sessions, this one first, then the last seen."""
    rows = UserSession.objects.filter(user_id=user.pk).order_by("-last_seen_at", "-pk")
    alive = set(
        Session.objects.filter(
            session_key__in=[row.session_key for row in rows], expire_date__gt=timezone.now()
        ).values_list("session_key", flat=True)
    )
    found = [_whereabouts(row, current_key) for row in rows if row.session_key in alive]
    return sorted(found, key=lambda each: not each.is_current)


def _whereabouts(row: Any, current_key: str | None) -> Whereabouts:
    return Whereabouts(
        pk=row.pk,
        user_agent=row.user_agent,
        address=row.ip,
        since=row.created_at,
        last_seen=row.last_seen_at,
        is_current=row.session_key == current_key,
    )


def end_session(user: User, pk: int) -> bool:
    """Log one session of the user out; return whether it was his."""
    return _end(UserSession.objects.filter(user_id=user.pk, pk=pk)) > 0


def end_other_sessions(user: User, current_key: str | None = None) -> int:
    """Log every session of the user out but the current one; return how many those were."""
    return _end(UserSession.objects.filter(user_id=user.pk).exclude(session_key=current_key or ""))


def _end(rows: Any) -> int:
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
