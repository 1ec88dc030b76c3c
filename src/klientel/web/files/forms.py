"""Forms for files: several at once, each with a clear word if it cannot be taken."""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from klientel.files.names import LONGEST, clean_name

Uploaded: TypeAlias = "UploadedFile[Any]"
MOST_AT_ONCE: Final = 100
_TOLD = 3
_EMPTY = _("‘%(name)s’ is empty. Nothing was saved. Choose it again, or leave it out.")
_TOO_LARGE = _(
    "‘%(name)s’ is larger than %(most)d MB. Nothing was saved. Make it smaller, or leave it out."
)
_TOO_MANY = _("At most %(most)d files at once. Nothing was saved. Choose fewer.")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; each is looked at, and the first few that cannot be taken are named."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        given: list[Uploaded] = [each for each in data or [] if each]
        if not given:
            return super().clean(None, initial)
        if len(given) > MOST_AT_ONCE:
            raise ValidationError(_TOO_MANY, params={"most": MOST_AT_ONCE})
        require_sizes(given, settings.FILE_MAX_BYTES)
        return given


class UploadForm(forms.Form):
    uploads = FilesField(
        label=_("Files"),
        error_messages={"required": _("Choose at least one file.")},
        widget=FilesInput(attrs={"class": "form-control", "data-drop-input": ""}),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"])
        if not name:
            raise ValidationError(_("A file needs a name with at least one letter or digit."))
        return name


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP, GIF or BMP."),
        widget=forms.FileInput(
            attrs={
                "class": "form-control",
                "accept": "image/jpeg,image/png,image/webp,image/gif,image/bmp",
                "data-drop-input": "",
            }
        ),
        error_messages={
            "required": _("Choose a picture."),
            "empty": _("The picture is empty. Choose another one."),
        },
    )

    def clean_photo(self) -> Uploaded:
        photo: Uploaded = self.cleaned_data["photo"]
        require_sizes([photo], settings.PHOTO_MAX_BYTES)
        return photo


def require_sizes(files: Iterable[Uploaded], most: int) -> None:
    """Raise with a word about each file that is empty or too large, a few at most."""
    told = []
    for file in files:
        said: Any = {"name": clean_name(file.name or "") or "?", "most": most >> 20}
        if not file.size:
            told.append(ValidationError(_EMPTY, params=said))
        elif file.size > most:
            told.append(ValidationError(_TOO_LARGE, params=said))
    if told:
        raise ValidationError(told[:_TOLD])
