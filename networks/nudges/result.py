"""What waits when a network leaves something behind: a home for it, an answer, a look again."""

from django.db.models import DateTimeField, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Greatest
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.enums import NetworkStatus, ReceiverAnswer
from networks.models import LookAgain, Network, Receiver, Result

# A result's own title stands in `words`: those go to the person's page and nowhere else.


def result_without_receiver(people: PersonQuerySet) -> QuerySet:
    """Results of running networks that nobody has been asked to take over, or that somebody has
    said no to since, for the leader."""
    standing = Receiver.objects.standing().filter(result=OuterRef("pk"))
    homeless = Result.objects.filter(
        ~Exists(standing), network__in=Network.objects.running().led_by(people)
    )
    return waiting_set(
        homeless.annotate(homeless_since=Greatest("written_at", Max("receivers__answered_at"))),
        recipient=F("network__leader_id"),
        since="homeless_since",
        title="network__title",
        network="network_id",
        place="network__slug",
        words="title",
    )


def receiver_unanswered(people: PersonQuerySet) -> QuerySet:
    """Somebody is asked to take a result over, for whoever is asked; also after closing."""
    return waiting_set(
        _unanswered().filter(person__in=people),
        recipient=F("person_id"),
        since="asked_at",
        title="result__network__title",
        network="result__network_id",
        place="id",
        words="result__title",
    )


def receiver_slow(people: PersonQuerySet) -> QuerySet:
    """Whoever is asked has not answered, for the leader, unless that is the same person."""
    others = _unanswered().exclude(person=F("result__network__leader"))
    return waiting_set(
        others.filter(result__network__in=Network.objects.led_by(people)),
        recipient=F("result__network__leader_id"),
        since="asked_at",
        title="result__network__title",
        network="result__network_id",
        place="result__network__slug",
        words="result__title",
    )


def look_again_due(people: PersonQuerySet) -> QuerySet:
    """The newest day to look again that has come, for whoever has taken the result over."""
    due = LookAgain.objects.filter(due_on__lte=clock.today())
    newer = due.filter(result=OuterRef("result"), months__gt=OuterRef("months"))
    taken = Q(
        result__receivers__answer=ReceiverAnswer.ACCEPTED, result__receivers__person__in=people
    )
    return waiting_set(
        due.filter(~Exists(newer), taken, answer=""),
        recipient=F("result__receivers__person_id"),
        since=Greatest(Cast("due_on", DateTimeField()), F("result__receivers__answered_at")),
        title="result__network__title",
        network="result__network_id",
        place="id",
        words="result__title",
    )


def _unanswered() -> QuerySet[Receiver]:
    return Receiver.objects.asked().exclude(result__network__status=NetworkStatus.CANCELLED)


RULES: tuple[Rule, ...] = (
    Rule(
        key="receiver_unanswered",
        kind=NudgeKind.ASKED,
        find=receiver_unanswered,
        sentence=_("Vil du tage imod et resultat fra »{title}«?"),
        action=_("Læs og svar"),
        view="networks:receiver_answer",
        place_name="receiver_id",
        asked_in_person=True,
    ),
    Rule(
        key="look_again_due",
        kind=NudgeKind.RESULT,
        find=look_again_due,
        sentence=_("Du tog imod et resultat fra »{title}«. Lever det?"),
        action=_("Se på det igen"),
        view="networks:look_again_answer",
        place_name="look_id",
        asked_in_person=True,
    ),
    Rule(
        key="result_without_receiver",
        kind=NudgeKind.RESULT,
        find=result_without_receiver,
        sentence=_("Hvem skal tage imod et resultat fra »{title}«?"),
        action=_("Spørg en modtager"),
        view="networks:result_list",
        place_name="slug",
        only_when_overdue=True,
    ),
    Rule(
        key="receiver_slow",
        kind=NudgeKind.RESULT,
        find=receiver_slow,
        sentence=_("Et resultat fra »{title}« venter på sin modtager. Vil du ringe?"),
        action=_("Se, hvem der er spurgt"),
        view="networks:result_list",
        place_name="slug",
        only_when_overdue=True,
    ),
)
