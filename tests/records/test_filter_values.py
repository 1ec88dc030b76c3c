"""A filter is a value: it goes to JSON and to an address line, and comes back as it was."""

import base64
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klientel.records import filters
from klientel.records.addressing import from_text, to_text
from klientel.records.filters import All, Any, Has, Is, Me, Not, Relative
from tests.records.trees import nodes

TREE = All(
    (
        Is("town", "starts", "Ber"),
        Any((Is("owner", "is", Me()), Not(Has("positions", Is("title", "empty"))))),
        Is("last", "between", (Relative("month", -1), Relative())),
        Is("last", "lt", Relative("day", -90)),
    )
)
JSON = {
    "v": 1,
    "filter": {
        "all": [
            {"field": "town", "op": "starts", "value": "Ber"},
            {
                "any": [
                    {"field": "owner", "op": "is", "value": {"me": True}},
                    {"not": {"has": "positions", "where": {"field": "title", "op": "empty"}}},
                ]
            },
            {"field": "last", "op": "between", "value": [{"month": -1}, {"today": True}]},
            {"field": "last", "op": "lt", "value": {"days": -90}},
        ]
    },
}


def test_a_filter_has_this_json():
    assert filters.to_json(TREE) == JSON
    assert filters.from_json(JSON) == TREE


def test_chips_have_this_text():
    chips = All(
        (
            Is("town", "starts", "St. Gallen; ~!,"),
            Is("owner", "is", Me()),
            Is("last", "lt", Relative("day", -90)),
            Is("tag", "in", ("a", "b")),
            Is("pages", "gt", 5),
            Is("title", "empty"),
        )
    )
    text = (
        "town.starts.St!. Gallen!; !~!!!,;owner.is.~me;last.lt.~day-90;"
        "tag.in.,a,b;pages.gt.~5;title.empty"
    )

    assert to_text(chips) == text
    assert from_text(text) == chips


def test_no_filter_is_no_text():
    assert to_text(All()) == ""
    assert from_text("") == All()


def test_what_is_nested_is_packed():
    assert to_text(TREE).startswith("~")
    assert from_text(to_text(TREE)) == TREE
    assert to_text(All((Is("tag", "in", ()),))).startswith("~")
    assert from_text(to_text(All((Is("tag", "in", ()),)))) == All((Is("tag", "in", ()),))


@given(nodes)
def test_every_filter_comes_back_as_it_was(node):
    data = json.loads(json.dumps(filters.to_json(node)))

    assert filters.from_json(data) == node
    assert from_text(to_text(node)) == (node if to_text(node) else All())


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_refused(text):
    try:
        node = from_text(text)
    except filters.RefusedFilter:
        return
    assert from_text(to_text(node)) == node


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["v", "filter", "all", "any", "not", "has", "where", "field", "op"]
                ),
                inner,
                max_size=3,
            )
        ),
        max_leaves=8,
    )
)
def test_any_json_is_a_filter_or_refused(inner):
    try:
        node = filters.from_json({"v": 1, "filter": inner})
    except filters.RefusedFilter:
        return
    assert filters.from_json(filters.to_json(node)) == node


def packed(data: object) -> str:
    return "~" + base64.urlsafe_b64encode(json.dumps(data).encode()).decode()


IS = {"field": "a", "op": "is"}


@pytest.mark.parametrize(
    ("data", "error", "where"),
    [
        (None, filters.BadShape, ""),
        ({"v": 2, "filter": IS}, filters.BadShape, ""),
        ({"v": 1, "filter": IS, "more": 1}, filters.BadShape, ""),
        ({"v": 1, "filter": {"all": [IS, {"all": 3}]}}, filters.BadShape, "all[1]"),
        ({"v": 1, "filter": {"not": {"has": "b", "where": 3}}}, filters.BadShape, "not.has b"),
        ({"v": 1, "filter": {"has": 3, "where": IS}}, filters.BadShape, ""),
        ({"v": 1, "filter": {"field": 3, "op": "is"}}, filters.BadShape, ""),
        ({"v": 1, "filter": {"any": [{**IS, "value": {"x": 1}}]}}, filters.BadValue, "any[0]"),
        ({"v": 1, "filter": {**IS, "value": {"x": 1, "y": 2}}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": {"days": True}}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": {"days": 10**9}}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": "a\0"}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": "\ud800"}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": "a" * 1_001}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": 2**63}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": float("nan")}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": [[1]]}}, filters.BadValue, ""),
        ({"v": 1, "filter": {**IS, "value": ["a"] * 1_001}}, filters.TooLarge, ""),
        ({"v": 1, "filter": {"all": [IS] * 101}}, filters.TooLarge, ""),
        ({"v": 1, "filter": {"all": [{"any": [IS] * 60}, {"any": [IS] * 60}]}}, filters.TooLarge, ""),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused_at_its_place(data, error, where):
    with pytest.raises(error) as refused:
        filters.from_json(data)

    assert refused.value.where == where


def nested(depth: int) -> filters.Node:
    return Is("a", "empty") if depth == 1 else Not(nested(depth - 1))


def test_eight_levels_are_the_most():
    data = filters.to_json(nested(8))

    assert filters.from_json(data) == nested(8)
    with pytest.raises(filters.TooDeep):
        filters.from_json({"v": 1, "filter": {"not": data["filter"]}})
    with pytest.raises(filters.TooDeep):
        filters.measured(nested(9))
    with pytest.raises(filters.TooDeep):
        from_text(packed_deep())


def packed_deep() -> str:
    return "~" + base64.urlsafe_b64encode(b"[" * 20_000).decode()


@pytest.mark.parametrize(
    "text", ["~!", "~e30", "town", "town.is.~x", "Town.is.a", "a.is.~[1]", "~" + "é", packed([])]
)
def test_a_text_that_is_no_filter_is_refused(text):
    with pytest.raises(filters.RefusedFilter):
        from_text(text)


def test_a_text_beyond_all_measure_is_refused():
    with pytest.raises(filters.TooLarge):
        from_text("a" * 32_001)


def test_a_refusal_states_the_fact_and_the_place():
    assert str(filters.UnknownField("town", "book", "all[0].town")) == (
        "The kind book has no field 'town'. (at all[0].town)"
    )


@pytest.mark.parametrize(
    ("relative", "first", "last"),
    [
        (Relative(), date(2024, 2, 29), date(2024, 2, 29)),
        (Relative("day", -60), date(2023, 12, 31), date(2023, 12, 31)),
        (Relative("week", 0), date(2024, 2, 26), date(2024, 3, 3)),
        (Relative("month", 0), date(2024, 2, 1), date(2024, 2, 29)),
        (Relative("month", -2), date(2023, 12, 1), date(2023, 12, 31)),
        (Relative("quarter", 1), date(2024, 4, 1), date(2024, 6, 30)),
        (Relative("year", -1), date(2023, 1, 1), date(2023, 12, 31)),
    ],
)
def test_a_relative_date_is_a_stretch_of_days(relative, first, last):
    assert relative.span(date(2024, 2, 29)) == (first, last)


def test_no_stretch_lies_beyond_the_calendar():
    with pytest.raises(OverflowError):
        Relative("year", -5_000).span(date(2024, 2, 29))
