"""A report of the house that leaves it."""

from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.models import ThemeRound
from secretariat.permissions.report import can_see_reports


@transaction.atomic
def note_round_report(*, by: Person, theme_round: ThemeRound) -> None:
    """It holds the chiefs' reasons: who takes it out."""
    require(can_see_reports(by))
    record(by=by, verb="export_report", subject=theme_round, report="round")


@transaction.atomic
def note_year_report(*, by: Person, year: int) -> None:
    """It holds promises: who takes it out. A year is nothing in the database."""
    require(can_see_reports(by))
    record(by=by, verb="export_report", subject=by, report="year", year=year)
