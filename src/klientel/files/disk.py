"""The folder of stored contents: each stands whole and synced under its name, or not at all."""

import os
from pathlib import Path
from secrets import token_hex
from typing import Any

from django.core.files.storage import FileSystemStorage

PART = ".part"


class Folder(FileSystemStorage):
    """Django's folder, for contents named by what they hold: the same name is the same bytes."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        del max_length  # names are ours, and short
        return name

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}-{token_hex(4)}{PART}")
        try:
            with os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as new:
                for chunk in content.chunks():
                    new.write(chunk)
                new.flush()
                os.fsync(new.fileno())
            part.replace(path)
            _sync(path.parent)
        finally:
            part.unlink(missing_ok=True)
        return name


def _sync(folder: Path) -> None:
    """Have the folder's new name on disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
