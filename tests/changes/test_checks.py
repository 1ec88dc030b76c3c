"""System checks close what a door in Python cannot."""

from typing import ClassVar

import pytest
from django.apps import apps
from django.db import models

from klientel.accounts.models import Team
from klientel.changes import checks
from klientel.changes.models import Part, Root


def _meta():
    return type("Meta", (), {"app_label": "example", "apps": type(apps)()})


class Cascading(Root):
    kind: ClassVar[str] = "cascading"
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    Meta = _meta()


class Nulling(Root):
    kind: ClassVar[str] = "nulling"
    team = models.ForeignKey(Team, models.SET_NULL, null=True, related_name="+")
    Meta = _meta()


class Implicit(Root):
    kind: ClassVar[str] = "implicit"
    teams = models.ManyToManyField(Team, related_name="+")
    Meta = _meta()


class Kindless(Root):
    Meta = _meta()


class Rootless(Part):
    kind: ClassVar[str] = "rootless"
    Meta = _meta()


class Sound(Part):
    kind: ClassVar[str] = "sound"
    root_field: ClassVar[str] = "team"
    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    Meta = _meta()


@pytest.mark.parametrize(
    ("model", "ids"),
    [
        (Cascading, ["changes.E001"]),
        (Nulling, ["changes.E001"]),
        (Implicit, ["changes.E002"]),
        (Kindless, ["changes.E003"]),
        (Rootless, ["changes.E003"]),
        (Sound, []),
    ],
)
def test_each_hole_is_an_error(model, ids):
    assert [error.id for error in checks.complaints(model)] == ids


def test_two_models_of_one_kind_are_an_error():
    assert [error.id for error in checks.doubles([Sound, Cascading, Sound])] == ["changes.E004"]


def test_the_product_has_none():
    assert checks.tracked_rows_change_only_by_operation() == []
    assert len(checks.tracked_models()) > 10
