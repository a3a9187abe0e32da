"""Only actions write: no other file calls what changes the database."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOMS, ROOT, python_files, short

PLAIN_WRITES = {
    *("save", "create", "bulk_create", "get_or_create", "update_or_create"),
    *("bulk_update", "update", "delete", "set_password"),
}
# `set` is how a many-to-many is written; `execute` is SQL of one's own.
WRITES = {*PLAIN_WRITES, *(f"a{name}" for name in PLAIN_WRITES), "set", "aset", "execute"}
ALLOWED = {
    ("netvaerk/people/queries/health.py", "execute"),  # SELECT 1
    ("secretariat/queries/relations/encounters.py", "execute"),  # SELECT: which groups met
    ("secretariat/queries/outlook.py", "execute"),  # SELECT: who would be asked
    ("netvaerk/people/models/person.py", "save"),  # createsuperuser: the operator's first way in
    ("netvaerk/people/models/person.py", "set_password"),
}


def is_room(path: Path) -> bool:
    return any(path.is_relative_to(room) for room in ROOMS.values())


def is_action(path: Path) -> bool:
    return "actions" in {path.stem, *path.relative_to(ROOT).parts}


def writes_in(path: Path) -> set[tuple[str, str]]:
    """Method calls that write; `super().save()`-like calls count too."""
    return {
        (short(path), node.func.attr)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES
        and not _is_a_dict(node.func.value)
    }


def _is_a_dict(value: ast.expr) -> bool:
    """`attrs.update(...)`, `context.update(...)`: names that hold dicts by their name."""
    return isinstance(value, ast.Name | ast.Attribute) and (
        getattr(value, "id", getattr(value, "attr", ""))
        in {"attrs", "context", "widget_attrs", "_rechecks", "data"}
    )


def test_only_actions_write():
    rooms = [path for path in python_files() if is_room(path) and not is_action(path)]
    assert len(rooms) > 40
    found = set().union(*(writes_in(path) for path in rooms)) - ALLOWED
    assert found == set()


def test_the_search_finds_a_write():
    """The test above can fail."""
    guilty = ROOT / "networks/actions/learning.py"
    assert ("networks/actions/learning.py", "get_or_create") in writes_in(guilty)


def acts() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Public functions of actions/ that act for somebody: those with a `by`."""
    for path in python_files():
        if is_room(path) and is_action(path):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                    if any(argument.arg == "by" for argument in arguments):
                        yield f"{short(path)}:{node.name}", node


def passes_by_on(node: ast.FunctionDef) -> bool:
    """`record(by=...)`, or another act that records."""
    calls = (one for one in ast.walk(node) if isinstance(one, ast.Call))
    return any(keyword.arg == "by" for call in calls for keyword in call.keywords)


def test_every_act_is_keyword_only_atomic_and_leaves_a_trace():
    found = {name: node for name, node in acts() if not name.endswith("audit.py:record")}
    assert len(found) > 25
    positional = [name for name, node in found.items() if node.args.posonlyargs or node.args.args]
    atomic = "transaction.atomic"
    loose = [
        name
        for name, node in found.items()
        if atomic not in {ast.unparse(decorator) for decorator in node.decorator_list}
    ]
    silent = [name for name, node in found.items() if not passes_by_on(node)]
    assert (positional, loose, silent) == ([], [], [])
