"""Where there are more groups than can be told apart, whole director areas are drawn as one.

What is shown between departments is only put together; nothing is reckoned anew.
"""

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from django.utils.translation import gettext_lazy as _

from secretariat.queries.relations.groups import Group

WHOLE_AREAS = _(
    "Her er for mange afdelinger til ét billede. Derfor er hele direktørområder samlet."
)


class Between(Protocol):
    @property
    def one(self) -> Group: ...
    @property
    def other(self) -> Group: ...


P = TypeVar("P", bound=Between)


def put_together(
    pairs: Iterable[P], drawn_as: Callable[[Group], Group]
) -> dict[tuple[Group, Group], list[P]]:
    """The pairs between each two that are drawn; those within one are left out."""
    found: dict[tuple[Group, Group], list[P]] = {}
    for pair in pairs:
        one, other = drawn_as(pair.one), drawn_as(pair.other)
        if one != other:
            found.setdefault((one, other), []).append(pair)
    return found
