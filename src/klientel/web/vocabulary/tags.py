"""Settings: the tags, with how often they stand, and what can be done with one as a whole."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from klientel.accounts.permissions import may, must
from klientel.changes.errors import Stale
from klientel.changes.queries import latest_revision
from klientel.contacts.models import Tag, TagColour
from klientel.contacts.operations.tags import TagExists, change_tag, delete_tag, merge_tags
from klientel.contacts.operations.ties import add_tag
from klientel.contacts.queries import tag_named
from klientel.contacts.vocabulary import UsedTag, tags_with_counts
from klientel.records.addressing import to_text
from klientel.records.filters import All, Is
from klientel.web.contacts.editing import undo_of
from klientel.web.pages import Request, actor, goto, page, posted, said
from klientel.web.vocabulary.opening import renewed, row_to_change


class TagForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    colour = forms.ChoiceField(
        label=_("Colour"), choices=TagColour.choices, required=False, widget=forms.RadioSelect
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class MergeForm(forms.Form):
    into: forms.ModelChoiceField[Tag] = forms.ModelChoiceField(
        label=_("Merge into"), queryset=None, to_field_name="uid", empty_label=_("Choose a tag")
    )

    def __init__(self, *args: Any, tag: Tag, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = Tag.live.exclude(pk=tag.pk).order_by("name")


@login_required
@require_GET
def vocabulary_tags(request: Request) -> HttpResponse:
    must(actor(request), "change", Tag)
    sought = " ".join(request.GET.get("q", "").split())
    tags = tags_with_counts(request.user, sought)
    context = {
        "tags": [(each, *_lists(each)) for each in tags.shown],
        "more": tags.more,
        "q": sought,
        "may_delete": may(request.user, "bin", Tag),
    }
    return page(request, "vocabulary/vocabulary_tags.html", context, pieces=("tag-rows",))


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_tag_new(request: Request) -> HttpResponse:
    must(actor(request), "change", Tag)
    form = TagForm(posted(request))
    if form.is_valid():
        name, colour = form.cleaned_data["name"], form.cleaned_data["colour"]
        there = tag_named(" ".join(name.split()))
        if there is not None and there.binned_at is None:
            form.add_error("name", gettext("There is a tag of this name. Choose another."))
        else:
            change_tag(
                tag=add_tag(name=name, by=actor(request)),
                name=name,
                colour=colour,
                by=actor(request),
            )
            said(request, gettext("The tag is added."))
            return goto(request, "vocabulary_tags")
    return _answer(request, form, None)


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_tag_edit(request: Request, uid: UUID) -> HttpResponse:
    tag = row_to_change(request, Tag, uid)
    start = {"name": tag.name, "colour": tag.colour, "seen": latest_revision()}
    form = TagForm(posted(request), initial=start)
    context: dict[str, Any] = {}
    if form.is_valid():
        data = form.cleaned_data
        try:
            change_tag(
                tag=tag,
                name=data["name"],
                colour=data["colour"],
                expected=data["seen"],
                by=actor(request),
            )
        except TagExists as there:
            context["other"] = there.tag
            form.add_error("name", gettext("There is a tag of this name. You can merge the two."))
        except Stale:
            renewed(request, form)
        else:
            said(request, gettext("The tag is saved."), undo=undo_of(request))
            return goto(request, "vocabulary_tags")
    return _answer(request, form, tag, **context)


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_tag_merge(request: Request, uid: UUID) -> HttpResponse:
    """Merge a tag into another one: whoever has the first gets the second."""
    tag = row_to_change(request, Tag, uid)
    must(actor(request), "bin", tag)
    form = MergeForm(posted(request), tag=tag, initial={"into": request.GET.get("in", "")})
    if form.is_valid():
        into = form.cleaned_data["into"]
        count = merge_tags(tag=tag, into=into, by=actor(request))
        text = ngettext(
            "‘%(tag)s’ went up in ‘%(into)s’; one record has it.",
            "‘%(tag)s’ went up in ‘%(into)s’; %(count)d records have it.",
            count,
        )
        values = {"tag": tag, "into": into, "count": count}
        said(request, text % values, undo=undo_of(request))
        return goto(request, "vocabulary_tags")
    context = {"form": form, "tag": tag, "used": _used(request, tag)}
    status = 422 if form.is_bound else 200
    return page(request, "vocabulary/vocabulary_tag_merge.html", context, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def vocabulary_tag_delete(request: Request, uid: UUID) -> HttpResponse:
    """Ask, then take a tag away from all that have it."""
    tag = row_to_change(request, Tag, uid)
    must(actor(request), "bin", tag)
    if request.method == "POST":
        delete_tag(tag=tag, by=actor(request))
        said(request, gettext("The tag ‘%(tag)s’ is deleted.") % {"tag": tag},
             undo=undo_of(request))  # fmt: skip
        return goto(request, "vocabulary_tags")
    context = {"tag": tag, "used": _used(request, tag)}
    return page(request, "vocabulary/vocabulary_tag_delete.html", context)


def _answer(request: Request, form: TagForm, tag: Tag | None, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound else 200
    context = {"form": form, "tag": tag, **more}
    return page(request, "vocabulary/vocabulary_tag_edit.html", context, status=status)


def _used(request: Request, tag: Tag) -> UsedTag:
    return tags_with_counts(request.user, tag.name, only=tag).shown[0]


def _lists(used: UsedTag) -> tuple[str, str]:
    """Return the addresses of the lists of all that have a tag."""
    text = to_text(All((Is("tag", "is", str(used.tag.uid)),)))
    return tuple(  # type: ignore[return-value] # two addresses for two lists
        f"{reverse(name)}?f={text}" for name in ("contact_list", "organization_list")
    )
