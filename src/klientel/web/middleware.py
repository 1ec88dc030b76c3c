"""What surrounds every request: language and zone of the user, and a clear word in trouble."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from klientel.web.errors.pages import trouble
from klientel.web.errors.statuses import status_of

Answer = Callable[[HttpRequest], HttpResponse]


class Surroundings:
    """Speak the user's language and count in his time zone; else the browser's language."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.user = get_user(request)  # the row itself: operations ask for its model
        language = translation.get_language_from_request(request)
        zone = settings.TIME_ZONE
        if request.user.is_authenticated:
            language = getattr(request.user, "language", "") or language
            zone = getattr(request.user, "time_zone", "") or zone
        request.LANGUAGE_CODE = language
        with translation.override(language), timezone.override(ZoneInfo(zone)):
            response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        response.headers.setdefault("Content-Language", language)
        return response


class Troubles:
    """Turn what the rooms below refuse, and what the machine lacks, into a page that helps."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) > getattr(settings, "REQUEST_MAX_SIZE", 64 * 1024 * 1024):
            return trouble(request, 413)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exc: Exception) -> HttpResponse | None:
        status = status_of(exc)
        return None if status is None else trouble(request, status)


def _length(request: HttpRequest) -> int:
    """Return the announced length of the body; what is no number counts as none."""
    announced = request.META.get("CONTENT_LENGTH") or ""
    return int(announced) if announced.isdecimal() else 0
