"""P12: from start to the first page, and memory after 1,000 pages and an import of 10,000 rows.

    python -m bench.footprint [--pages 1000] [--rows 10000]

Serves the demo data with one worker from a throw-away folder, as a user would. Memory is the
proportional set size of the server and all its processes; the import runs inside it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx
import psutil

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools")]
KLIENTEL = Path(sys.executable).parent / "klientel"
STARTS = 5
PATIENCE = 120.0
MIB = 1024 * 1024


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.footprint", description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--rows", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="klientel-foot-", ignore_cleanup_errors=True) as data:
        with serving(data):  # makes the demo data and compiles everything once
            pass
        starts = []
        for _ in range(STARTS):
            with serving(data) as (_base, _process, seconds):
                starts.append(seconds)
        told = [("start to the first page", f"{median(starts):.2f} s", "≤ 2.5 s")]
        with serving(data) as (base, process, _seconds):
            told += used(base, process, asked.pages, asked.rows)
    print("\n| P12 | ours | goal |\n|---|---|---|")
    for row in told:
        print("| " + " | ".join(row) + " |")
    return 0


@contextmanager
def serving(data: str) -> Iterator[tuple[str, psutil.Process, float]]:
    """Yield the address, the process and after how many seconds the log-in page was there."""
    import postgres

    port = postgres.free_port()
    base = f"http://127.0.0.1:{port}"
    env = {**os.environ, "KLIENTEL_DATA": data, "KLIENTEL_WORKERS": "1"}
    begun = time.perf_counter()
    with subprocess.Popen(
        [KLIENTEL, "demo", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(f"{base}/konto/login/", process)
            yield base, psutil.Process(process.pid), time.perf_counter() - begun
        finally:
            process.terminate()
            process.wait(20)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.perf_counter() + PATIENCE
    while time.perf_counter() < deadline and process.poll() is None:
        try:
            if httpx.get(url, timeout=PATIENCE).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.02)
    raise SystemExit("The server did not come up.")


def used(base: str, process: psutil.Process, pages: int, rows: int) -> list[tuple[str, str, str]]:
    """Read pages, import rows, and tell the memory after each."""
    with httpx.Client(base_url=base, timeout=PATIENCE, follow_redirects=True) as visitor:
        log_in(visitor)
        told = [("memory after log-in", f"{memory(process):.0f} MiB", "")]
        for number, path in zip(range(pages), endless(visitor), strict=False):
            answer = visitor.get(path)
            if answer.status_code != httpx.codes.OK:
                raise SystemExit(f"page {number}, {path}: {answer.status_code}")
        told.append((f"memory after {pages:,} pages", f"{memory(process):.0f} MiB", ""))
        seconds = bring_in(visitor, rows)
        label = f"memory after {pages:,} pages and an import of {rows:,} rows ({seconds:.0f} s)"
        told.append((label, f"{memory(process):.0f} MiB", "≤ 220 MiB"))
    return told


def log_in(visitor: httpx.Client) -> None:
    visitor.get("/konto/login/")
    said = {
        "login": "anna",
        "password": "demo",
        "csrfmiddlewaretoken": visitor.cookies["csrftoken"],
    }
    if "/konto/login" in str(visitor.post("/konto/login/", data=said).url):
        raise SystemExit("The log-in was refused.")


def endless(visitor: httpx.Client) -> Iterator[str]:
    """Yield lists, searches and records in turn, without end."""
    import re

    lists = ("/kontakte/", "/organisationen/", "/kontakte/?q=mu", "/suche/?q=han")
    records = [
        each
        for path in lists[:2]
        for each in re.findall(rf'href="({path}[0-9a-f-]{{36}}/)"', visitor.get(path).text)
    ]
    while True:
        for number, record in enumerate(records):
            yield record
            yield lists[number % len(lists)]


def memory(process: psutil.Process) -> float:
    """Return the proportional set size of a process and all below it, in MiB."""
    them = [process, *process.children(recursive=True)]
    return sum(float(each.memory_full_info().pss) for each in them) / MIB


def bring_in(visitor: httpx.Client, rows: int) -> float:
    """Upload people who do not exist, have them imported inside the server, and wait."""
    visitor.get("/import/")
    token = {"csrfmiddlewaretoken": visitor.cookies["csrftoken"]}
    head = "Vorname;Nachname;Firma;E-Mail;Telefon;Straße;PLZ;Ort\n"
    lines = "".join(
        f"Robin;Sammler {n};Sammlung {n // 5} GmbH;robin{n}@sammlung.example;"
        f"+49 40 66969{n:06};Am Hafen {n % 90 + 1};20457;Hamburg\n"
        for n in range(rows)
    )
    file = {"file": ("sammlung.csv", (head + lines).encode(), "text/csv")}
    begun = time.perf_counter()
    page = str(visitor.post("/import/", data=token, files=file).url)
    settled(visitor, page)
    visitor.post(f"{page}start/", data=token)
    settled(visitor, page)
    return time.perf_counter() - begun


def settled(visitor: httpx.Client, page: str) -> None:
    """Wait until the page of an import no longer asks for news."""
    deadline = time.perf_counter() + PATIENCE * 10
    while 'hx-trigger="every' in visitor.get(page).text:
        if time.perf_counter() > deadline:
            raise SystemExit("The import does not end.")
        time.sleep(0.5)


if __name__ == "__main__":
    sys.exit(main())
