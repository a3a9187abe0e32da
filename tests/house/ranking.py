"""What would rank: an order by a count, as it stands in the source and as the database is asked."""

import ast
import re
from collections.abc import Iterator

# The oldest and the newest moment are no counts: what has waited longest stands first.
AGGREGATES = {"Count", "Sum", "Avg", "StdDev", "Variance", "Window", "Rank"}
COUNTING = re.compile(
    r"(^|_)(count|counts|counted|total|totals|size|sizes|score|scores|rank|ranks|activity|"
    r"number|numbers|how_many|most|antal)($|_)"
)
ORDERED_BY = {"order_by", "sorted", "sort", "nlargest", "nsmallest"}
RANKS_BY_ITSELF = {"most_common", "nlargest", "nsmallest"}

TABLES = ("networks_network", "people_person")
AGGREGATE_SQL = re.compile(
    r"\b(COUNT|SUM|AVG|STDDEV\w*|VAR\w*|RANK|DENSE_RANK|ROW_NUMBER|NTILE|CARDINALITY|"
    r"ARRAY_LENGTH|JSONB?_ARRAY_LENGTH)\s*\(",
    re.IGNORECASE,
)


def rankings_in(source: str) -> list[str]:
    """Each call that puts something in the order of a count, as it is written."""
    tree = ast.parse(source)
    counts = _names_of_counts(tree)
    return [ast.unparse(call) for call in _orders(tree) if _ranks(call, counts)]


def _orders(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in ORDERED_BY | RANKS_BY_ITSELF:
            yield node


def _ranks(call: ast.Call, counts: set[str]) -> bool:
    if _name(call.func) in RANKS_BY_ITSELF:
        return True
    if _name(call.func) == "order_by":
        by: list[ast.expr] = list(call.args)
    else:
        # What is sorted may well be counted; only what it is sorted by is asked.
        by = [keyword.value for keyword in call.keywords if keyword.arg == "key"]
    return any(_is_a_count(node, counts) for one in by for node in ast.walk(one))


def _is_a_count(node: ast.AST, counts: set[str]) -> bool:
    if isinstance(node, ast.Call):
        return _name(node.func) in AGGREGATES | counts | {"len", "sum"}
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        said = node.value.lstrip("-").rpartition("__")[2]
    else:
        said = _name(node)
    return bool(said) and (said in counts or COUNTING.search(said) is not None)


def _names_of_counts(tree: ast.AST) -> set[str]:
    """What is annotated with an aggregate in the file, and the functions that make one."""
    counts: set[str] = set()
    while True:
        found = set(_told_as_counts(tree, counts)) - counts
        if not found:
            return counts
        counts |= found


def _told_as_counts(tree: ast.AST, known: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg and _aggregates(node.value, known):
            yield node.arg
        elif isinstance(node, ast.Assign) and _aggregates(node.value, known):
            yield from (_name(target) for target in node.targets)
        elif isinstance(node, ast.FunctionDef):
            for one in ast.walk(node):
                if isinstance(one, ast.Return) and one.value and _aggregates(one.value, known):
                    yield node.name


def _aggregates(value: ast.AST, known: set[str]) -> bool:
    """The value itself is one; a queryset that only holds one among others is not."""
    if not isinstance(value, ast.Call):
        return False
    name = _name(value.func)
    if name in {"Coalesce", "Subquery", "ExpressionWrapper", "Cast", "Greatest", "Least", "Case"}:
        return any(_name(one.func) in AGGREGATES | known for one in _calls(value))
    return name in AGGREGATES | known


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (one for one in ast.walk(node) if isinstance(one, ast.Call))


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def ranks_in_sql(sql: str) -> list[str]:
    """What networks or people are put in order by, in the query or in one within it, where that
    is an aggregate or a column that was told as one."""
    return [
        by
        for select in _selects(sql)
        if _about(select) in TABLES
        for by in _ordered_by(select)
        if AGGREGATE_SQL.search(by)
    ]


def _selects(sql: str) -> Iterator[str]:
    """The query, and each that stands in parentheses within it."""
    yield sql
    opened = []
    for place, sign in enumerate(sql):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            inner = sql[opened.pop() + 1 : place]
            if inner.lstrip().startswith("SELECT"):
                yield inner.strip()


def _about(select: str) -> str:
    """The table that its rows are of."""
    found = re.match(r'\s*"(\w+)"', _clause(select, "FROM", ("WHERE", "GROUP BY", "ORDER BY")))
    return found[1] if found else ""


def _ordered_by(select: str) -> list[str]:
    """Each expression, with what a number or a name in it stands for."""
    columns = _split(_clause(select, "SELECT", ("FROM",)))
    told = {str(number): column for number, column in enumerate(columns, start=1)}
    for column in columns:
        if found := re.search(r'\bAS "(\w+)"\s*$', column):
            told[f'"{found[1]}"'] = column
    by = _split(_clause(select, "ORDER BY", ("LIMIT", "OFFSET", "FOR UPDATE", "UNION")))
    return [told.get(re.sub(r"\s+(ASC|DESC)\b.*$", "", one).strip(), one) for one in by]


def _clause(select: str, begins: str, ends: tuple[str, ...]) -> str:
    """What stands after the word, outside all parentheses; empty without it."""
    flat = _flat(select)
    start = re.search(rf"\b{begins}\b", flat)
    if start is None:
        return ""
    ended = [one.start() for end in ends if (one := re.search(rf"\b{end}\b", flat[start.end() :]))]
    return select[start.end() : start.end() + min(ended, default=len(select))]


def _flat(sql: str) -> str:
    """As long as before, with blanks for what lies in parentheses or is quoted."""
    depth, quoted, flat = 0, False, []
    for sign in sql:
        quoted ^= sign == "'"
        depth -= sign == ")"
        flat.append(sign if depth == 0 and not quoted else " ")
        depth += sign == "("
    return "".join(flat)


def _split(clause: str) -> list[str]:
    flat, parts, begun = _flat(clause), [], 0
    for place, sign in enumerate(flat):
        if sign == ",":
            parts.append(clause[begun:place].strip())
            begun = place + 1
    return [*parts, clause[begun:].strip()] if clause.strip() else []
