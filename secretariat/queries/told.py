"""What a query told as JSON, read back with its moments and days; by name, as fields are named."""

from datetime import date, datetime
from typing import Any

Told = dict[str, Any]


def read_told(found: Told) -> Told:
    """`…_at` is a moment, `…_on` a day, and what lies within is read likewise."""
    return {name: _read(name, value) for name, value in found.items()}


def _read(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return read_told(value)
    if isinstance(value, str) and name.endswith("_at"):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and name.endswith("_on"):
        return date.fromisoformat(value)
    return value


def beginning(text: str, letters: int) -> str:
    """The first paragraph, cut between two words when it is long. A text that was fetched one
    letter too long may end in a space: that letter says that there is more."""
    line = text.lstrip().partition("\n")[0]
    if len(line) <= letters:
        return line.rstrip()
    return f"{line[:letters].rpartition(' ')[0] or line[:letters]} …"
