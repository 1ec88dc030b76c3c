"""The tree of organisations. Pure."""

from collections.abc import Iterable, Mapping


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
        while above in parents and above not in seen:
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
