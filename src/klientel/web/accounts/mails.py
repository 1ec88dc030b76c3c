"""Mails to colleagues, in their language; sent only where a mail server is set."""

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from klientel.accounts.models import User

log = logging.getLogger(__name__)


def send(template: str, user: User, context: dict[str, Any]) -> bool:
    """Send the mail whose first line is its subject; return whether it is on its way."""
    if not settings.KLIENTEL_SENDS_MAIL or not user.email:
        return False
    with translation.override(user.language):
        text = render_to_string(template, {"user": user, **context})
    subject, _newline, body = text.strip().partition("\n")
    try:
        EmailMessage(subject.strip(), body.strip() + "\n", to=[user.email]).send()
    except (OSError, SMTPException):
        log.exception("A mail could not be sent.")
        return False
    return True
