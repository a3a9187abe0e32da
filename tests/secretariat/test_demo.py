"""The demo: loaded once through the actions, and as the story promises."""

from collections import Counter
from datetime import time, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from netvaerk import clock
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.people.queries.pulse import OK, pulse
from networks.enums import NetworkStatus, ProposalStatus
from networks.models import LearningEntry, Network, PhaseChange, Proposal, ThemeRound
from offerings.models import AssignedOffering
from secretariat.demo.loader import load_demo
from secretariat.demo.rounds import deadline_before, rounds_around
from secretariat.demo.story import Story
from secretariat.demo.timeline import after_weekend, at, before_weekend
from secretariat.enums import WhyNot
from secretariat.models import NudgeRule, SparringSession
from secretariat.nudges import RULE_OF
from secretariat.queries.desk import desk_work
from secretariat.queries.front import front_page_for, steps_for
from secretariat.queries.outlook import outlook

# The demo is loaded on any day of the week, and before anybody has worked on that day.
MOMENTS = [at(clock.today() + timedelta(days=days), time(1, 30)) for days in range(7)]


@pytest.fixture(scope="module", params=MOMENTS, ids=str)
def _told(request, django_db_setup, django_db_blocker):
    """Told once for all the tests here, and taken back afterwards."""
    from django.db import transaction

    with clock.set_to(request.param), django_db_blocker.unblock(), transaction.atomic():
        assert load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_told, db):
    return Story()


def waiting_for(name: str) -> list[str]:
    return [
        step.rule for step in steps_for(Person.objects.demo().get(email__startswith=f"{name}@"))
    ]


def test_mia_has_something_to_answer_to_understand_and_to_write(demo):
    assert waiting_for("mia") == [
        "join_request_unanswered",
        "direction_unacknowledged",
        "no_learning_noted",
        "invitation_unanswered",
        "trial_unseen",
        "assumption_untested",
        "offering_unsettled",
    ]


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        (
            "bo",
            [
                *2 * ["proposal_awaits_decision"],
                *("receiver_unanswered", "agreement_unconfirmed", "promise_unanswered"),
            ],
        ),
        ("nadia", ["proposal_awaits_decision", "proposal_awaits_decision", "direction_missing"]),
        ("sanne", ["consultant_missing"]),
        ("karen", ["sparring_asked", "proposal_awaits_consultant", "sparring_unlogged"]),
        ("eva", ["seat_offered", "draft_unfinished"]),
        ("ingrid", ["proposal_returned", "look_again_due", "no_sparring_lately"]),
        ("ali", ["meeting_unanswered"]),
        ("noor", []),
    ],
)
def test_everyone_who_can_be_tried_has_the_step_that_the_story_gives(demo, name, rules):
    assert [rule for rule in waiting_for(name) if rule != "sparring_tomorrow"] == rules


# What only waits on some days of the week: a conversation on Monday is tomorrow on Sunday.
ON_SOME_DAYS = {
    *(("sparring_tomorrow", f"{name}@demo.example") for name in ("karen", "ole")),
    ("new_direction_promised", "lone@demo.example"),
}
# She has waved away the first question that reached her, and which that was is the calendar's.
ONE_OR_BOTH = {
    (rule, "josefine@demo.example") for rule in ("feedback_missing", "result_without_receiver")
}


def test_the_nudges_that_are_due_are_those_that_the_story_gives(demo):
    email_of = dict(Person.objects.values_list("pk", "email"))
    due = {
        (wording.key, email_of[one.recipient])
        for wording in NudgeRule.objects.on()
        for one in outlook(RULE_OF[wording.key], wording, limit=1000).candidates
        if one.why_not in {"", WhyNot.ASKED, WhyNot.ENOUGH}
    }
    chiefs = Person.objects.chiefs().values_list("email", flat=True)
    asked = {
        "mia": {
            *("no_learning_noted", "trial_unseen", "assumption_untested"),
            *("invitation_unanswered", "offering_unsettled", "join_request_unanswered"),
        },
        "line": {
            *("no_learning_noted", "feedback_missing", "no_sparring_lately"),
            "meeting_unanswered",
        },
        "peter": {"trial_unseen", "offering_unsettled", "alignment_unanswered"},
        "josefine": {"sparring_time_to_pick"},
        "birgit": {"offering_unsettled", "alignment_unanswered"},
        "karen": {"sparring_asked", "sparring_unlogged", "proposal_awaits_consultant"},
        "rasmus": {"attendance_unnoted", "offering_request_waits", "proposal_awaits_consultant"},
        "sanne": {"consultant_missing"},
        "nadia": {"direction_missing"},
        "eva": {"seat_offered"},
        **{name: {"feedback_missing"} for name in ("fatima", "lars")},
        **{name: {"no_sparring_lately"} for name in ("hamid", "jesper")},
        "bo": {"receiver_unanswered", "agreement_unconfirmed", "promise_unanswered"},
        "ingrid": {"look_again_due", "no_sparring_lately", "proposal_returned"},
        **{name: {"meeting_unanswered"} for name in ("ali", "malte", "mikkel", "ole")},
        "signe": {"meeting_unanswered", "offering_unsettled"},
    }
    assert due & ONE_OR_BOTH
    assert due - ONE_OR_BOTH - ON_SOME_DAYS == {
        *((rule, f"{name}@demo.example") for name, rules in asked.items() for rule in rules),
        *(("proposal_awaits_decision", email) for email in chiefs),
    }


def test_every_network_of_the_story_is_there_with_all_that_it_was_given(demo):
    support = demo.support
    asked = Counter(one["network"] for one in support["ask"])
    granted = Counter(one["network"] for one in support["request"] if one.get("granted"))
    for row in demo.text["network"]:
        network = Network.objects.get(title=row["title"])
        is_complete = "direction" in row and "consultant" in row
        room = demo.rooms.get(row["key"], {})
        status = NetworkStatus.ESTABLISHED if is_complete else NetworkStatus.FORMING
        invited = room.get("invitation", [])
        told = {
            "status": NetworkStatus.CLOSED if "close" in room else status,
            "phase": row["phase"],
            "members": {member["person"] for member in row["member"]}
            | {one["guest"] for one in invited if one.get("answer") == "yes"},
            "learning": len(row.get("learning", []))
            + sum("note" in meeting for meeting in room.get("meeting", [])),
            "assumptions": len(room.get("assumption", [])),
            "results": len(room.get("result", [])),
            "sparring": len(row.get("sparring", [])) + asked[row["key"]],
            "offerings": len(row.get("offering", [])) + granted[row["key"]],
            "is_open": row["open_for_members"],
        }
        emails = network.memberships.to_the_end().values_list("person__email", flat=True)
        assert told == {
            "status": network.status,
            "phase": network.phase.name,
            "members": {email.partition("@")[0] for email in emails},
            "learning": LearningEntry.objects.filter(network=network).count(),
            "assumptions": network.assumptions.count(),
            "results": network.results.count(),
            "sparring": SparringSession.objects.filter(network=network).count(),
            "offerings": AssignedOffering.objects.filter(network=network).count(),
            "is_open": network.is_open_for_members,
        }


def test_every_proposal_of_the_story_is_in_its_state(demo):
    told = {row["title"]: row["state"] for row in demo.text["proposal"]}
    assert told == dict(
        Proposal.objects.exclude(status=ProposalStatus.ACCEPTED).values_list("title", "status")
    )


def test_two_rounds_are_still_open(demo):
    assert ThemeRound.objects.open_on(clock.today()).count() == 2


def test_the_desk_has_work(demo):
    piles = desk_work(demo.people["sanne"]).piles
    assert {pile.key: len(pile.rows) for pile in piles} == {
        **dict.fromkeys(["forslag", "konsulent", "retning", "tidspunkt", "noter"], 1),
        **dict.fromkeys(["oensker", "hold", "aftryk"], 2),
    }


def test_there_is_sparring_ahead_for_mia(demo):
    calendar = front_page_for(demo.people["mia"]).calendar
    assert sorted(one.what for one in calendar) == ["meeting", "seat", "sparring"]


def test_the_past_lies_in_the_past_and_on_working_days(demo):
    moments = [
        *LearningEntry.objects.values_list("noted_at", flat=True),
        *PhaseChange.objects.values_list("at", flat=True),
        *Proposal.objects.values_list("created_at", flat=True),
    ]
    assert max(moments) < clock.now()
    assert {moment.weekday() for moment in moments} <= {0, 1, 2, 3, 4}


def test_the_post_has_come_on_its_own_days_and_none_of_it_waits(demo):
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {MailState.SENT}
    days = {letter.sent_at.date() for letter in OutboxMail.objects.visible_to(demo.people["mia"])}
    assert len(days) >= 8
    assert clock.today() not in days


def test_the_planner_has_just_been_at_work(demo):
    assert pulse().state_of(Part.PLANNER) == OK


def test_those_who_can_be_tried_can_sign_in(demo, client):
    people = Person.objects.demo().with_password()
    assert {one.email.partition("@")[0] for one in people} == set(demo.text["entrance"]["people"])
    assert all(one.check_password("netvaerk-demo") for one in people[:1])


def test_loading_twice_changes_nothing(demo):
    def everything() -> dict[str, int]:
        return {model._meta.label: model._base_manager.count() for model in apps.get_models()}

    before, said = everything(), StringIO()
    call_command("load_demo", stdout=said)
    assert everything() == before
    assert said.getvalue().splitlines() == [
        "There are people in the database already: nothing was loaded."
    ]


def test_it_is_refused_where_there_is_no_demo(db, settings):
    settings.DEMO = False
    before = AuditEntry.objects.count()
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert AuditEntry.objects.count() == before


def test_the_rounds_hold_whatever_the_day():
    """Every decision of the story's past finds the round that it was made in."""
    day = clock.today()
    for _ in range(366):
        rounds = rounds_around(day)
        deadlines = [one.proposals_by for one in rounds]
        assert sum(deadline >= day for deadline in deadlines) == 2
        for days_ago in (490, 310, 158, 95, 52, 24):
            assert deadline_before(day - timedelta(days=days_ago)) in deadlines
        day += timedelta(days=1)


def test_nobody_works_at_the_weekend():
    week = [clock.today() + timedelta(days=number) for number in range(7)]
    assert {before_weekend(day).weekday() for day in week} == {0, 1, 2, 3, 4}
    assert {after_weekend(day).weekday() for day in week} == {0, 1, 2, 3, 4}
    assert all(before_weekend(day) <= day <= after_weekend(day) for day in week)
