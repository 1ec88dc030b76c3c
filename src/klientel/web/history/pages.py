"""The history of one record: its newest steps beside it, all of them page by page."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from klientel.accounts.models import User
from klientel.changes.models import Change, Root
from klientel.changes.queries import authors_of, history_of
from klientel.web.contacts.fields import DayField
from klientel.web.history.entries import entries_of

EXCERPT = 8
PAGE = 30
ITSELF = "klientel"
_DIGITS = 18  # what a column of the database holds


class Asked(forms.Form):
    """Whose steps, and of when."""

    wer = forms.ChoiceField(label=gettext_lazy("Who"), required=False)
    von = DayField(label=gettext_lazy("From day"), required=False)
    bis = DayField(label=gettext_lazy("Until day"), required=False)

    def __init__(self, data: Mapping[str, Any], record: Root) -> None:
        super().__init__(data)
        people = User.objects.filter(pk__in=authors_of(record)).order_by("family_name", "pk")
        known = list(people)
        self._people = {str(each.uid): each.pk for each in known}
        choices = [("", gettext("everybody")), *((str(each.uid), str(each)) for each in known)]
        field: Any = self.fields["wer"]
        field.choices = [*choices, (ITSELF, gettext("Klientel itself"))]

    @property
    def is_narrow(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.values())

    def narrowed(self, lines: QuerySet[Change]) -> QuerySet[Change]:
        """Return the lines that are asked for; a wrong entry narrows nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        if who := data.get("wer"):
            lines = lines.filter(unit__user_id=self._people.get(who))
        if first := data.get("von"):
            lines = lines.filter(unit__at__gte=_midnight(first))
        if last := data.get("bis"):
            lines = lines.filter(unit__at__lt=_midnight(last + timedelta(days=1)))
        return lines

    def query(self) -> str:
        """Return what a link to the next page carries along."""
        kept = QueryDict(mutable=True)
        for name in self.fields:
            if value := self.data.get(name):
                kept[name] = value
        return kept.urlencode()


def excerpt(record: Root, reader: User) -> dict[str, Any]:
    """Return the newest steps, and whether there are more."""
    found = list(history_of(record)[: EXCERPT + 1])
    return {"entries": entries_of(found[:EXCERPT], reader), "more_history": len(found) > EXCERPT}


def journal_page(record: Root, reader: User, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the steps before a revision (`vor`), or the newest; `older` begins the page after."""
    form = Asked(asked, record)
    lines = form.narrowed(history_of(record))
    before = str(asked.get("vor", ""))
    is_first = not (before.isascii() and before.isdecimal() and len(before) <= _DIGITS)
    if not is_first:
        lines = lines.filter(unit__lt=int(before))
    found = list(lines[: PAGE + 1])
    return {
        "asked": form,
        "entries": entries_of(found[:PAGE], reader),
        "older": found[PAGE - 1].unit_id if len(found) > PAGE else None,
        "is_first": is_first,
    }


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
