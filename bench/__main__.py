"""All measurements, on SQLite and on a PostgreSQL server of its own: `make bench`.

    python -m bench [--contacts 100000] [--database sqlite|postgres|both] [--keep FOLDER]

Prints a Markdown table a database: ours, the raw-SQL floor beside it (alternating three times in
one run, medians), the ratio, and the goal of performance.md.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "src")]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--contacts", type=int, default=100_000)
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--keep", type=Path, help="folder of the data set, kept for the next run")
    asked = parser.parse_args()
    subprocess.run([sys.executable, str(ROOT / "bench" / "vcard.py")], check=False)
    databases = ["sqlite", "postgres"] if asked.database == "both" else [asked.database]
    for database in databases:
        with ExitStack() as stack:
            folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
            print_table(database, measured(database, asked.contacts, folder, stack))
    return 0


def measured(database: str, contacts: int, folder: Path, stack: ExitStack) -> list[dict[str, str]]:
    """Measure in a process of its own, with the product's settings and DEBUG off."""
    environment = {**os.environ, "KLIENTEL_DATA": str(folder / database)}
    environment.pop("DATABASE_URL", None)
    if database == "postgres":
        import postgres

        environment["DATABASE_URL"] = stack.enter_context(postgres.server())
    command = [sys.executable, "-m", "bench.measure", str(contacts)]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    rows: list[dict[str, str]] = json.loads(run.stdout.splitlines()[-1])
    return rows


def print_table(database: str, rows: list[dict[str, str]]) -> None:
    columns = list(rows[0])
    print(f"\n### {database}\n")
    print("| " + " | ".join(columns) + " |")
    print("|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(row[column] for column in columns) + " |")


if __name__ == "__main__":
    sys.exit(main())
