"""What a row is found by: its words, as PostgreSQL's Danish reads them, kept beside them."""

from functools import reduce
from operator import add
from typing import Any, TypeVar

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

DANISH = "danish"
Row = TypeVar("Row", bound=models.Model)


def wording(**texts: tuple[str, ...]) -> models.GeneratedField:
    """A column that the database keeps: the words of the named texts, by weight.

    `wording(A=("title",), B=("text",))`; A weighs most, D least. Index it with GIN.
    """
    vectors: list[Any] = [
        SearchVector(*names, weight=weight, config=DANISH) for weight, names in texts.items()
    ]
    return models.GeneratedField(
        expression=reduce(add, vectors), output_field=SearchVectorField(), db_persist=True
    )


class WordedQuerySet(models.QuerySet[Row]):
    """Rows with a `wording`, which stays in the database: no page shows it."""

    def __init__(self, model: Any = None, query: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(model, query, *args, **kwargs)
        if query is None and model is not None:
            self.query.add_deferred_loading(["wording"])
