"""A rule's dry run: who would be asked now, who would not and why; looking changes nothing."""

from datetime import datetime, timedelta

import pytest
import time_machine

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from secretariat.actions.content import install_content
from secretariat.actions.nudge_rules import turn_on_rule
from secretariat.actions.office import save_quiet_period
from secretariat.actions.planner import plan_nudges
from secretariat.enums import Channel, WhyNot
from secretariat.forms.nudge_rule import seen_of
from secretariat.models import Nudge, NudgeChoice, NudgeRule, QuietPeriod
from secretariat.queries.dry_run import ROWS, dry_run
from tests.factories.networks import make_draft, make_forwarded, make_network
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.secretariat.desk import CHANGED, admin_url

MONDAY = datetime.fromisoformat("2026-11-02T09:00+01:00")
REFUSED = 403


@pytest.fixture
def now():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def chiefs_rule(now, ali, karen, bo, dorte) -> NudgeRule:
    """Two chiefs, who have had a proposal for twenty days."""
    install_content()
    now.shift(timedelta(days=-20))
    make_forwarded(ali, forwarded_by=karen, title="Leg på tværs")
    now.shift(timedelta(days=20))
    return NudgeRule.objects.get(key="proposal_awaits_decision")


def page_of(client, rule: NudgeRule) -> str:
    return client.get(admin_url(NudgeRule, "dry_run", rule.pk)).content.decode()


def press(client, rule: NudgeRule, **changed):
    today = clock.today()
    sent = {"active_from": today.isoformat(), "seen": seen_of(rule, today), **changed}
    return client.post(admin_url(NudgeRule, "dry_run", rule.pk), sent)


def everything() -> tuple:
    rows = NudgeRule.objects.order_by("pk").values_list()
    made = (Nudge.objects.count(), OutboxMail.objects.count(), AuditEntry.objects.count())
    return (list(rows), made)


def test_looking_says_who_would_be_asked_and_who_not_and_changes_nothing(
    client, karen, chiefs_rule, bo, dorte
):
    bo.wants_nudges_by_mail = False
    bo.save(update_fields=["wants_nudges_by_mail"])
    client.force_login(karen)
    before = everything()
    run = dry_run(chiefs_rule, clock.today() - timedelta(days=7))
    assert (run.asked, run.people, run.not_asked) == (1, 1, [(str(WhyNot.NO_MAIL.label), 1)])
    told = [(line.person, line.about, line.is_asked, line.outcome) for line in run.lines]
    assert told == [
        (dorte, "Leg på tværs", True, str(Channel.DAILY.label)),
        (bo, "Leg på tværs", False, str(WhyNot.NO_MAIL.label)),
    ]
    page = page_of(client, chiefs_rule)
    assert "Leg på tværs" in page
    assert everything() == before


def test_the_dry_run_says_what_the_planner_then_does(chiefs_rule, karen):
    since = clock.today() - timedelta(days=7)
    run = dry_run(chiefs_rule, since)
    turn_on_rule(by=karen, rule=chiefs_rule, active_from=since)
    assert plan_nudges() == run.asked == 2


def test_from_today_nobody_is_asked_about_what_was_due_before(chiefs_rule):
    run = dry_run(chiefs_rule, clock.today())
    assert (run.asked, run.not_asked) == (0, [(str(WhyNot.BEFORE.label), 2)])
    assert run.leaves_at is None


def test_the_first_mails_leave_with_the_next_digest(chiefs_rule, now):
    run = dry_run(chiefs_rule, clock.today() - timedelta(days=7))
    assert run.leaves_at == datetime.fromisoformat("2026-11-03T08:00+01:00")
    now.move_to(datetime.fromisoformat("2026-11-07T12:00+01:00"))  # a Saturday
    run = dry_run(chiefs_rule, clock.today() - timedelta(days=14))
    assert "I dag bliver ingen spurgt" in run.today
    assert run.leaves_at == datetime.fromisoformat("2026-11-09T08:00+01:00")


def test_a_rule_in_its_own_quiet_period_says_so(chiefs_rule, karen):
    today = clock.today()
    week = {"first_day": today, "last_day": today + timedelta(days=6)}
    save_quiet_period(by=karen, period=QuietPeriod(name="Chefseminar", rule=chiefs_rule, **week))
    run = dry_run(chiefs_rule, today - timedelta(days=7))
    assert "stille periode i dag" in run.today
    assert run.leaves_at is None


def test_pressing_the_button_below_what_was_seen_turns_it_on(client, karen, chiefs_rule):
    client.force_login(karen)
    assert press(client, chiefs_rule)["Location"] == admin_url(NudgeRule, "changelist")
    chiefs_rule.refresh_from_db()
    assert (chiefs_rule.is_on, chiefs_rule.looked_by) == (True, karen)
    assert (chiefs_rule.looked_at, chiefs_rule.active_from) == (clock.now(), clock.today())
    page = page_of(client, chiefs_rule)
    assert "Slå reglen fra" in page
    assert "Slå reglen til" not in page


def test_another_day_is_shown_before_it_is_said_yes_to(client, karen, chiefs_rule):
    client.force_login(karen)
    earlier = clock.today() - timedelta(days=7)
    shown = press(client, chiefs_rule, active_from=earlier.isoformat())
    assert shown.status_code == 422
    assert shown.context["run"].asked == 2
    chiefs_rule.refresh_from_db()
    assert not chiefs_rule.is_on
    form = shown.context["form"]
    again = {name: form[name].value() for name in ("active_from", "seen")}
    assert press(client, chiefs_rule, **again).status_code == CHANGED
    chiefs_rule.refresh_from_db()
    assert (chiefs_rule.is_on, chiefs_rule.active_from) == (True, earlier)


def test_a_rule_that_changed_since_is_looked_at_again(client, karen, chiefs_rule):
    client.force_login(karen)
    NudgeRule.objects.filter(pk=chiefs_rule.pk).update(delay_days=1)
    shown = press(client, chiefs_rule)
    assert shown.status_code == 422
    assert "Reglen er ændret" in shown.content.decode()
    chiefs_rule.refresh_from_db()
    assert not chiefs_rule.is_on


@pytest.mark.parametrize(
    "sent",
    [
        {"active_from": ""},
        {"active_from": "i morgen"},
        {"active_from": "0001-01-01"},
        {"active_from": "9999-12-31"},
        {"seen": ""},
        {"seen": "\0"},
    ],
)
def test_what_makes_no_sense_gets_a_sentence(client, karen, chiefs_rule, sent):
    client.force_login(karen)
    assert press(client, chiefs_rule, **sent).status_code == 422
    chiefs_rule.refresh_from_db()
    assert not chiefs_rule.is_on


def test_only_the_secretariat_and_whoever_runs_the_system_open_it(
    client, chiefs_rule, mia, bo, root
):
    for person in (mia, bo):
        client.force_login(person)
        assert client.get(admin_url(NudgeRule, "dry_run", chiefs_rule.pk)).status_code != 200
        assert press(client, chiefs_rule).status_code in {CHANGED, REFUSED, 404}
        client.post(admin_url(NudgeRule, "turn_off", chiefs_rule.pk))
    chiefs_rule.refresh_from_db()
    assert not chiefs_rule.is_on
    client.force_login(root)
    assert client.get(admin_url(NudgeRule, "dry_run", chiefs_rule.pk)).status_code == 200
    assert client.get(admin_url(NudgeRule, "dry_run", 10**9)).status_code == 404


def test_a_draft_is_named_to_nobody_but_its_proposer(client, karen, now, ali):
    install_content()
    make_draft(ali, title="HEMMELIGT forslag")
    make_forwarded(ali, forwarded_by=karen, title="Leg på tværs")
    now.shift(timedelta(days=30))
    client.force_login(karen)
    rule = NudgeRule.objects.get(key="draft_unfinished")
    page = page_of(client, rule)
    assert ali.name in page
    assert "HEMMELIGT" not in page
    turn_on_rule(by=karen, rule=rule, active_from=clock.today() - timedelta(days=30))
    plan_nudges()
    assert Nudge.objects.get().title == "HEMMELIGT forslag"  # the proposer's own mail says it
    for address in (
        admin_url(Nudge, "changelist"),
        admin_url(Nudge, "change", Nudge.objects.get().pk),
    ):
        assert "HEMMELIGT" not in client.get(address).content.decode()
    assert (
        "1 skub"
        not in client.get(admin_url(Nudge, "changelist"), {"q": "HEMMELIGT"}).content.decode()
    )


def test_what_the_network_has_written_is_in_no_dry_run(client, karen, sanne, now, mia, bo):
    install_content()
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Leg på tværs")
    make_assumption(network, sentence="HEMMELIG antagelse")
    make_trial(make_assumption(network), what="HEMMELIG prøve")
    now.shift(timedelta(days=60))
    client.force_login(sanne)
    for rule in NudgeRule.objects.all():
        assert "HEMMELIG" not in page_of(client, rule)
    for key in ("assumption_untested", "trial_unseen"):
        assert "Leg på tværs" in page_of(client, NudgeRule.objects.get(key=key))


def test_every_rule_has_a_dry_run_with_its_mail_in_both_languages(client, karen, now, db):
    install_content()
    client.force_login(karen)
    for rule in NudgeRule.objects.all():
        page = page_of(client, rule)
        assert rule.why in page
        assert rule.why_en.replace("'", "&#x27;") in page


@pytest.mark.parametrize("how_many", [1, 3, 25])
def test_the_page_asks_the_same_number_of_questions(
    client, karen, chiefs_rule, ali, how_many, django_assert_num_queries
):
    for number in range(how_many):
        make_forwarded(ali, forwarded_by=karen, title=f"Forslag {number}")
    client.force_login(karen)
    with django_assert_num_queries(7):
        page_of(client, chiefs_rule)


def test_a_long_list_is_counted_whole_and_shown_in_part(chiefs_rule, ali):
    chief = Person.objects.chiefs().first()
    NudgeChoice.objects.create(person=chief, kind="decision", channel=Channel.PAGE)
    for number in range(ROWS):
        person = Person.objects.create(
            email=f"chef{number}@albertslund.dk", first_name="Chef", last_name=str(number)
        )
        Person.objects.filter(pk=person.pk).update(roles=chief.roles)
    run = dry_run(chiefs_rule, clock.today() - timedelta(days=7))
    assert (run.asked, run.not_asked) == (ROWS + 1, [(str(WhyNot.PAGE.label), 1)])
    assert (len(run.lines), run.left_out, run.people) == (ROWS, 2, None)
