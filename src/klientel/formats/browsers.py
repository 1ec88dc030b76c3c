"""What a browser says of itself, in words: 'Firefox, Windows'. Pure."""

import re

# The first that fits: each names itself after the ones that it wants to be taken for.
_BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"CriOS/|Chrom(?:e|ium)/", "Chrome"),
    (r"Safari/", "Safari"),
)
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)
PHONES = frozenset({"iPhone", "iPad", "Android"})


def browser_name(agent: str) -> str:
    """Return the browser's name, '' for none that is known."""
    return _first(_BROWSERS, agent)


def system_name(agent: str) -> str:
    """Return the name of what it runs on, '' for none that is known."""
    return _first(_SYSTEMS, agent)


def _first(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, agent[:400])), "")
