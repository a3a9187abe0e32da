"""What the secretariat tells many: once, to those it was said to reach, while it is worth it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from netvaerk.nudges import NudgeKind
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import AuditEntry, OutboxMail, Person, RefusedAddress
from netvaerk.refusals import NotPossibleNow, Refusal
from secretariat.actions.announcement import (
    ChangedSinceSeen,
    ComesTooLate,
    NoSuchPage,
    UnknownLink,
    require_known_link,
    send_announcement,
    withdraw_announcement,
    write_announcement,
)
from secretariat.actions.choices import choose_nudges
from secretariat.actions.content import install_content
from secretariat.actions.nudge_rules import turn_off_rule, turn_on_rule
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Audience, Channel, WhyNot
from secretariat.models import Announcement, Nudge, NudgeChoice, NudgeRule, QuietPeriod
from secretariat.queries.announcement import (
    announcement_wording,
    fingerprint,
    progress_of,
    reach_of,
)
from tests.factories.announcement import make_announcement, make_sent
from tests.factories.people import PersonFactory

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
TUESDAY = datetime(2026, 9, 8, 8, tzinfo=CPH)
NEXT_MONDAY = datetime(2026, 9, 14, 8, tzinfo=CPH)


@pytest.fixture
def clock():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def house(db, clock, karen, mia, ali, eva, bo, dorte, noor):
    """Karen writes; Mia and Ali get the daily mail, the others have each their reason not to."""
    choose(eva, Channel.WEEKLY)
    choose(bo, Channel.PAGE)
    Person.objects.filter(pk=dorte.pk).update(wants_nudges_by_mail=False)
    gone = PersonFactory(first_name="Gitte")
    RefusedAddress.objects.create(address=gone.email, times=2, said="550 No such user")
    PersonFactory(first_name="Sluttet", is_active=False)


def choose(person: Person, channel: int) -> None:
    NudgeChoice.objects.create(person=person, kind="announcement", channel=channel)


def tick() -> None:
    plan_nudges()
    gather_letters()
    deliver_mail()


def told() -> list[str]:
    sent = OutboxMail.objects.filter(kind="nudge", state=MailState.SENT)
    return sorted(sent.values_list("recipient__first_name", flat=True))


def outlook(announcement, sender):
    reach = reach_of(announcement, announcement_wording(), sender)
    ways = [(Channel(way.channel).name, way.people, way.at) for way in reach.ways]
    return reach, ways


def test_the_count_is_what_really_goes_when_it_was_said_to(house, clock, karen):
    announcement = make_announcement(karen)
    reach, ways = outlook(announcement, karen)
    assert ways == [("DAILY", 2, TUESDAY), ("WEEKLY", 1, NEXT_MONDAY)]
    assert sorted(reach.left_out) == [
        ("Adressen tager ikke imod mails", 1),
        ("Vil ikke have meddelelser på mail", 1),
        ("Vil ikke have skub på mail", 1),
    ]
    assert (reach.by_mail, reach.not_by_mail, reach.in_audience) == (3, 3, 6)
    send_announcement(by=karen, announcement=announcement, seen=fingerprint(announcement))
    for moment, names in [
        (MONDAY + timedelta(minutes=1), []),
        (TUESDAY - timedelta(minutes=1), []),
        (TUESDAY, ["Ali", "Mia"]),
        (NEXT_MONDAY - timedelta(minutes=1), ["Ali", "Mia"]),
        (NEXT_MONDAY, ["Ali", "Eva", "Mia"]),
        (NEXT_MONDAY + timedelta(days=7), ["Ali", "Eva", "Mia"]),
    ]:
        clock.move_to(moment)
        tick()
        assert told() == names, moment
    progress = progress_of(announcement)
    assert (progress.sent, progress.waiting, progress.not_sent) == (3, 0, 3)


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.EVERYONE, {"Bo", "Dorte", "Karen", "Mia", "Noor"}),
        (Audience.EMPLOYEES, {"Bo", "Dorte", "Karen", "Mia"}),
        (Audience.GUESTS, {"Noor"}),
        (Audience.CHIEFS, {"Bo", "Dorte"}),
        (Audience.LEADERS, set()),
        (Audience.INSIDE, set()),
        (Audience.SECRETARIAT, {"Karen"}),
    ],
)
def test_it_goes_to_its_audience_and_never_to_whoever_sent_it(
    clock, karen, sanne, mia, bo, dorte, noor, audience, names
):
    announcement = make_announcement(sanne, audience=audience)
    reach, _ways = outlook(announcement, sanne)
    send_announcement(by=sanne, announcement=announcement, seen=fingerprint(announcement))
    plan_nudges()
    planned = set(Nudge.objects.values_list("recipient__first_name", flat=True))
    assert (planned, reach.in_audience) == (names, len(names))


def test_the_mail_holds_the_title_the_text_and_the_button(clock, karen, mia, settings):
    link = {"link": "/forslag/", "link_label": "Skriv et forslag"}
    make_sent(karen, text="Nu kan I {sende}.\n\n<b>Skriv</b> til os.", **link)
    plan_nudges()
    clock.move_to(TUESDAY)
    tick()
    (mail,) = OutboxMail.objects.filter(recipient=mia)
    assert mail.subject == "Temarunden åbner"
    assert "Nu kan I {sende}.\n\n<b>Skriv</b> til os." in mail.text
    assert f"Skriv et forslag: {settings.SITE_URL}/forslag/" in mail.text
    assert "&lt;b&gt;Skriv&lt;/b&gt;" in mail.html
    assert "ikke-nu" not in mail.text


def test_the_button_may_lead_out_and_leads_to_its_page_when_there_is_none(clock, karen, ali, mia):
    out = make_sent(karen, link="https://kommune.example/x?a=1", link_label="Læs hos os")
    clock.move_to(TUESDAY)
    with time_machine.travel(TUESDAY - timedelta(hours=1), tick=False):
        plan_nudges()
    tick()
    assert "Læs hos os: https://kommune.example/x?a=1" in OutboxMail.objects.get(recipient=ali).text
    withdraw_announcement(by=karen, announcement=out)
    plain = make_sent(karen, title="Hold dagen fri")
    clock.move_to(TUESDAY + timedelta(days=1) - timedelta(minutes=1))
    plan_nudges()
    clock.move_to(TUESDAY + timedelta(days=1))
    tick()
    mail = OutboxMail.objects.get(recipient=ali, subject="Hold dagen fri")
    assert f"/meddelelser/{plain.pk}/" in mail.text


def test_somebody_who_has_left_the_audience_since_gets_none(clock, karen, bo, dorte):
    make_sent(karen, audience=Audience.CHIEFS)
    plan_nudges()
    Person.objects.filter(pk=bo.pk).update(roles=[Role.EMPLOYEE])
    clock.move_to(TUESDAY)
    tick()
    assert told() == ["Dorte"]
    assert Nudge.objects.get(recipient=bo).skipped_because == WhyNot.SETTLED


def test_somebody_who_comes_to_the_audience_gets_it_while_it_is_worth_it(clock, karen, mia, noor):
    announcement = make_sent(karen)
    clock.move_to(TUESDAY)
    tick()
    Person.objects.filter(pk=noor.pk).update(roles=[Role.EMPLOYEE])
    clock.move_to(datetime.combine(announcement.ends_on, TUESDAY.timetz()))
    assert plan_nudges() == 1
    clock.shift(timedelta(days=1))
    Person.objects.update(roles=[Role.EMPLOYEE])
    assert plan_nudges() == 0


def test_what_is_withdrawn_is_not_sent_to_those_who_have_not_got_it(clock, karen, ali, mia):
    choose(mia, Channel.WEEKLY)
    announcement = make_sent(karen)
    plan_nudges()
    clock.move_to(TUESDAY)
    tick()
    withdraw_announcement(by=karen, announcement=announcement)
    progress = progress_of(announcement)
    assert (progress.sent, progress.waiting, progress.not_sent) == (1, 0, 1)
    clock.move_to(NEXT_MONDAY)
    tick()
    assert told() == ["Ali"]
    with pytest.raises(NotPossibleNow):
        withdraw_announcement(by=karen, announcement=announcement)


def test_a_letter_that_is_already_laid_gives_it_up_too(clock, karen, mia):
    announcement = make_sent(karen)
    plan_nudges()
    clock.move_to(TUESDAY)
    gather_letters()
    withdraw_announcement(by=karen, announcement=announcement)
    deliver_mail()
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {MailState.SKIPPED}


def test_what_has_ended_is_not_sent(clock, karen, mia):
    """The weekly mail comes after its last day."""
    choose(mia, Channel.WEEKLY)
    announcement = make_announcement(karen, ends_on=date(2026, 9, 10))
    reach, _ways = outlook(announcement, karen)
    assert [(way.people, way.is_too_late) for way in reach.ways] == [(1, True)]
    assert reach.by_mail == 0
    send_announcement(by=karen, announcement=announcement, seen=fingerprint(announcement))
    plan_nudges()
    clock.move_to(NEXT_MONDAY)
    tick()
    assert told() == []


def test_nothing_is_sent_that_comes_too_late_for_everybody(clock, karen, mia):
    announcement = make_announcement(karen, ends_on=MONDAY.date())
    with pytest.raises(ComesTooLate, match=r"tirsdag 8\. september"):
        send_announcement(by=karen, announcement=announcement, seen=fingerprint(announcement))
    assert not Announcement.objects.filter(sent_at__isnull=False).exists()
    assert not NudgeRule.objects.on().exists()


def test_a_quiet_period_and_a_weekend_move_the_first_mail(clock, karen, mia):
    announcement = make_announcement(karen)
    quiet = {"name": "Ro", "first_day": date(2026, 9, 8), "last_day": date(2026, 9, 11)}
    QuietPeriod.objects.create(**quiet)
    _reach, ways = outlook(announcement, karen)
    assert ways == [("DAILY", 1, NEXT_MONDAY)]
    ours = {"rule": announcement_wording(), "first_day": date(2026, 9, 7)}
    QuietPeriod.objects.filter(name="Ro").update(**ours)
    assert outlook(announcement, karen)[1] == ways
    send_announcement(by=karen, announcement=announcement, seen=fingerprint(announcement))
    for day in range(1, 7):
        clock.move_to(MONDAY + timedelta(days=day))
        tick()
    assert told() == []
    clock.move_to(NEXT_MONDAY - timedelta(hours=1))
    tick()
    clock.move_to(NEXT_MONDAY)
    tick()
    assert told() == ["Mia"]


def test_sent_twice_it_goes_once(clock, karen, sanne, mia):
    announcement = make_announcement(karen)
    seen = fingerprint(announcement)
    assert send_announcement(by=karen, announcement=announcement, seen=seen) is True
    assert send_announcement(by=sanne, announcement=announcement, seen=seen) is False
    plan_nudges()
    plan_nudges()
    assert Nudge.objects.filter(recipient=mia).count() == 1
    assert AuditEntry.objects.filter(verb="send_announcement").count() == 1
    announcement.refresh_from_db()
    assert announcement.sent_by == karen


@pytest.mark.parametrize(
    "changed",
    [{"title": "Andet"}, {"text": "Andet"}, {"audience": "everyone"}, {"ends_on": "2026-12-01"}],
)
def test_what_is_sent_is_what_was_looked_at(clock, karen, mia, changed):
    announcement = make_announcement(karen)
    seen = fingerprint(announcement)
    Announcement.objects.update(**changed)
    with pytest.raises(ChangedSinceSeen):
        send_announcement(by=karen, announcement=announcement, seen=seen)
    assert not NudgeRule.objects.on().exists()


def test_the_look_before_sending_turns_the_rule_on(clock, karen, mia):
    make_sent(karen)
    rule = NudgeRule.objects.get(key="announcement")
    assert (rule.is_on, rule.looked_by, rule.active_from) == (True, karen, MONDAY.date())
    assert AuditEntry.objects.filter(verb="turn_on_rule", by=karen).count() == 1
    clock.shift(timedelta(days=3))
    make_sent(karen, title="Den næste")
    rule.refresh_from_db()
    assert rule.active_from == MONDAY.date()
    assert AuditEntry.objects.filter(verb="turn_on_rule").count() == 1


def test_a_rule_that_was_to_begin_later_begins_with_what_is_sent_now(clock, karen, sanne, mia):
    install_content()
    rule = NudgeRule.objects.get(key="announcement")
    turn_on_rule(by=sanne, rule=rule, active_from=MONDAY.date() + timedelta(days=30))
    make_sent(karen)
    rule.refresh_from_db()
    assert (rule.is_on, rule.looked_by, rule.active_from) == (True, karen, MONDAY.date())


def test_a_rule_that_was_off_goes_on_from_when_it_first_began(clock, karen, mia):
    make_sent(karen)
    rule = NudgeRule.objects.get(key="announcement")
    turn_off_rule(by=karen, rule=rule)
    clock.shift(timedelta(days=1))
    make_sent(karen, title="Den næste")
    rule.refresh_from_db()
    assert (rule.is_on, rule.active_from) == (True, MONDAY.date())
    assert plan_nudges() == 2, "the first one too is still worth telling"


def test_what_is_sent_cannot_become_something_else(clock, karen):
    announcement = make_sent(karen)
    announcement.text = "Noget helt andet"
    with pytest.raises(NotPossibleNow):
        write_announcement(by=karen, announcement=announcement)
    assert Announcement.objects.get().text.startswith("Nu kan I")


def test_only_the_secretariat_writes_to_many(clock, karen, mia, bo, noor, root):
    draft = make_announcement(karen)
    sent = make_sent(karen)
    for person in (mia, bo, noor, root):
        with pytest.raises(NotPossibleNow):
            write_announcement(by=person, announcement=draft)
        with pytest.raises(NotPossibleNow):
            send_announcement(by=person, announcement=draft, seen=fingerprint(draft))
        with pytest.raises(NotPossibleNow):
            withdraw_announcement(by=person, announcement=sent)


def test_everybody_may_say_no_to_news_and_keep_the_rest(clock, karen, mia):
    choose_nudges(by=mia, wants_mail=True, choices={NudgeKind.ANNOUNCEMENT: Channel.PAGE})
    make_sent(karen)
    plan_nudges()
    assert Nudge.objects.get(recipient=mia).skipped_because == WhyNot.PAGE


@pytest.mark.parametrize(
    "link",
    ["", "/", "/forslag/", "/forslag/?a=1#b", "https://kommune.example", "https://a.dk/b?c=d#e"],
)
def test_a_button_may_lead_here_and_to_what_is_encrypted(db, link):
    require_known_link(link)


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("javascript:alert(1)", UnknownLink),
        ("JavaScript:alert(1)", UnknownLink),
        ("//ond.example/x", UnknownLink),
        ("/\\ond.example/x", UnknownLink),
        ("/a\\b", UnknownLink),
        ("/forslag/\n", UnknownLink),
        ("/\t/ond.example", UnknownLink),
        ("http://kommune.example", UnknownLink),
        ("https://kommune.example@ond.example", UnknownLink),
        ("https:/ond.example", UnknownLink),
        ("data:text/html,x", UnknownLink),
        ("forslag/", UnknownLink),
        ("mailto:a@b.example", UnknownLink),
        ("/findes-ikke/", NoSuchPage),
    ],
)
def test_a_button_never_leads_anywhere_else(clock, karen, link, why):
    with pytest.raises(why):
        require_known_link(link)
    with pytest.raises(Refusal):
        make_announcement(karen, link=link, link_label="Her")
