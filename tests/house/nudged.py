"""What the world's people are asked, told and promised, and a form for each of its doors."""

import uuid
from datetime import timedelta

from netvaerk import clock
from netvaerk.people.actions.heartbeat import beat
from netvaerk.people.actions.mail import lay_in_mailboxes
from netvaerk.people.enums import Part
from netvaerk.people.models import Person, RefusedAddress
from networks.models import JoinRequest, Network, Promise
from secretariat.enums import Audience
from secretariat.models import Announcement, Nudge, NudgeRule, OfficeHours, QuietPeriod, Snooze
from secretariat.queries.nudge_keys import stop_token_for, token_for
from tests.factories.nudge_ledger import make_rule
from tests.house.room import Room


def ask_and_tell(network: Network, people: dict[str, Person | None], request: JoinRequest) -> Room:
    """A question to the leader, an announcement to the employees, and a chief's promise."""
    leader, lead, chief = people["leader"], people["lead"], people["reference"]
    assert leader
    nudge = _asked(leader, request)
    told = Announcement.objects.create(
        title="En temarunde åbner",
        text="Skriv, hvad ingen afdeling kan løse alene.",
        audience=Audience.EMPLOYEES,
        ends_on=clock.today() + timedelta(days=30),
        written_by=lead,
        sent_by=lead,
        sent_at=clock.now(),
    )
    promise = Promise.objects.create(network=network, made_by=chief, text="Jeg finder timerne.")
    rule = NudgeRule.objects.get(key=nudge.rule)
    _on_the_desk(rule, leader)
    _let_the_post_run()
    arguments = {
        "nudge_id": nudge.pk,
        "rule_id": rule.pk,
        "announcement_id": told.pk,
        "promise_id": promise.pk,
        ("secretariat:nudge_letter", "token"): token_for(nudge),
        ("secretariat:nudge_unsubscribe", "token"): stop_token_for(leader),
    }
    return Room(arguments, _payloads(nudge))


def _let_the_post_run() -> None:
    """What was written in the world's past has arrived."""
    lay_in_mailboxes(dated_before=clock.now() - timedelta(minutes=10))
    for part in Part:
        beat(part)


def _asked(leader: Person, request: JoinRequest) -> Nudge:
    make_rule("join_request_unanswered", question="Efter {waited}?")
    return Nudge.objects.create(
        rule="join_request_unanswered",
        subject=str(request.pk),
        recipient=leader,
        period=clock.today(),
        since=clock.now(),
        title=request.network.title,
        place=request.network.slug,
    )


def _on_the_desk(rule: NudgeRule, leader: Person) -> None:
    """What else the desk's lists hold."""
    today = clock.today()
    OfficeHours.objects.get_or_create(pk=1)
    QuietPeriod.objects.create(name="Ferie", rule=rule, first_day=today, last_day=today)
    RefusedAddress.objects.create(address="ude@demo.example", said="550 ukendt")
    Snooze.objects.create(rule="no_learning_noted", subject="0", recipient=leader, word="Ikke nu")


def _payloads(nudge: Nudge) -> dict[str, dict]:
    words = "Skrevet af en, der ikke må."
    return {
        "networks:promise_new": {"text": words, "form_key": uuid.uuid4()},
        "networks:promise_answer": {"answer": words, "outcome": "kept"},
        "secretariat:nudge_answer": {"rule": nudge.rule, "subject": nudge.subject},
        "secretariat:nudge_letter": {"svar": "ikke-nu"},
        "secretariat:nudge_unsubscribe": {"List-Unsubscribe": "One-Click"},
        "secretariat:nudge_choices": {
            "wants_mail": "on",
            "asked": "0",
            "appointment": "0",
            "network": "2",
            "support": "1",
            "result": "1",
            "decision": "1",
            "announcement": "1",
            "house": "1",
        },
    }
