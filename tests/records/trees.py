"""Filters for the tests: any at all, and any that the books of the shelf can be asked."""

from hypothesis import strategies as st

from klientel.records.filters import UNITS, All, Any, Has, Is, Me, Node, Not, Relative

_codes = st.sampled_from(["town", "owner", "a_b", "is"]) | st.text(max_size=5)
_texts = st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6
) | st.sampled_from([";", "~me", "a.b", "!", ",", "~", "!~"])
_relatives = st.builds(Relative, st.sampled_from(UNITS), st.integers(-40, 40))
_scalars = (
    _texts
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(-1e9, 1e9)
    | st.just(Me())
    | _relatives
)
_values = st.none() | _scalars | st.lists(_scalars, max_size=3).map(tuple)


def _branches(inner: st.SearchStrategy[Node], relations: list[str]) -> st.SearchStrategy[Node]:
    groups = st.lists(inner, max_size=3).map(tuple)
    related = [st.builds(Has, st.just(relation), inner) for relation in relations]
    return st.one_of(
        st.builds(All, groups), st.builds(Any, groups), st.builds(Not, inner), *related
    )


nodes: st.SearchStrategy[Node] = st.recursive(
    st.builds(Is, _codes, _codes, _values),
    lambda inner: _branches(inner, ["positions"]),
    max_leaves=6,
).filter(lambda node: _depth(node) <= 8)


def _depth(node: Node) -> int:
    if isinstance(node, All | Any):
        return 1 + max((_depth(inner) for inner in node.nodes), default=0)
    return 1 + _depth(node.node) if isinstance(node, Not | Has) else 1


def _asked(field: str, ops: str, values: st.SearchStrategy[object]) -> st.SearchStrategy[Node]:
    """Return conditions on one field with right values for each operator."""
    single = [op for op in ops.split() if op != "between"]
    kinds = [
        st.builds(Is, st.just(field), st.sampled_from(single), values),
        st.builds(Is, st.just(field), st.just("in"), st.lists(values, max_size=3).map(tuple)),
        st.builds(Is, st.just(field), st.sampled_from(["empty", "not_empty"])),
    ]
    if "between" in ops:
        pairs = st.tuples(values, values)
        kinds.append(st.builds(Is, st.just(field), st.just("between"), pairs))
    return st.one_of(kinds)


_NUMBERS = "is is_not gt gte lt lte between"
_days = st.sampled_from(["2024-02-28", "2024-02-29", "2024-03-01", "2023-12-31"]) | st.builds(
    Relative, st.sampled_from(UNITS), st.integers(-3, 3)
)
_folded = st.sampled_from(["müller", "MUELLER", "ü", "Ö", "x", "", "%", "_", "straße", "berg"])
_plain = st.sampled_from(["Berg", "bE", "", "%", "_", "ta", "\\", "'"])
_uids = st.sampled_from(["anna", "bert", "nobody"])


def _dates(field: str) -> st.SearchStrategy[Node]:
    within = st.builds(
        Is,
        st.just(field),
        st.sampled_from(["within_last", "within_next"]),
        st.sampled_from([0, 1, 60, 400, "60"]),
    )
    return _asked(field, _NUMBERS, _days) | within


loan_nodes = st.one_of(_dates("since"), _asked("place", "is is_not contains starts", _plain))
author_nodes = st.one_of(_asked("name", "is is_not contains starts", _folded), _dates("born"))
book_leaves: st.SearchStrategy[Node] = st.one_of(
    _asked("title", "is is_not contains starts", _folded),
    _asked("remark", "is is_not contains starts", _plain),
    _asked("pages", _NUMBERS, st.sampled_from([0, 100, 200, "100"])),
    _asked("price", _NUMBERS, st.sampled_from([0, "9.90", 10, 12.5])),
    _dates("printed"),
    _dates("added_at"),
    _dates("born"),
    _dates("lent"),
    st.builds(Is, st.just("is_signed"), st.sampled_from(["is", "is_not"]), st.booleans()),
    _asked("binding", "is is_not", st.sampled_from(["soft", "hard"])),
    _asked("author", "is is_not", _uids | st.just(Me())),
    _asked("reader", "is is_not", _uids),
    _asked("place", "is is_not contains starts", _plain),
    _asked("reader_name", "is is_not contains starts", _plain),
    st.builds(Has, st.just("loans"), loan_nodes),
    st.builds(Has, st.just("author"), author_nodes | st.builds(Not, author_nodes)),
    st.builds(Has, st.just("readers"), author_nodes | st.builds(Not, author_nodes)),
)
book_nodes: st.SearchStrategy[Node] = st.recursive(
    book_leaves, lambda inner: _branches(inner, []), max_leaves=6
).filter(lambda node: _depth(node) <= 8)
