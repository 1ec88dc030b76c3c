"""The product's settings on a throw-away data folder, and on the database that is asked for.

`KLIENTEL_TEST_DB=postgres` takes the server of `DATABASE_URL`; `tools/postgres.py run` sets both.
Without it a `DATABASE_URL` of the machine is left alone: tests never touch real data.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="klientel-test-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("KLIENTEL_")]:
    if _name not in {"KLIENTEL_TEST_DB", "KLIENTEL_PROOF", "KLIENTEL_CHROMIUM"}:
        del os.environ[_name]
os.environ["KLIENTEL_DATA"] = str(_folder)
(_folder / "static").mkdir()  # WhiteNoise warns when the folder is missing
if os.environ.get("KLIENTEL_TEST_DB", "sqlite") == "sqlite":
    os.environ.pop("DATABASE_URL", None)
elif "DATABASE_URL" not in os.environ:
    raise RuntimeError("KLIENTEL_TEST_DB=postgres needs a server: tools/postgres.py run pytest")

from klientel.config.settings import *  # noqa: E402, F403 -- they read the environment set above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
_database = DATABASES["default"]  # noqa: F405 -- from the star above
if _database["ENGINE"].endswith("sqlite3"):
    # A file, not memory: write-ahead log, locks and two connections behave as in the product.
    _database["TEST"] = {"NAME": str(_folder / "test.sqlite3")}
    _database["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
# Each test has a client of its own, and each would list all static files anew.
WHITENOISE_AUTOREFRESH = True
