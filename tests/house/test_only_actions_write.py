"""Only actions write: no other file calls what changes the database."""

import ast
from pathlib import Path

from tests.house.source import ROOMS, ROOT, python_files, short

WRITES = {
    "save",
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "bulk_update",
    "update",
    "delete",
    "set_password",
}
# Where `update` is a dict's or a form's own, or Django asks for the method by name.
ALLOWED = {
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


def test_the_search_finds_a_write(tmp_path):
    """The test above can fail."""
    guilty = ROOT / "networks/actions/learning.py"
    assert ("networks/actions/learning.py", "get_or_create") in writes_in(guilty)


def test_every_action_is_keyword_only_and_atomic():
    """Public functions of actions/ take keywords only; those that act for somebody take `by`."""
    offenders = []
    for path in python_files():
        if is_room(path) and is_action(path):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef) and any(
                    argument.arg == "by" for argument in node.args.args
                ):
                    offenders.append(f"{short(path)}:{node.name}")
    assert offenders == []
