from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from klientel.accounts.operations import change_user
from klientel.web.accounts.forms import ProfileForm
from klientel.web.pages import Request, actor, goto, page, posted, said


@login_required
@require_GET
def settings(request: Request) -> HttpResponse:
    """Lead to the first page of settings; their menu leads on."""
    return goto(request, "profile")


@login_required
@require_http_methods(["GET", "POST"])
def profile(request: Request) -> HttpResponse:
    form = ProfileForm(posted(request), initial=ProfileForm.initial_for(request.user))
    if form.is_valid():
        change_user(user=request.user, by=actor(request), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            said(request, gettext("The display is saved."))
        return goto(request, "profile")
    status = 422 if form.is_bound else 200
    return page(request, "accounts/profile.html", {"form": form}, status=status)
