"""The tree of organisations: pure."""

from hypothesis import given
from hypothesis import strategies as st

from klientel.contacts.trees import below, deepest_first, levels, next_known, summed, would_circle


@st.composite
def forests(draw):
    """Draw child → parent maps without a circle: a parent always has the smaller number."""
    size = draw(st.integers(1, 25))
    return {
        node: draw(st.none() | st.integers(1, node - 1)) if node > 1 else None
        for node in range(1, size + 1)
    }


def children_in(parents):
    found = {}
    for node, parent in parents.items():
        found.setdefault(parent, []).append(node)
    return found


@given(forests(), st.data())
def test_a_cycle_is_refused_exactly_when_the_new_parent_is_below(parents, data):
    node = data.draw(st.sampled_from(sorted(parents)))
    parent = data.draw(st.sampled_from(sorted(parents)))

    circles = would_circle(node, parent, parents)

    assert circles == (parent in below(node, children_in(parents)))


def test_the_top_has_nothing_above_it():
    assert not would_circle(1, None, {1: None})


@given(forests())
def test_each_comes_before_what_it_is_under(parents):
    order = deepest_first(parents)

    assert sorted(order) == sorted(parents)
    assert all(
        order.index(node) < order.index(parent) for node, parent in parents.items() if parent
    )


@given(forests())
def test_a_sum_counts_all_that_is_below(parents):
    own = {node: node for node in parents}

    totals = summed(own, parents)

    assert totals == {node: sum(below(node, children_in(parents))) for node in parents}


@given(forests())
def test_levels_list_each_once_upper_ones_first(parents):
    found = levels(parents)
    level = dict(found)

    assert sorted(level) == sorted(parents) == sorted(node for node, _level in found)
    assert all(
        level[node] == (level[parent] + 1 if parent else 0) for node, parent in parents.items()
    )


def test_what_hangs_under_a_hidden_one_stands_under_the_next_known():
    parents = {1: None, 2: 1, 3: 2, 4: 3}

    assert next_known(4, parents, {1, 4}) == 1
    assert next_known(4, parents, {4}) is None
    assert next_known(1, {1: 2, 2: 1}, set()) is None
