"""The machine's own Chromium, for browser tests and screenshots."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
OTHER_PLACES = (
    "/usr/lib/chromium/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
GET_IT = "apt-get install chromium"


def find() -> str | None:
    """Return the program's path: `KLIENTEL_CHROMIUM` if given, else the first one found."""
    if named := os.environ.get("KLIENTEL_CHROMIUM"):
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((place for place in OTHER_PLACES if os.access(place, os.X_OK)), None)
