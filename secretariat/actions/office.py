"""When nudges may leave, as the secretariat sets it."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.content import remove_content, save_content
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.models import OfficeHours, QuietPeriod
from secretariat.permissions.nudge import can_edit_office
from secretariat.queries.office import Office

LONGEST_PERIOD = timedelta(days=183)
# So long may the house be silent at a stretch: one long holiday, and the days that it touches.
LONGEST_SILENCE = 200
YEARS_AROUND = 10


class DigestOutsideHours(Refusal):
    """The day's mail leaves while the office is open."""

    def __init__(self) -> None:
        super().__init__(
            _("Den samlede mail skal komme i arbejdstiden: ikke før »tidligst«, og inden »senest«.")
        )


class EndsBeforeItBegins(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Den sidste dag ligger før den første. Byt om på dem, eller ret året."))


class TooLongAPeriod(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "En stille periode varer højst et halvt år. "
                "Slå reglerne fra, hvis I vil vente længere."
            )
        )


class AnotherCentury(Refusal):
    """A slip of the finger in the year."""

    def __init__(self) -> None:
        super().__init__(_("Se på årstallet: perioden skal ligge inden for de nærmeste ti år."))


class NeverAWorkingDay(Refusal):
    """Together, the periods leave no day to ask on."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Sammen med de andre stille perioder går der mere end et halvt år, hvor ingen "
                "bliver spurgt. Gør perioden kortere, eller slet en af de andre først."
            )
        )


@transaction.atomic
def save_office_hours(*, by: Person, hours: OfficeHours) -> OfficeHours:
    """There is one row, whoever saves it first."""
    require(can_edit_office(by))
    require_sound_hours(hours)
    hours.pk = 1
    hours._state.adding = not OfficeHours.objects.select_for_update().filter(pk=1).exists()
    save_content(by=by, content=hours)
    return hours


@transaction.atomic
def save_quiet_period(*, by: Person, period: QuietPeriod) -> QuietPeriod:
    """Days when nobody is asked; there are always days left to ask on."""
    require(can_edit_office(by))
    require_sound_period(period)
    # The one row of hours is what two who save at once wait for.
    hours = OfficeHours.objects.select_for_update().first() or OfficeHours()
    if period.rule_id is None:
        _require_working_days(period, hours)
    save_content(by=by, content=period)
    return period


@transaction.atomic
def remove_quiet_period(*, by: Person, period: QuietPeriod) -> None:
    require(can_edit_office(by))
    remove_content(by=by, content=period)


def require_sound_hours(hours: OfficeHours) -> None:
    if not hours.opens_at <= hours.digest_at < hours.closes_at:
        raise DigestOutsideHours


def require_sound_period(period: QuietPeriod) -> None:
    this_year = clock.today().year
    for day in (period.first_day, period.last_day):
        if abs(day.year - this_year) > YEARS_AROUND:
            raise AnotherCentury
    if period.last_day < period.first_day:
        raise EndsBeforeItBegins
    if period.last_day - period.first_day >= LONGEST_PERIOD:
        raise TooLongAPeriod


def _require_working_days(period: QuietPeriod, hours: OfficeHours) -> None:
    others = QuietPeriod.objects.filter(rule=None).exclude(pk=period.pk)
    office = Office(hours, [*others, period])
    silent = 0
    for day in _days_around(period):
        silent = 0 if office.is_working_day(day) else silent + 1
        if silent > LONGEST_SILENCE:
            raise NeverAWorkingDay


def _days_around(period: QuietPeriod) -> list[date]:
    """Every day of the years around; a yearly one lies in this year too."""
    first = min(period.first_day, clock.today()) - timedelta(days=LONGEST_SILENCE)
    last = max(period.last_day, clock.today()) + timedelta(days=366 + LONGEST_SILENCE)
    return [first + timedelta(days=n) for n in range((last - first).days)]
