"""Each import and each key goes within a room or one further right."""

from django.apps import apps
from django.db import models

from tests.architecture.rooms import FLOORS, PACKAGE, may_know, room_of


def upward_keys(found: list[type[models.Model]]) -> list[str]:
    """Each relation that points to a room further left, however its target was named."""
    return [
        f"{model.__module__}.{model.__name__}.{field.name} -> {field.related_model.__module__}"
        for model in found
        if (room := room_of(model.__module__))
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.related_model and (other := room_of(field.related_model.__module__))
        if not may_know(room, other)
    ]


def test_every_room_has_its_place_in_the_order():
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}

    assert rooms - FLOORS.keys() == set()


def test_each_foreign_key_points_into_its_own_room_or_one_further_right():
    assert upward_keys(apps.get_models(include_auto_created=True)) == []


def test_a_key_to_a_room_further_left_is_found():
    class Contact(models.Model):  # noqa: DJ008 -- nobody prints it
        __module__ = "klientel.contacts.models"

        class Meta:
            app_label = "guard_example"
            apps = type(apps)()

    class Line(models.Model):  # noqa: DJ008 -- nobody prints it
        __module__ = "klientel.changes.models"
        subject = models.ForeignKey(Contact, models.PROTECT)

        class Meta:
            app_label = "guard_example"
            apps = Contact._meta.apps

    assert upward_keys([Line, Contact]) == [
        "klientel.changes.models.Line.subject -> klientel.contacts.models"
    ]


def test_a_room_may_know_itself_and_those_further_right_only():
    assert may_know("web", "web")
    assert may_know("web", "changes")
    assert not may_know("changes", "contacts")
