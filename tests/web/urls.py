"""The product's pages, and some that fail or say something."""

from django import forms
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpResponse
from django.urls import path

from klientel.accounts.permissions import Denied
from klientel.changes.errors import CannotUndo, Stale
from klientel.config.urls import *  # noqa: F403 -- the handlers, too
from klientel.config.urls import urlpatterns as product
from klientel.web.pages import goto, page, said

FAILURES = {
    "denied": Denied("change", "contact"),
    "stale": Stale(object()),
    "moved-on": CannotUndo([("uid", "name")]),
    "locked": OperationalError("database is locked"),
    "gone": OperationalError("server closed the connection unexpectedly"),
    "full": OperationalError("database or disk is full"),
    "forbidden": PermissionDenied("a secret of the code"),
    "suspicious": SuspiciousOperation("a secret of the code"),
    "broken": OperationalError("no such column: secret"),
    "bug": ValueError("a secret of the code"),
}


def failing(request, what):
    raise FAILURES[what]


def saying(request):
    said(request, "Saved.", undo=7)
    return page(request, "tests/two_pieces.html", {"word": "Bern"}, pieces=("upper", "lower"))


def quiet(request):
    return page(request, "tests/two_pieces.html", {"word": "Bern"}, pieces=("upper", "lower"))


def going(request):
    return goto(request, "quiet")


def reading(request):
    return HttpResponse(request.POST.get("note", ""))


class NumberForm(forms.Form):
    number = forms.CharField(required=False)


def playground(request):
    numbers = forms.formset_factory(NumberForm, extra=1, can_delete=True)
    return page(request, "tests/playground.html", {"formset": numbers(prefix="phones")})


def search(request):
    context = {"q": request.GET.get("q", "")}
    return page(request, "tests/hits.html", context, pieces=("search-hits",))


urlpatterns = [  # of two with one name the later is found
    *product,
    path("test/playground/", playground),
    path("test/search/", search, name="search"),
    path("test/fail/<slug:what>/", failing),
    path("test/saying/", saying),
    path("test/quiet/", quiet, name="quiet"),
    path("test/going/", going),
    path("test/reading/", reading),
]
