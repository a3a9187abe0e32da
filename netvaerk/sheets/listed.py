"""A list that can be taken along: its name, its columns, its rows, and what they were narrowed by.

How a page's list becomes one (the rest is `netvaerk/people/views/fetching.py`):

    def cards_sheet(person, network) -> Listed:
        return Listed(
            name=_("Læringskort"),
            model=LearningEntry,
            columns={_("Noteret"): "noted_at", _("Art"): worded("kind", LearningKind)},
            found=readable_cards(person, network).newest_first(),   # what the page shows, all of it
            filtered=_("Kort fra »{title}«, som du må læse.").format(title=network.title),
            within=network,
        )

Columns that are fields and expressions are written by the database. A column may also be a function
of a row; then all of them must be, and `found` may be any iterable.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, F, Func, Model, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

from netvaerk.sheets.lines import Row, read

Column = str | Any  # a field's name, an expression, or a function of a row


@dataclass(frozen=True)
class Listed:
    name: str
    model: type[Model]
    columns: Mapping[str, Column]  # by their headings, in the order of the sheet
    found: QuerySet | Iterable[Any]
    filtered: str = ""  # in words, for the file: what was typed may stand here
    filters: tuple[str, ...] = ()  # for the audit trail: names alone
    within: Model | None = None  # the network that the list is of

    @property
    def rows(self) -> Iterable[Row]:
        """Read when they are sent, not before."""
        columns: tuple[Any, ...] = tuple(self.columns.values())
        if isinstance(self.found, QuerySet) and not any(map(callable, columns)):
            return self.found.values_list(*columns)
        return ([column(one) for column in columns] for one in read(self.found))


def worded(field: str, choices: Any) -> Case:
    """What a choice is called, in the reader's language; whatever is none of them is nothing."""
    cases = (When(**{field: key}, then=Value(str(label))) for key, label in choices.choices)
    return Case(*cases, default=Value(""), output_field=CharField())


def joined(names: Any) -> Func:
    """An array of texts as one: "Skole, Sundhed"."""
    field = F(names) if isinstance(names, str) else names
    return Func(field, Value(", "), function="array_to_string", output_field=TextField())


def full_name(path: str, *, erased: str = "") -> Coalesce:
    """The name of the person at `path`, e.g. "author"; `erased` stands for who has none left."""
    first, last = f"{path}__first_name", f"{path}__last_name"
    name = Trim(Concat(first, Value(" "), last, output_field=TextField()))
    return Coalesce(NullIf(name, Value("")), Value(erased), output_field=TextField())
