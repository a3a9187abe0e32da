"""The source as the house tests read it."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
ROOMS = {
    "people": ROOT / "netvaerk/people",
    "networks": ROOT / "networks",
    "offerings": ROOT / "offerings",
    "secretariat": ROOT / "secretariat",
}


def tracked(*patterns: str) -> list[Path]:
    """Files of the project that match the git patterns, new ones included."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / line for line in listing.stdout.splitlines() if (ROOT / line).is_file()]


def python_files(*, tests: bool = False) -> list[Path]:
    """Hand-written Python: no migrations; tests only when asked for."""
    return [
        path
        for path in tracked("*.py")
        if "migrations" not in path.parts and (tests or path.relative_to(ROOT).parts[0] != "tests")
    ]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring not counted: what it promises costs nothing."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    docstring = ast.get_docstring(node, clean=False)
    return lines - len(docstring.splitlines()) if docstring else lines
