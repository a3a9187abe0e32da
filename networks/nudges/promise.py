"""What waits when a chief has promised a network something."""

from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Promise
from networks.models.network import LIVING


def promise_unanswered(people: PersonQuerySet) -> QuerySet:
    """Promises to living networks without a word of how it went, for the chief who made them."""
    return waiting_set(
        Promise.objects.unanswered().filter(
            network__status__in=LIVING, made_by__in=people.chiefs()
        ),
        recipient=F("made_by_id"),
        since="made_at",
        title="network__title",
        place="id",
        network="network_id",
        words=Concat(Value("»"), "text", Value("«"), output_field=TextField()),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="promise_unanswered",
        kind=NudgeKind.DECISION,
        find=promise_unanswered,
        sentence=_("Hvordan går det med det, du lovede netværket »{title}«?"),
        action=_("Svar netværket"),
        view="networks:promise_answer",
        place_name="promise_id",
        asked_in_person=True,
        only_when_overdue=True,
    ),
)
