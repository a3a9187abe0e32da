"""The office: when nudges may leave, over holidays, summer time and quiet periods."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from secretariat.models import OfficeHours, QuietPeriod
from secretariat.queries.office import Office, the_office
from tests.secretariat.danish_year import days_between, easter, is_working_day, moment
from tests.secretariat.planning import make_quiet, rule_on

SUMMER = QuietPeriod(first_day=date(2026, 7, 6), last_day=date(2026, 7, 31), is_yearly=True)
NEW_YEAR = QuietPeriod(first_day=date(2026, 12, 21), last_day=date(2027, 1, 3), is_yearly=True)
OFFICE = Office(OfficeHours())


def weekly(day: int, *quiet: QuietPeriod) -> Office:
    return Office(OfficeHours(weekly_on=day), list(quiet))


def test_the_oracle_knows_easter():
    assert [easter(year) for year in (1999, 2024, 2025, 2026, 2038)] == [
        *(date(1999, 4, 4), date(2024, 3, 31), date(2025, 4, 20)),
        *(date(2026, 4, 5), date(2038, 4, 25)),
    ]


@pytest.mark.parametrize("year", range(2024, 2032))
def test_working_days_are_those_of_a_danish_town_hall(year):
    days = days_between(date(year, 1, 1), date(year, 12, 31))
    wrong = [day for day in days if OFFICE.is_working_day(day) != is_working_day(day)]
    assert wrong == []
    assert 247 <= sum(map(OFFICE.is_working_day, days)) <= 254


def test_constitution_day_first_of_may_and_both_eves_are_days_off():
    thursday = date(2025, 6, 5)
    for day in (thursday, date(2025, 5, 1), date(2025, 12, 24), date(2025, 12, 31)):
        assert day.weekday() < 5
        assert not OFFICE.is_working_day(day)
    # The Prayer Day that was, and the day after Ascension, are days of work.
    assert OFFICE.is_working_day(date(2025, 5, 16))
    assert OFFICE.is_working_day(date(2025, 5, 30))


@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [(7, 59, False), (8, 0, True), (12, 0, True), (15, 59, True), (16, 0, False), (0, 0, False)],
)
@pytest.mark.parametrize(
    "day",
    # The last working day on winter time and the first on summer time; and back again.
    [date(2026, 3, 27), date(2026, 3, 30), date(2026, 10, 23), date(2026, 10, 26)],
)
def test_it_opens_and_closes_by_the_clock_in_copenhagen(day, hour, minute, is_open):
    assert OFFICE.is_open(moment(day, hour, minute)) is is_open


def test_eight_in_the_morning_is_another_hour_of_the_world_in_summer():
    assert OFFICE.is_open(datetime(2026, 3, 27, 7, tzinfo=UTC))
    assert not OFFICE.is_open(datetime(2026, 3, 27, 6, 59, tzinfo=UTC))
    assert OFFICE.is_open(datetime(2026, 3, 30, 6, tzinfo=UTC))
    assert not OFFICE.is_open(datetime(2026, 3, 30, 14, tzinfo=UTC))


@pytest.mark.parametrize(
    ("asked", "opens"),
    [
        (moment(date(2026, 9, 7), 10), moment(date(2026, 9, 7), 10)),
        (moment(date(2026, 9, 7), 7, 59), moment(date(2026, 9, 7), 8)),
        (moment(date(2026, 9, 7), 16), moment(date(2026, 9, 8), 8)),
        (moment(date(2026, 9, 11), 17), moment(date(2026, 9, 14), 8)),
        (moment(date(2026, 4, 1), 16), moment(date(2026, 4, 7), 8)),  # over Easter
        (moment(date(2026, 12, 23), 16), moment(date(2026, 12, 28), 8)),
        # Both nights that are an hour longer or shorter, before, in and after the hour.
        (moment(date(2026, 3, 29), 1, 59), moment(date(2026, 3, 30), 8)),
        (moment(date(2026, 3, 29), 2, 30), moment(date(2026, 3, 30), 8)),
        (moment(date(2026, 10, 25), 2, 30), moment(date(2026, 10, 26), 8)),
        (moment(date(2026, 10, 25), 2, 30).replace(fold=1), moment(date(2026, 10, 26), 8)),
    ],
)
def test_the_next_opening(asked, opens):
    assert OFFICE.next_opening(asked) == opens


def test_the_next_opening_is_after_the_summer_break():
    office = Office(OfficeHours(), [SUMMER])
    assert office.next_opening(moment(date(2026, 7, 3), 16)) == moment(date(2026, 8, 3), 8)
    assert office.next_opening(moment(date(2030, 7, 20), 12)) == moment(date(2030, 8, 1), 8)


def test_a_house_that_is_always_closed_is_asked_again_in_a_year():
    halves = [(date(2026, 1, 1), date(2026, 6, 30)), (date(2026, 7, 1), date(2026, 12, 30))]
    quiet = [QuietPeriod(first_day=one, last_day=other, is_yearly=True) for one, other in halves]
    office, now = Office(OfficeHours(), quiet), moment(date(2026, 9, 7), 10)
    assert office.next_opening(now) > now + timedelta(days=365)
    assert max(office.latest_digest(now), office.latest_weekly(now)) < now - timedelta(days=365)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (moment(date(2026, 9, 8), 8), date(2026, 9, 8)),
        (moment(date(2026, 9, 8), 7, 59), date(2026, 9, 7)),
        (moment(date(2026, 9, 14), 7, 59), date(2026, 9, 11)),
        (moment(date(2026, 4, 7), 7, 59), date(2026, 4, 1)),  # the day after Easter
        (moment(date(2026, 3, 30), 8), date(2026, 3, 30)),
        (moment(date(2026, 10, 26), 8), date(2026, 10, 26)),
    ],
)
def test_the_latest_digest(asked, due):
    assert OFFICE.latest_digest(asked) == moment(due, 8)


@pytest.mark.parametrize(
    ("day", "asked", "due"),
    [
        (0, moment(date(2026, 9, 14), 8), date(2026, 9, 14)),
        (0, moment(date(2026, 9, 14), 7, 59), date(2026, 9, 7)),
        (0, moment(date(2026, 9, 18), 12), date(2026, 9, 14)),
        # Easter Monday and Whit Monday: on the Tuesday of that week.
        (0, moment(date(2026, 4, 6), 12), date(2026, 3, 30)),
        (0, moment(date(2026, 4, 7), 8), date(2026, 4, 7)),
        (0, moment(date(2026, 5, 26), 8), date(2026, 5, 26)),
        # Maundy Thursday and Good Friday: not that week, the next one has it again.
        (3, moment(date(2026, 4, 7), 12), date(2026, 3, 26)),
        (3, moment(date(2026, 4, 9), 8), date(2026, 4, 9)),
        # 5 June and 1 May are Fridays: so is the week's last day.
        (4, moment(date(2026, 6, 8), 12), date(2026, 5, 29)),
    ],
)
def test_the_latest_weekly_mail(day, asked, due):
    assert weekly(day).latest_weekly(asked) == moment(due, 8)


def test_a_week_that_is_wholly_closed_has_no_weekly_mail():
    office = weekly(0, NEW_YEAR)
    assert office.latest_weekly(moment(date(2026, 12, 18), 12)) == moment(date(2026, 12, 14), 8)
    assert office.latest_weekly(moment(date(2027, 1, 3), 23)) == moment(date(2026, 12, 14), 8)
    assert office.latest_weekly(moment(date(2027, 1, 4), 8)) == moment(date(2027, 1, 4), 8)


@pytest.mark.parametrize("year", [2024, 2026, 2031])
@pytest.mark.parametrize(
    ("month", "day", "is_quiet"),
    [(12, 20, False), (12, 21, True), (12, 31, True), (1, 1, True), (1, 3, True), (1, 4, False)],
)
def test_a_yearly_quiet_period_reaches_over_new_year(year, month, day, is_quiet):
    assert NEW_YEAR.covers(date(year, month, day)) is is_quiet


def test_a_quiet_period_of_one_year_is_only_that_years():
    once = QuietPeriod(first_day=date(2026, 12, 21), last_day=date(2027, 1, 3))
    days = [date(2026, 12, 20), date(2026, 12, 21), date(2027, 1, 3), date(2027, 12, 22)]
    assert [once.covers(day) for day in days] == [False, True, True, False]
    leap = QuietPeriod(first_day=date(2028, 2, 29), last_day=date(2028, 3, 1), is_yearly=True)
    days = [date(2029, 2, 28), date(2029, 3, 1), date(2032, 2, 29), date(2029, 3, 2)]
    assert [leap.covers(day) for day in days] == [False, True, True, False]


def test_the_office_is_as_the_desk_has_set_it_and_usual_until_then(db):
    assert the_office().is_open(moment(date(2026, 9, 7), 8))
    OfficeHours.objects.create(
        pk=1, opens_at=time(9), closes_at=time(15), digest_at=time(10, 30), weekly_on=2
    )
    make_quiet(date(2026, 9, 8), date(2026, 9, 8))
    rule = rule_on()
    make_quiet(date(2026, 9, 9), date(2026, 9, 9), rule=rule)
    office = the_office()
    assert office.next_opening(moment(date(2026, 9, 7), 8, 59)) == moment(date(2026, 9, 7), 9)
    assert office.next_opening(moment(date(2026, 9, 7), 15)) == moment(date(2026, 9, 9), 9)
    wednesday = moment(date(2026, 9, 9), 10, 30)
    assert office.latest_digest(wednesday) == office.latest_weekly(wednesday) == wednesday
    assert (office.quiet_rules(date(2026, 9, 9)), office.quiet_rules(date(2026, 9, 8))) == (
        {rule.pk},
        set(),
    )


def test_the_database_holds_sensible_hours_and_periods(db):
    wrong = [
        lambda: OfficeHours.objects.create(pk=2),
        lambda: OfficeHours.objects.create(pk=1, digest_at=time(7)),
        lambda: OfficeHours.objects.create(pk=1, digest_at=time(16)),
        lambda: OfficeHours.objects.create(pk=1, weekly_on=5),
        lambda: make_quiet(date(2026, 9, 8), date(2026, 9, 7)),
        lambda: make_quiet(date(2026, 1, 1), date(2026, 12, 31)),
    ]
    for create in wrong:
        with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
            create()
