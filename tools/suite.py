"""`make test`: the suite on SQLite, in the browser, and on PostgreSQL; the last line counts.

What a machine lacks is left out, said, and named with the line that gets it.
"""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

import chromium
import covered
import postgres
from workshop import BUILD, PYTHON, Command, Failed, run, say

PARALLEL = ("-n", "2")
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}  # or each of the many processes compiles all anew
NOTHING_LEFT_OUT = os.environ.get("KLIENTEL_TEST_ALL") == "1"
COVERAGE_ASKED = bool(os.environ.get("KLIENTEL_COVERAGE"))
_NO_TESTS = 5
_FINE = {0, _NO_TESTS}


@dataclass(frozen=True)
class Part:
    """One run of pytest: which tests, on which database, and whether lines and branches count."""

    name: str
    select: str
    options: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    counted: bool = False


@dataclass(frozen=True)
class Result:
    """What a run came to; `note` stands in the summary beside the numbers."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    note: str = ""


SQLITE = Part("SQLite", "not browser", PARALLEL)
BROWSER = Part("Browser", "browser")


def on_postgres(url: str) -> tuple[Part, Part]:
    env = {"DATABASE_URL": url, "KLIENTEL_TEST_DB": "postgres"}
    return (
        Part("PostgreSQL", "not browser", PARALLEL, env),
        Part("PostgreSQL, main paths in the browser", "browser and main", (), env),
    )


def test(part: Part, arguments: list[str]) -> Result:
    """Run one part and count from pytest's own report, not from its words."""
    say(f"\n── {part.name}")
    report = BUILD / "test" / f"{part.name.lower().replace(',', '').replace(' ', '-')}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command: Command = [
        *(covered.RUN if part.counted else [PYTHON, "-m"]),
        "pytest",
        "-q",
        "-m",
        part.select,
    ]
    begun = time.monotonic()
    code = run(
        [*command, f"--junitxml={report}", *part.options, *arguments], env=COMPILED | part.env
    )
    return _counted(part.name, report, code, time.monotonic() - begun)


def _counted(name: str, report: Path, code: int, seconds: float) -> Result:
    if not report.exists():
        return Result(name, failed=1, seconds=seconds, note=f"pytest ended with {code}")
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 -- pytest wrote it
    total, failed, skipped = (
        sum(int(suite.get(key, 0)) for suite in suites for key in keys)
        for keys in (("tests",), ("failures", "errors"), ("skipped",))
    )
    note = "no tests yet" if code == _NO_TESTS else ""
    if code not in _FINE and not failed:
        failed, note = 1, f"pytest ended with {code}"
    return Result(name, max(total - failed - skipped, 0), failed, skipped, seconds, note)


def counting(part: Part) -> Part:
    """Count lines and branches when asked for (KLIENTEL_COVERAGE=1): it takes a half longer."""
    return replace(part, counted=COVERAGE_ASKED)


def coverage() -> Result:
    """Return the count of files below a floor, after all counted parts."""
    say("\n── Coverage")
    begun = time.monotonic()
    failed = covered.gate()
    return Result("Coverage", failed=failed, seconds=time.monotonic() - begun)


def on_server(arguments: list[str], *, browser: bool) -> Iterator[Result]:
    if postgres.programs() is None:
        yield Result("PostgreSQL", note=f"left out, no server's programs: {postgres.GET_IT}")
        return
    with contextlib.ExitStack() as stack:
        try:
            url = stack.enter_context(postgres.server())
        except Failed as failure:
            yield Result("PostgreSQL", failed=1, note=str(failure))
            return
        whole, main_paths = on_postgres(url)
        yield test(counting(whole), arguments)
        if browser:
            yield test(main_paths, arguments)


def parts(arguments: list[str]) -> Iterator[Result]:
    browser = chromium.find() is not None
    covered.forget()
    yield test(counting(SQLITE), arguments)
    if browser:
        yield test(BROWSER, arguments)
    else:
        yield Result("Browser", note=f"left out, no Chromium: {chromium.GET_IT}")
    yield from on_server(arguments, browser=browser)
    if COVERAGE_ASKED:
        yield coverage()


def summary(results: list[Result], *, nothing_left_out: bool) -> int:
    """Print a line per part, the totals last, and return the exit code."""
    say("")
    for result in results:
        numbers = f"{result.passed:5} passed {result.failed:4} failed {result.skipped:4} skipped"
        say(f"{result.name:40}{numbers} {result.seconds:7.1f} s  {result.note}".rstrip())
    passed, failed = sum(r.passed for r in results), sum(r.failed for r in results)
    left_out = [result for result in results if result.note.startswith("left out")]
    if left_out and nothing_left_out:
        say("Nothing may be left out here.")
        failed += len(left_out)
    if not passed and not failed:
        say("Not a single test ran.")
        failed = 1
    say(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    postgres.leave_tidily_when_terminated()
    sys.exit(summary(list(parts(sys.argv[1:])), nothing_left_out=NOTHING_LEFT_OUT))
