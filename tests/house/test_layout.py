"""The house on one page: rooms, furniture, names and budgets."""

import re
import statistics
import tomllib

from tests.house.source import ROOMS, ROOT, functions, length, python_files, short, tracked

BANNED = {"utils", "helpers", "common", "core", "base", "services", "managers", "misc"}
FURNITURE = {
    *("enums", "models", "permissions", "queries", "actions"),
    *("admin", "views", "urls", "apps", "migrations"),
}
GROUND_FLOOR_EXCEPT = {
    *("__init__", "settings", "urls", "celery", "asgi", "wsgi"),
    *("run", "apps", "gallery"),
}


def test_no_drawer_has_a_banned_name():
    named = [
        short(path)
        for path in python_files(tests=True)
        if BANNED & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    ]
    assert named == []


def test_every_migration_has_a_name():
    auto = [short(path) for path in tracked("*/migrations/0*.py") if "_auto_" in path.name]
    assert auto == []


def test_every_ground_floor_module_is_in_the_import_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    listed = next(
        set(contract["source_modules"])
        for contract in contracts["contracts"]
        if contract["name"].startswith("The ground floor")
    )
    modules = {path.stem for path in (ROOT / "netvaerk").glob("*.py")}
    folders = {path.parent.name for path in (ROOT / "netvaerk").glob("*/__init__.py")}
    ground_floor = (modules | folders) - GROUND_FLOOR_EXCEPT - {"people"}
    assert {f"netvaerk.{name}" for name in ground_floor} == listed


def test_files_are_small():
    sizes = {short(path): len(path.read_text().splitlines()) for path in python_files(tests=True)}
    sizes |= {short(path): len(path.read_text().splitlines()) for path in tracked("static/*.css")}
    too_long = {name: size for name, size in sizes.items() if size > 400}
    assert too_long == {}
    ours = [len(path.read_text().splitlines()) for path in python_files()]
    assert statistics.median(ours) <= 70


def test_settings_fit_on_a_few_screens():
    assert len((ROOT / "netvaerk/settings.py").read_text().splitlines()) <= 300


def test_functions_are_short():
    too_long = [
        f"{short(path)}:{node.name} {length(node)}"
        for path in python_files()
        for node in functions(path)
        if length(node) > 50
    ]
    assert too_long == []


def test_views_are_functions_of_a_screen():
    views = [path for path in python_files() if path.stem == "views" or path.parent.name == "views"]
    assert views, "no views found: the test looks in the wrong place"
    too_long = [
        f"{short(path)}:{node.name} {length(node)}"
        for path in views
        for node in functions(path)
        if length(node) > 25
    ]
    assert too_long == []


def test_templates_are_small():
    too_long = {}
    for path in tracked("templates/*.html"):
        budget = 40 if path.name.startswith("_") else 120
        size = len(path.read_text().splitlines())
        if size > budget:
            too_long[short(path)] = size
    assert too_long == {}


def test_every_room_has_the_same_furniture():
    for room, path in ROOMS.items():
        names = {entry.stem for entry in path.iterdir()}
        assert FURNITURE - names == set(), room


def test_templates_hold_no_style_script_or_handler_of_their_own():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=|hx-on|<script(?![^>]*\ssrc=)|js:|\|safe\b")
    # Mail has no stylesheet to link to: its style is inlined when it is written.
    offenders = [
        f"{short(path)}:{number}"
        for path in tracked("templates/*.html")
        if path.relative_to(ROOT).parts[1] != "mail"
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if inline.search(line)
    ]
    assert offenders == []
