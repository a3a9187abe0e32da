"""Where the reports are found: the rounds and the years."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import ThemeRound
from secretariat.queries.report.year import first_year

PAGE = 25


@dataclass(frozen=True)
class ReportList:
    rounds: Page  # the newest first
    years: list[int]  # the newest first


def report_list_for(person: Person, number: str | None) -> ReportList:
    """Three queries."""
    years = range(clock.today().year, first_year(person) - 1, -1)
    return ReportList(Paginator(ThemeRound.objects.all(), PAGE).get_page(number), list(years))
