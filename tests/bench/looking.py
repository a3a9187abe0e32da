"""Every door is tried by everybody: which are pages, whom each suits best, what it asks for."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from django.db import connection
from django.urls import NoReverseMatch, reverse

from tests.bench.arguments import Unknown, arguments, arguments_of, variants
from tests.bench.bare import BARE
from tests.bench.house import Answer, House, Late, patience
from tests.house.doors import Door, doors

# The first of those with the fullest page is who a page is measured for.
ROLES = ["member", "leader", "chief", "consultant", "employee", "receiver", "lead", "guest"]
ROLES += ["root", "anon", "system"]
# Nobody's page in particular: what stands on it depends on who looks.
FOR_EACH = {"secretariat:front": ROLES[:-2], "networks:network_detail": ROLES[:-3]}
SHORT_OF_A_PAGE = 0.95


@dataclass
class Page:
    """One row of what is printed."""

    door: Door
    role: str
    variant: str = ""
    is_fragment: bool = False
    most_sql: int = 0  # by whichever role asks most
    asks_most: str = ""
    paths: dict[str, str] = field(default_factory=dict)  # by house

    @property
    def name(self) -> str:
        more = [self.variant, "fragment" if self.is_fragment else ""]
        said = ", ".join(one for one in more if one)
        return f"{self.door.name} ({said})" if said else self.door.name

    @property
    def is_of_the_desk(self) -> bool:
        return self.door.name.startswith("admin:")


@dataclass
class Found:
    pages: list[Page] = field(default_factory=list)
    others: list[Page] = field(default_factory=list)  # not pages: papers, sheets, calendars
    shut: dict[str, str] = field(default_factory=dict)  # door → why nobody got a page
    broken: list[str] = field(default_factory=list)


def look(
    house: House,
    others: list[House],
    *,
    only: str = "",
    roles: tuple[str, ...] = tuple(ROLES),
    with_the_desk: bool = True,
) -> Found:
    """The pages of the product as they are in `house`, with their addresses in the others too."""
    found = Found()
    known = {}
    for each in [house, *others]:
        each.enter()
        known[each.name] = (each, arguments())
    house.enter()
    for door in doors():
        if door.route == BARE or only not in door.name:
            continue
        if not with_the_desk and door.route.startswith("admin/"):
            continue
        try:
            ways = list(_ways(door, house, known))
        except (Unknown, NoReverseMatch) as unknown:
            found.shut[door.name] = f"no argument: {unknown}"
            continue
        _try(door, ways, house, roles, found)
    return found


def _ways(door: Door, house: House, known: dict) -> Iterator[tuple[str, dict[str, str]]]:
    """Each way in: what it is called, and its address in each house."""
    named: dict[str, dict[str, str]] = {}
    for name, (each, values) in known.items():
        each.enter()
        path = _path(door, values)
        named.setdefault("", {})[name] = path
        for variant, query in variants(door):
            named.setdefault(variant, {})[name] = f"{path}?{query}"
    house.enter()
    yield from named.items()


def _path(door: Door, values: dict) -> str:
    given = arguments_of(door, values)
    if not door.name.startswith("/"):
        return reverse(door.name, kwargs=given)
    path = door.name
    for name, value in given.items():
        for converter in ("path:", "int:", "slug:", "str:", "uuid:", ""):
            path = path.replace(f"<{converter}{name}>", str(value))
    return path


def _try(door: Door, ways: list, house: House, roles: tuple[str, ...], found: Found) -> None:
    for variant, paths in ways:
        said = {role: _ask(house, paths[house.name], role) for role in roles}
        here = f"{door.name} {variant}".strip()
        found.broken += [
            f"{here} as {role}: {what}" for role, what in said.items() if isinstance(what, str)
        ]
        answers = {role: what for role, what in said.items() if not isinstance(what, str)}
        shown = {role: one for role, one in answers.items() if one[0].status == 200}
        found.broken += [
            f"{here} as {role}: {one[0].status} {one[0].trouble}"
            for role, one in answers.items()
            if one[0].status >= 500
        ]
        if not shown:
            statuses = sorted({str(one[0].status) for one in answers.values()})
            found.shut[here] = "/".join(statuses) or "broken"
            continue
        _take(Page(door, "", variant, paths=paths), shown, house, found)


def _take(page: Page, shown: dict[str, tuple[Answer, int]], house: House, found: Found) -> None:
    page.asks_most = max(shown, key=lambda role: shown[role][1])
    page.most_sql = shown[page.asks_most][1]
    page.role = max(shown, key=lambda role: len(shown[role][0].body))
    whole = shown[page.role][0]
    if not whole.is_page:
        found.others.append(page)
        return
    if page.door.name in FOR_EACH:
        found.pages += [
            replace(page, role=role, most_sql=shown[role][1], asks_most=role)
            for role in FOR_EACH[page.door.name]
            if role in shown
        ]
    else:
        found.pages.append(page)
    part = _ask(house, page.paths[house.name], page.role, is_fragment=True)
    if isinstance(part, str) or not part[0].is_page:
        return
    if len(part[0].body) < SHORT_OF_A_PAGE * len(whole.body):
        found.pages.append(replace(page, is_fragment=True, most_sql=part[1]))


def _ask(
    house: House, path: str, role: str, *, is_fragment: bool = False
) -> tuple[Answer, int] | str:
    """The answer and how many queries it took; in words what went wrong."""
    try:
        with patience(), house.watched() as statements:
            answer = house.ask(path, role, is_fragment=is_fragment)
    except Late:
        connection.close()
        return "no answer in time"
    except Exception as error:  # noqa: BLE001 whatever a page dies of is said, and the walk goes on
        return f"{type(error).__name__}: {error}"
    return answer, len(statements)
