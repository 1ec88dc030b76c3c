"""One database: fills it if it is empty, measures pages, writes and imports, prints JSON on its last line."""

import json
import os
import sys
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klientel.config.settings")
sys.path[:0] = [str(Path(__file__).parents[1] / "src")]


def main() -> None:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS.append("testserver")
    settings.AUTH_PASSWORD_VALIDATORS = []  # the demo's colleagues have short ones
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    from bench import custom, imports, pages, stock, writes

    told = stock.fill(int(sys.argv[1]))
    lists = [*pages.measured(), *custom.measured()]
    rows = [*told, *lists, *writes.measured(), *imports.measured()]
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
