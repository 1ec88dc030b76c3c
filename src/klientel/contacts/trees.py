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
