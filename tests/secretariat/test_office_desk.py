"""Office hours and quiet periods on the desk: when nudges may leave."""

from datetime import date, datetime, time

import pytest
import time_machine

from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from secretariat.actions.content import install_content
from secretariat.actions.office import (
    DigestOutsideHours,
    NeverAWorkingDay,
    remove_quiet_period,
    save_office_hours,
    save_quiet_period,
)
from secretariat.models import NudgeRule, OfficeHours, QuietPeriod
from secretariat.queries.office import the_office
from tests.secretariat.desk import CHANGED, admin_url

MONDAY = datetime.fromisoformat("2026-11-02T09:00+01:00")
REFUSED = 403


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def installed(db) -> None:
    install_content()


def send_hours(client, **changed):
    sent = {"opens_at": "08:00", "closes_at": "16:00", "digest_at": "08:00", "weekly_on": "0"}
    return client.post(admin_url(OfficeHours, "change", 1), {**sent, **changed})


def send_period(client, period: QuietPeriod | None = None, **changed):
    sent = {"name": "Kursus", "first_day": "2026-11-09", "last_day": "2026-11-10", "rule": ""}
    door = ("change", period.pk) if period else ("add",)
    return client.post(admin_url(QuietPeriod, *door), {**sent, **changed})


def errors_of(response) -> set[str]:
    return set(response.context["adminform"].form.errors)


def test_a_new_house_has_its_hours_its_summer_and_its_christmas(installed):
    office = the_office()
    hours = (office.hours.opens_at, office.hours.closes_at, office.hours.digest_at)
    assert hours == (time(8), time(16), time(8))
    assert office.hours.weekly_on == 0
    working = {
        day: office.is_working_day(date.fromisoformat(day))
        for day in ("2027-07-05", "2027-07-06", "2027-08-02", "2027-08-03", "2028-12-28")
    }
    assert list(working.values()) == [True, False, False, True, False]


def test_a_deleted_period_does_not_come_back(installed, client, karen):
    client.force_login(karen)
    summer = QuietPeriod.objects.get(name="Sommerferie")
    client.post(admin_url(QuietPeriod, "delete", summer.pk), {"post": "yes"})
    install_content()
    assert list(QuietPeriod.objects.values_list("name", flat=True)) == ["Mellem jul og nytår"]
    assert AuditEntry.objects.filter(verb="remove_content", by=karen).count() == 1


def test_the_hours_are_one_row_and_set_when_mails_leave(installed, client, karen):
    client.force_login(karen)
    assert (
        admin_url(OfficeHours, "change", 1)
        in client.get(admin_url(OfficeHours, "changelist")).content.decode()
    )
    assert send_hours(client, digest_at="09:30", weekly_on="2").status_code == CHANGED
    hours = OfficeHours.objects.get()
    assert (hours.digest_at, hours.weekly_on) == (time(9, 30), 2)
    assert AuditEntry.objects.filter(verb="edit_content", by=karen).count() == 1
    assert client.get(admin_url(OfficeHours, "add")).status_code == REFUSED
    assert client.post(admin_url(OfficeHours, "delete", 1), {"post": "yes"}).status_code == REFUSED


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"digest_at": "07:59"}, {"digest_at"}),
        ({"digest_at": "16:00"}, {"digest_at"}),
        ({"opens_at": "17:00"}, {"digest_at"}),
        ({"closes_at": "25:00"}, {"closes_at"}),
        ({"opens_at": ""}, {"opens_at"}),
        ({"weekly_on": "6"}, {"weekly_on"}),
    ],
)
def test_hours_that_hold_no_mail_get_a_sentence(installed, client, karen, changed, wrong):
    client.force_login(karen)
    response = send_hours(client, **changed)
    assert errors_of(response) == wrong
    assert OfficeHours.objects.get().closes_at == time(16)


def test_the_hours_are_held_by_the_action_too(installed, karen):
    with pytest.raises(DigestOutsideHours):
        save_office_hours(by=karen, hours=OfficeHours(digest_at=time(6)))
    save_office_hours(by=karen, hours=OfficeHours(digest_at=time(10)))
    assert OfficeHours.objects.get().digest_at == time(10)


def test_a_quiet_period_is_laid_and_kept(installed, client, karen):
    client.force_login(karen)
    assert send_period(client).status_code == CHANGED
    assert not the_office().is_working_day(date(2026, 11, 9))
    assert the_office().is_working_day(date(2026, 11, 11))


def test_a_period_of_one_rule_rests_only_that_rule(installed, client, karen):
    client.force_login(karen)
    rule = NudgeRule.objects.get(key="no_learning_noted")
    assert send_period(client, rule=str(rule.pk)).status_code == CHANGED
    office = the_office()
    assert office.is_working_day(date(2026, 11, 9))
    assert office.quiet_rules(date(2026, 11, 9)) == {rule.pk}


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"last_day": "2026-11-08"}, {"last_day"}),
        ({"last_day": "2027-11-08"}, {"last_day"}),
        ({"first_day": "0001-01-01", "last_day": "0001-01-02"}, {"last_day"}),
        ({"first_day": "9999-12-30", "last_day": "9999-12-31"}, {"last_day"}),
        ({"first_day": "2026-11-31"}, {"first_day"}),
        ({"name": ""}, {"name"}),
        ({"rule": "99999999"}, {"rule"}),
    ],
)
def test_a_period_that_cannot_be_gets_a_sentence(installed, client, karen, changed, wrong):
    client.force_login(karen)
    assert errors_of(send_period(client, **changed)) == wrong
    assert QuietPeriod.objects.count() == 2


def test_there_is_always_a_day_left_to_ask_on(installed, client, karen):
    client.force_login(karen)
    spring = {"name": "Foråret", "first_day": "2027-01-01", "last_day": "2027-07-01"}
    assert send_period(client, **spring, is_yearly="on").status_code == CHANGED
    autumn = {"name": "Efteråret", "first_day": "2027-07-02", "last_day": "2027-12-26"}
    refused = send_period(client, **autumn, is_yearly="on")
    assert errors_of(refused) == {"__all__"}
    assert refused.context["adminform"].form["name"].value() == "Efteråret"
    period = QuietPeriod(name="Efteråret", first_day=date(2027, 7, 2), last_day=date(2027, 12, 26))
    with pytest.raises(NeverAWorkingDay):
        save_quiet_period(by=karen, period=period)


def test_nobody_else_sets_when_nudges_leave(installed, client, mia, bo):
    summer = QuietPeriod.objects.get(name="Sommerferie")
    for person in (mia, bo):
        client.force_login(person)
        send_hours(client, digest_at="10:00")
        send_period(client)
        client.post(admin_url(QuietPeriod, "delete", summer.pk), {"post": "yes"})
        with pytest.raises(NotPossibleNow):
            save_office_hours(by=person, hours=OfficeHours())
        with pytest.raises(NotPossibleNow):
            remove_quiet_period(by=person, period=summer)
    assert OfficeHours.objects.get().digest_at == time(8)
    assert QuietPeriod.objects.count() == 2


@pytest.mark.parametrize("how_many", [1, 3, 25])
def test_the_list_of_periods_asks_the_same_number_of_questions(
    installed, client, karen, how_many, django_assert_num_queries
):
    rule = NudgeRule.objects.first()
    for number in range(how_many):
        day = date(2027, 1, number + 1)
        QuietPeriod.objects.create(name=str(number), first_day=day, last_day=day, rule=rule)
    client.force_login(karen)
    with django_assert_num_queries(4):
        client.get(admin_url(QuietPeriod, "changelist"))
