"""Each field of a tracked record is marked personal or not, by the model itself."""

from typing import ClassVar

from django.apps import apps
from django.db import models

from klientel.changes.models import Part, Root, Tracked

OURS = {Tracked, Root, Part}


def unmarked(model: type[Tracked]) -> list[str]:
    """What is missing: the model's own `personal`, or a field that it names in vain."""
    declared = any("personal" in vars(above) for above in model.__mro__ if _own(above))
    if not declared:
        return [f"{model._meta.label}: does not say which fields are personal"]
    fields = {field.name for field in model._meta.get_fields()}
    return [f"{model._meta.label}.{name}: no such field" for name in model.personal - fields]


def _own(model: type) -> bool:
    return issubclass(model, Tracked) and model not in OURS


def test_each_tracked_model_says_which_fields_are_personal():
    tracked = [model for model in apps.get_models() if issubclass(model, Tracked)]

    assert [complaint for model in tracked for complaint in unmarked(model)] == []


def test_a_silent_model_and_a_wrong_name_are_found():
    class Silent(Root):
        class Meta:
            app_label = "guard_example"
            apps = type(apps)()

    class Wrong(Root):
        personal: ClassVar[frozenset[str]] = frozenset({"nmae"})
        name = models.CharField(max_length=9)

        class Meta:
            app_label = "guard_example"
            apps = type(apps)()

    assert [*unmarked(Silent), *unmarked(Wrong)] == [
        "guard_example.Silent: does not say which fields are personal",
        "guard_example.Wrong.nmae: no such field",
    ]
