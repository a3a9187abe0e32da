"""Where the reports are found: the rounds and the years."""

from dataclasses import dataclass
from datetime import date

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
    today: date


def report_list_for(person: Person, number: str | None) -> ReportList:
    """Three queries."""
    today = clock.today()
    years = range(today.year, first_year(person) - 1, -1)
    rounds = Paginator(ThemeRound.objects.all(), PAGE).get_page(number)
    return ReportList(rounds, list(years), today)
