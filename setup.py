"""The wheel brings the pages' assets and the compiled translations: installing needs no Node."""

import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

sys.path.insert(0, str(Path(__file__).resolve().parent / "tools"))

import assets
import messages


class BuildWithAssets(build_py):
    """Collect what the package needs first; a checkout (editable) has `make setup` for it."""

    def run(self) -> None:
        if not self.editable_mode:
            assets.ensure()
            messages.compile_all(messages.stale())
        super().run()


setup(cmdclass={"build_py": BuildWithAssets})
