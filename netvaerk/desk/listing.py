"""How a list of the desk finds its rows: it counts no further than needed, and joins last."""

from functools import cached_property
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest

MOST_COUNTED = 10_000


class CountedSoFar(Paginator):
    """Counts no further than anybody turns pages; what is beyond is searched or filtered for."""

    @cached_property
    def count(self) -> int:
        return min(self._found, MOST_COUNTED)

    @property
    def has_more(self) -> bool:
        return self._found > MOST_COUNTED

    @cached_property
    def _found(self) -> int:
        rows: Any = self.object_list
        return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


class CutFirst(ChangeList):
    """The page is cut out by its keys first; only its rows are joined with what they show."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        # How many there are stands below the list; "show all" only when something is left out.
        if not self.params and not self.query:
            self.full_result_count = self.result_count
        shown = self.queryset
        if self.multi_page and not (self.show_all and self.can_show_all):
            shown = shown.filter(pk__in=self.result_list.values("pk"))
        if self.list_select_related:  # an object's own page may need more of it
            shown = self.apply_select_related(shown.select_related(None))
        self.result_list = shown
