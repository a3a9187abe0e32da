"""Harmless answers that a mail may offer: one press, without signing in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from netvaerk.words import Words
from networks.actions.meeting import reply_to_meeting
from networks.enums import MeetingAnswer
from networks.models import Meeting
from secretariat.actions.sparring_note import log_sparring
from secretariat.enums import SparringState
from secretariat.models import Nudge, SparringSession
from secretariat.queries.nudge_keys import still_asked


@dataclass(frozen=True)
class OneClick:
    """What may be answered (the address's word, and the button's), and what carries it out."""

    answers: Mapping[str, Words]
    carry_out: Callable[[Person, str, str], None]


REPLIES = {
    "kommer": MeetingAnswer.YES,
    "maaske": MeetingAnswer.MAYBE,
    "kan-ikke": MeetingAnswer.NO,
}
OUTCOMES = {"holdt": SparringState.HELD, "ikke-holdt": SparringState.NOT_HELD}


def _reply(by: Person, subject: str, answer: str) -> None:
    meeting = Meeting.objects.select_related("network").get(pk=subject)
    reply_to_meeting(by=by, meeting=meeting, answer=REPLIES[answer])


def _log(by: Person, subject: str, answer: str) -> None:
    session = SparringSession.objects.select_related("network").get(pk=subject)
    log_sparring(by=by, session=session, outcome=OUTCOMES[answer])


# By the key of the rule that asks; the rooms below can't name what only their mails offer.
ONE_CLICK: dict[str, OneClick] = {
    "meeting_unanswered": OneClick({key: one.label for key, one in REPLIES.items()}, _reply),
    "sparring_unlogged": OneClick({key: one.label for key, one in OUTCOMES.items()}, _log),
}


def answers_to(rule: str) -> Mapping[str, Words]:
    """Which answers a mail of the rule offers; none for most."""
    return ONE_CLICK[rule].answers if rule in ONE_CLICK else {}


@transaction.atomic
def answer_with_one_click(*, by: Person, nudge: Nudge, answer: str) -> None:
    """Carry it out as the one who was asked, if it still waits and has not begun anew."""
    require(by.pk == nudge.recipient_id and answer in answers_to(nudge.rule))
    require(still_asked(nudge) is not None)
    ONE_CLICK[nudge.rule].carry_out(by, nudge.subject, answer)
    # Beside the deed's own trace: nobody had signed in.
    record(by=by, verb="answer_from_mail", subject=nudge, rule=nudge.rule, answer=answer)
