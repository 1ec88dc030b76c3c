"""What the pages of the log-in ask of the set-up."""

from django import template
from django.conf import settings

from klientel.accounts.queries import the_company

register = template.Library()


@register.simple_tag
def log_in_service() -> str:
    """Return the name of the firm's log-in service; nothing without one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


@register.simple_tag
def sends_mail() -> bool:
    return bool(settings.KLIENTEL_SENDS_MAIL)


@register.simple_tag
def has_logo() -> bool:
    return bool(the_company().logo)
