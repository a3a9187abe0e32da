"""What waits when a chief has reviewed a network: its answer, and the direction it was promised."""

from django.db.models import Case, F, QuerySet, TextField, Value, When
from django.db.models.functions import Concat, Left, Length
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import AlignmentNote, Network

QUOTED = 240  # letters of the note; its page has the rest


def alignment_unanswered(people: PersonQuerySet) -> QuerySet:
    """Chiefs' notes without an answer, for the network leader who did not write them."""
    cut = Concat(Left("reason", QUOTED), Value("…"), output_field=TextField())
    living = Network.objects.alive().led_by(people)
    notes = AlignmentNote.objects.unanswered().annotate(letters=Length("reason"))
    return waiting_set(
        notes.filter(network__in=living).exclude(written_by=F("network__leader")),
        recipient=F("network__leader_id"),
        since="written_at",
        title="network__title",
        place="id",
        network="network_id",
        words=Concat(
            "written_by__first_name",
            Value(" "),
            "written_by__last_name",
            Value(": »"),
            Case(When(letters__gt=QUOTED, then=cut), default="reason"),
            Value("«"),
            output_field=TextField(),
        ),
    )


def new_direction_promised(people: PersonQuerySet) -> QuerySet:
    """Networks whose newest note promises a new direction, for their reference leader."""
    promised = AlignmentNote.objects.newest().without_the_new_direction()
    living = Network.objects.alive().filter(reference_leader__in=people)
    return waiting_set(
        promised.filter(network__in=living),
        recipient=F("network__reference_leader_id"),
        since="written_at",
        title="network__title",
        place="network__slug",
        network="network_id",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="alignment_unanswered",
        kind=NudgeKind.ASKED,
        find=alignment_unanswered,
        sentence=_("Cheferne har gennemgået »{title}«. Hvad svarer I?"),
        action=_("Læs og svar"),
        view="networks:alignment_open",
        place_name="note_id",
        asked_in_person=True,
    ),
    Rule(
        key="new_direction_promised",
        kind=NudgeKind.DECISION,
        find=new_direction_promised,
        sentence=_("»{title}« er lovet en ny retning. Hvad skal den sige?"),
        action=_("Skriv den nye retning"),
        view="networks:direction_write",
        place_name="slug",
    ),
)
