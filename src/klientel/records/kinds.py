"""The registry of kinds: what a record is called, and which fields lists and filters know.

Each room registers its kinds in `AppConfig.ready`; a higher room extends those below it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from django.db.models import Model, Q
from django_stubs_ext import StrOrPromise

from klientel.records.models import SearchText

FieldType = Literal[
    "text", "number", "money", "date", "boolean", "choice", "user", "reference", "tree", "tag"
]
Choices = tuple[tuple[str, StrOrPromise], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    `path` leads from the kind's model to a column, or for `user`, `reference` and `tag` to the
    relation, whose rows are named in filters by their column `key`. A `tree` field's path ends with
    the relation by which rows lie below each other: its value is met by a row and all below.
    `rising` names such a relation of the kind: a row meets what a row below it meets. `folded` leads to the same
    text in `formats.folding.plain` form. `holding` limits the rows of many that the path leads
    through to those that hold today. `sort_path` is what a list is ordered by, if another
    column than `path`. `sortable` demands an index on the ordering column that ends in id.
    `within` says which of many rows behind the path's first step is meant: column and value.
    """

    code: str
    label: StrOrPromise
    type: FieldType
    path: str
    sortable: bool = False
    choices: Choices | Callable[[], Choices] = ()
    personal: bool = False
    folded: str = ""
    sort_path: str = ""
    key: str = "uid"
    target: str = ""
    within: tuple[tuple[str, Any], ...] = ()
    holding: Callable[[date], Q] | None = None
    rising: str = ""

    @property
    def ordering_path(self) -> str:
        return self.sort_path or self.path

    def chosen(self) -> Choices:
        """Return the values that a choice can have, with their labels."""
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Relation:
    """Where the rows of another kind hang; `Has` asks for one of them."""

    code: str
    label: StrOrPromise
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Hold:
    """What stands in the way of a deletion: '12 activities, 1 open opportunity'."""

    text: StrOrPromise
    count: int = 1


Holder = Callable[[Any], Sequence[Hold]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record. `parts` are the models that its card, form and journal line show.

    `custom` leads to the values of the fields that users give it, '' if they cannot.
    """

    code: str
    label: StrOrPromise
    plural: StrOrPromise
    model: type[Model]
    fields: tuple[Field, ...] = ()
    relations: tuple[Relation, ...] = ()
    parts: tuple[type[Model], ...] = ()
    search_text: type[SearchText] | None = None
    holds: tuple[Holder, ...] = ()
    custom: str = ""
    _fields: dict[str, Field] = field(init=False, repr=False, compare=False)
    _relations: dict[str, Relation] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_fields", _by_code(self.code, self.fields))
        object.__setattr__(self, "_relations", _by_code(self.code, self.relations))

    def field(self, code: str) -> Field | None:
        return self._fields.get(code)

    def relation(self, code: str) -> Relation | None:
        return self._relations.get(code)

    def holding(self, row: Model) -> list[Hold]:
        """Return everything that stands in the way of deleting `row`."""
        return [hold for holder in self.holds for hold in holder(row) if hold.count]


class CodeTaken(Exception):
    def __init__(self, code: str, where: str) -> None:
        super().__init__(f"{where} already has {code!r}.")


class UnknownKind(Exception):
    def __init__(self, code: str) -> None:
        super().__init__(f"No room has registered the kind {code!r}.")


_registered: dict[str, Kind] = {}
_sources: list[Callable[[Kind], Kind]] = []


def register(kind: Kind) -> None:
    """Make a kind known. Once more, as when apps are set up anew, begins it anew."""
    if kind.code in _registered and _registered[kind.code].model is not kind.model:
        raise CodeTaken(kind.code, "The registry")
    _registered[kind.code] = kind


def extend(
    code: str,
    *,
    fields: Iterable[Field] = (),
    relations: Iterable[Relation] = (),
    holds: Iterable[Holder] = (),
) -> None:
    """Give a kind of a lower room fields, relations and holds that a higher room knows."""
    known = kind(code)
    _registered[code] = replace(
        known,
        fields=(*known.fields, *fields),
        relations=(*known.relations, *relations),
        holds=(*known.holds, *holds),
    )


def kind(code: str) -> Kind:
    """Return a kind with all its fields, those that users made too."""
    try:
        return _whole(_registered[code])
    except KeyError:
        raise UnknownKind(code) from None


def kinds() -> tuple[Kind, ...]:
    """Return every kind as the rooms registered it, in their order; without users' own fields."""
    return tuple(_registered.values())


def kind_of(model: type[Model]) -> Kind:
    for known in _registered.values():
        if known.model is model:
            return _whole(known)
    raise UnknownKind(model.__name__)


def give_fields(source: Callable[[Kind], Kind]) -> None:
    """Let `source` add the fields that users made to kinds that can have some."""
    _sources[:] = [source]


def _whole(known: Kind) -> Kind:
    if not known.custom:
        return known
    for source in _sources:
        known = source(known)
    return known


def _by_code(kind_code: str, coded: Iterable[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in coded:
        if each.code in found:
            raise CodeTaken(each.code, f"The kind {kind_code}")
        found[each.code] = each
    return found
