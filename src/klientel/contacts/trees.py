"""The tree of organisations. Pure."""

from collections.abc import Container, Iterable, Mapping


def would_circle(organization: int, parent: int | None, parents: Mapping[int, int | None]) -> bool:
    """Return whether `parent` above `organization` closes a circle in `parents` (child → parent)."""
    seen: set[int] = set()
    at = parent
    while at is not None and at not in seen:
        if at == organization:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def below(root: int, children: Mapping[int, Iterable[int]]) -> list[int]:
    """Return `root` and all under it, upper ones first."""
    found, seen = [root], {root}
    for at in found:
        new = [child for child in children.get(at, ()) if child not in seen]
        seen.update(new)
        found += new
    return found


def deepest_first(parents: Mapping[int, int | None]) -> list[int]:
    """Return the keys of `parents` (child → parent) so that each comes before what it is under."""

    def depth(at: int) -> int:
        seen = {at}
        above = parents.get(at)
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        return len(seen)

    return sorted(parents, key=lambda at: (-depth(at), at))


def summed(own: Mapping[int, int], parents: Mapping[int, int | None]) -> dict[int, int]:
    """Return each node's own count with those of all below it."""
    totals = dict(own)
    for at in deepest_first(parents):
        above = parents[at]
        if above in totals:
            totals[above] += totals[at]
    return totals


def next_known(node: int, parents: Mapping[int, int | None], known: Container[int]) -> int | None:
    """Return the nearest of the nodes above that is known, None if there is none."""
    at, seen = parents.get(node), {node}
    while at is not None and at not in known and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return None if at in seen else at


def levels(parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """Return each node with its level, 0 at the top, each followed by what is below it.

    Siblings stand in the order of the keys of `parents` (child → parent).
    """
    children: dict[int | None, list[int]] = {}
    for node, parent in parents.items():
        children.setdefault(parent if parent in parents else None, []).append(node)
    found: list[tuple[int, int]] = []
    waiting = [(node, 0) for node in reversed(children.get(None, []))]
    while waiting:
        node, level = waiting.pop()
        found.append((node, level))
        waiting += [(child, level + 1) for child in reversed(children.get(node, []))]
    return found
