"""Stylesheets, scripts and pictures: named by their content, packed, kept for good by browsers."""

import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from whitenoise.storage import CompressedManifestStaticFilesStorage

STAMP = "made-from.txt"
NOT_OURS = ("django_htmx",)
NEEDED = ("vendor/tabler.min.css", "vendor/htmx.min.js", "vendor/icons.svg")


class ContentNamed(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # whitenoise is untyped
    """A file by its content's name, once `prepare` has made that; till then by its own."""

    def stored_name(self, name: str) -> str:
        key = self.hash_key(self.clean_name(name))
        return str(self.hashed_files.get(key, name))


def absent() -> list[str]:
    """Return which of the files that the pages cannot do without are not there."""
    return [name for name in NEEDED if finders.find(name) is None]


def prepare(root: Path) -> bool:
    """Make `root` hold the files as they are served; return whether anything was to do."""
    wanted = _fingerprint()
    stamp = root / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return False
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*NOT_OURS])
    stamp.write_text(wanted)
    return True


def _fingerprint() -> str:
    """Return what changes when any of the files does: names, sizes, times."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([*NOT_OURS]), key=lambda found: str(found[0])):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
