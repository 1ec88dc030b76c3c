"""Size gates and bans that no linter knows: what architecture.md calls 'Gates'.

Functions: 95th percentile <= 30 lines, none over 40. Files: <= 300, none over 400. Templates:
<= 120 lines, nothing inline that the content security policy forbids. A suppression has its
reason on its line, after ' -- ' or a second '#'.
"""

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ("src", "tools", "bench", "tests")
FUNCTION_P95, FUNCTION_MOST = 30, 40
FILE_P95, FILE_MOST = 300, 400
TEMPLATE_MOST = 120
_SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no cover|mypy:)", re.IGNORECASE)
_REASON = re.compile(r"(--|#)\s*\w[^#]*$")
_INLINE = (
    (re.compile(r"<style\b", re.IGNORECASE), "inline style"),
    (re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE), "inline script"),
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "style attribute"),
    (re.compile(r"\son[a-z]+\s*=", re.IGNORECASE), "event attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "javascript: address"),
)
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True)
class Sized:
    """Something with a length, and where it stands."""

    where: str
    lines: int


def functions(path: Path, source: str) -> Iterator[Sized]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Sized(f"{path}:{node.lineno} {node.name}", lines)


def too_long(what: str, sizes: list[Sized], *, p95: int, most: int) -> Iterator[str]:
    """Yield a sentence for each one over `most`, and one if the 95th percentile is over `p95`."""
    for sized in sizes:
        if sized.lines > most:
            yield f"{sized.where}: {what} of {sized.lines} lines, the most is {most}"
    ordered = sorted(sized.lines for sized in sizes)
    if ordered and (found := ordered[int(len(ordered) * 0.95)]) > p95:
        yield f"{what}s: 95th percentile {found} lines, the gate is {p95}"


def unexplained(path: Path, source: str) -> Iterator[str]:
    """Yield each suppression that does not say its reason on its line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT or not _SUPPRESSION.search(token.string):
            continue
        if not _REASON.search(token.string, 1):
            yield f"{path}:{token.start[0]}: suppression without a reason: {token.string}"


def forbidden_inline(path: Path, source: str) -> Iterator[str]:
    """Yield what the content security policy would refuse, by line."""
    text = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), source)
    for pattern, name in _INLINE:
        for found in pattern.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{path}:{line}: {name}"


def code_complaints(paths: Iterable[Path]) -> Iterator[str]:
    files: list[Sized] = []
    bodies: list[Sized] = []
    for path in paths:
        source, shown = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        files.append(Sized(str(shown), source.count("\n")))
        bodies.extend(functions(shown, source))
        yield from unexplained(shown, source)
    yield from too_long("function", bodies, p95=FUNCTION_P95, most=FUNCTION_MOST)
    yield from too_long("file", files, p95=FILE_P95, most=FILE_MOST)


def template_complaints(paths: Iterable[Path]) -> Iterator[str]:
    sizes = []
    for path in paths:
        source, shown = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        sizes.append(Sized(str(shown), source.count("\n")))
        yield from forbidden_inline(shown, source)
    yield from too_long("template", sizes, p95=TEMPLATE_MOST, most=TEMPLATE_MOST)


def code_files() -> list[Path]:
    found = [path for name in CODE for path in (ROOT / name).glob("**/*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def template_files() -> list[Path]:
    return sorted((ROOT / "src").glob("**/templates/**/*.html"))


def main() -> int:
    code, templates = code_files(), template_files()
    complaints = [*code_complaints(code), *template_complaints(templates)]
    for complaint in complaints:
        print(complaint)
    print(f"gates: {len(code)} files, {len(templates)} templates, {len(complaints)} complaints")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
