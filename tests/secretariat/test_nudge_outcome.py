"""What the nudges led to, rule by rule; nobody's answer can be read out of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache

from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.queries.nudge_outcome import KEPT_AS, outcomes
from tests.conftest import sign_in
from tests.factories.nudge_ledger import make_letter, make_nudge, make_rule, make_sent
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
CPH = ZoneInfo("Europe/Copenhagen")
NOW = datetime(2026, 11, 23, 12, tzinfo=CPH)
LONG_SINCE = NOW - timedelta(days=20)
PAGE = "/admin/secretariat/nudge/blev-til/"
KEY = "no_learning_noted"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def many(school):
    make_rule(KEY, "Ingen læring længe")
    return [PersonFactory(unit=school) for _ in range(8)]


def figures() -> dict:
    cache.clear()
    return {one.name: one.figures for one in outcomes().lines}


def test_each_question_stands_in_one_column(many):
    in_time, late = LONG_SINCE + timedelta(days=7), LONG_SINCE + timedelta(days=7, seconds=1)
    make_sent(many[0], at=LONG_SINCE, settled_at=in_time)
    make_sent(many[1], at=LONG_SINCE, settled_at=in_time, answer=NudgeAnswer.NOT_NOW)
    make_sent(many[2], at=LONG_SINCE, settled_at=late, answer=NudgeAnswer.NOT_NOW)
    make_sent(many[3], at=LONG_SINCE, answer=NudgeAnswer.NOT_RELEVANT)
    make_sent(many[4], at=LONG_SINCE, settled_at=late)
    make_sent(many[5], at=LONG_SINCE)
    make_sent(many[6], at=NOW - timedelta(days=2))
    make_nudge(many[7], letter=make_letter(many[7], MailState.DEAD))
    make_nudge(many[0], skipped_because=WhyNot.ADDRESS)
    # Not asked, and not tried: these stand in no column.
    make_nudge(many[1])
    make_nudge(many[1], skipped_because=WhyNot.PAGE)
    make_nudge(many[2], letter=make_letter(many[2]), skipped_because=WhyNot.SETTLED)
    asked, done, not_now, not_relevant, ignored, still_open, undelivered = figures()[
        "Ingen læring længe"
    ]
    assert (done, not_now, not_relevant, ignored, still_open) == (2, 1, 1, 2, 1)
    assert asked == 7
    assert undelivered == 2


def test_what_is_older_than_three_months_is_left_out(many):
    for person in many:
        make_sent(person, at=NOW - timedelta(days=91))
    assert figures() == {"Ingen læring længe": None}


def test_of_fewer_than_three_people_nothing_is_told_however_often_they_were_asked(many):
    for person in many[:2]:
        for week in range(5):
            answer = NudgeAnswer.NOT_RELEVANT
            make_sent(person, at=NOW - timedelta(weeks=week), answer=answer)
    make_nudge(many[2], skipped_because=WhyNot.ADDRESS)
    assert figures() == {"Ingen læring længe": None}
    make_sent(many[2])
    assert figures()["Ingen læring længe"] is not None


def test_nothing_can_be_found_by_subtraction(client, karen, many):
    """No totals, and one and none look alike."""
    make_rule("assumption_untested", "En antagelse")
    make_rule("look_again_due", "Et genbesøg")
    for person in many:
        make_sent(person)
    make_sent(many[0], "assumption_untested", answer=NudgeAnswer.NOT_RELEVANT)
    page = sign_in(client, karen).get(PAGE)
    assert [(one.name, one.figures) for one in page.context["lines"]] == [
        ("En antagelse", None),
        ("Et genbesøg", None),
        ("Ingen læring længe", (8, 0, 0, 0, 0, 8, 0)),
    ]
    assert page.content.decode().count('<td colspan="7">få</td>') == 2
    assert [person.first_name for person in many if person.name in page.content.decode()] == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_sheet_holds_no_more_than_the_page(client, karen, many, kind):
    make_sent(many[0], answer=NudgeAnswer.NOT_RELEVANT)
    sheet = sign_in(client, karen).post(PAGE, {"_sheet": kind})
    content = b"".join(sheet.streaming_content)
    if kind == "csv":
        lines = content.decode().splitlines()
        assert "De seneste 90 dage." in lines[0]
        assert lines[2:] == ["Ingen læring længe;få;;;;;;"]
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.facts["filters"]) == ("export_list", "blev-til")


@pytest.mark.parametrize("size", [1, 3, 25])
def test_the_page_asks_as_much_however_many_nudges(
    client, karen, many, size, django_assert_num_queries
):
    for number in range(size):
        make_sent(many[number % 8], subject=f"x{number}")
    sign_in(client, karen)
    with django_assert_num_queries(4):  # session, user, figures, rules
        client.get(PAGE)


def test_it_is_counted_once_an_hour_and_says_when(client, karen, many, django_assert_num_queries):
    for person in many[:3]:
        make_sent(person)
    sign_in(client, karen)
    first = client.get(PAGE)
    make_sent(many[3])
    with django_assert_num_queries(3):  # session, user, rules
        kept = client.get(PAGE)
    assert [page.context["lines"][0].figures[0] for page in (first, kept)] == [3, 3]
    assert "Talt op mandag 23. november kl. 12" in kept.content.decode()
    cache.delete(KEPT_AS)  # as an hour does
    assert client.get(PAGE).context["lines"][0].figures[0] == 4


def test_what_is_kept_tells_of_nobody_alone(many):
    for person in many[:2]:
        make_sent(person, answer=NudgeAnswer.NOT_RELEVANT)
    outcomes()
    _at, kept = cache.get(KEPT_AS)
    assert kept == {KEY: None}


def test_who_may_not_see_the_figures_is_not_shown_what_is_kept(client, karen, bo, many):
    sign_in(client, karen).get(PAGE)
    assert cache.get(KEPT_AS) is not None
    assert sign_in(client, bo).get(PAGE).status_code in {302, 403}
