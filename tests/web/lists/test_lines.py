"""Lines of the editor and filters are two forms of the same."""

import pytest
from django.http import QueryDict

from klientel.records import kinds
from klientel.records.filters import All, Any, Has, Is, Me, Not, Relative
from klientel.web.lists import lines
from klientel.web.lists.lines import Line
from tests.fields import field

pytestmark = pytest.mark.django_db  # a kind has the fields that users made, too
CONTACT = "contact"
UID = "0191e0a0-0000-7000-8000-000000000001"


def kind():
    return kinds.kind(CONTACT)


@pytest.mark.parametrize(
    "node",
    [
        All(()),
        All((Is("town", "contains", "tade"),)),
        All((Is("town", "empty"), Is("number", "between", ("1", "20")))),
        All((Is("town", "in", ("Hamburg", "Stade")),)),
        All((Is("account_manager", "is", Me()), Is("is_inactive", "is", value=True))),
        All((Is("tag", "in", (UID, UID[:-1] + "2")),)),
        All((Is("kind", "is", "office"), Any((Is("tag", "is", UID), Is("town", "is", "Bern"))))),
        All((Not(Is("town", "is", "Bern")), Has("employer", Is("name", "is", "Werft")))),
        All((Any((Is("town", "is", "Bern"), Not(Is("town", "is", "Thun")))),)),
    ],
)
def test_a_filter_comes_back_from_its_lines(node):
    assert lines.node_of(lines.lines_of(node, kind()), kind()) == node


def test_a_yes_or_no_of_ones_own_may_be_empty():
    field("Karte", "boolean")
    own = kind().field("x_karte")
    empty = All((Is("x_karte", "empty"),))

    assert lines.offered(own) == ("is", "empty", "not_empty")
    assert lines.offered(kind().field("is_inactive")) == ("is",)
    assert lines.node_of(lines.lines_of(empty, kind()), kind()) == empty


def test_what_is_nested_deeper_is_kept_in_one_line():
    nested = Any((Is("town", "is", "Bern"), Not(Is("town", "is", "Thun"))))

    (line,) = lines.lines_of(All((nested,)), kind())

    assert (line.field, bool(line.kept)) == ("", True)


def test_a_stretch_of_days_that_has_no_control_is_kept():
    (line,) = lines.lines_of(All((Is("number", "gte", Relative()),)), kind())

    assert line.kept


def test_not_one_of_several_means_none_of_them():
    line = Line("kind", "is_not", ("person", "office"))

    assert lines.node_of([line], kind()) == All(
        (Is("kind", "is_not", "person"), Is("kind", "is_not", "office"))
    )


@pytest.mark.parametrize(
    "line",
    [
        Line(),
        Line("town", "is", ()),
        Line("town", "is", ("  ",)),
        Line("town", "nonsense", ("Bern",)),
        Line("nonsense", "is", ("Bern",)),
        Line("number", "between", ("1",)),
        Line(kept="~nonsense"),
    ],
)
def test_an_unfinished_line_asks_nothing(line):
    with pytest.raises(lines.Unfinished):
        lines.nodes_of(line, kind())
    assert lines.node_of([line], kind()) == All(())


def test_the_form_is_read_in_its_order():
    query = QueryDict(
        "c0-field=town&c0-op=is&c0-value=Bern&c0-group=0"
        "&c1-field=tag&c1-op=is&c1-value=a&c1-value=b&c1-group=1&c2-kept=town.is.Thun"
    )

    assert lines.read(query) == [
        Line("town", "is", ("Bern",)),
        Line("tag", "is", ("a", "b"), group=1),
        Line(kept="town.is.Thun"),
    ]


@pytest.mark.parametrize(
    ("action", "groups"),
    [
        ("add", [0, 1, 1, 0]),
        ("join-1", [0, 1, 1, 1]),
        ("group", [0, 1, 1, 2, 2]),
        ("remove-1", [0, 1]),
        ("remove-9", [0, 1, 1]),
        ("nonsense", [0, 1, 1]),
    ],
)
def test_a_button_changes_the_lines(action, groups):
    given = [Line("town"), Line("tag", group=1), Line("kind", group=1)]

    assert [line.group for line in lines.edited(given, action)] == groups


def test_another_field_begins_with_its_own_operator_and_no_value():
    given = [Line("tag", "contains", ("Bern",))]

    (line,) = lines.edited(given, "field-0")

    assert lines.settled(line, kind()) == Line("tag", "is", ())
