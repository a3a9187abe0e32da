"""What waits for a test, and what was tried without a word about it."""

from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Assumption, Network, Trial


def assumption_untested(people: PersonQuerySet) -> QuerySet:
    """The oldest one of each network that nobody has begun to test, for the leader."""
    untried = Assumption.objects.untried()
    older = untried.filter(network=OuterRef("network"), pk__lt=OuterRef("pk"))
    return waiting_set(
        untried.filter(~Exists(older), network__in=_led_by(people)),
        recipient=F("network__leader_id"),
        since="written_at",
        title="network__title",
        network="network_id",
        place="network__slug",
        words=_quoted("sentence"),
    )


def trial_unseen(people: PersonQuerySet) -> QuerySet:
    """Trials whose day has passed without what was seen, since that day, for the leader."""
    past = Trial.objects.unfinished().filter(
        on__lt=clock.today(), assumption__outcome="", assumption__network__in=_led_by(people)
    )
    return waiting_set(
        past,
        recipient=F("assumption__network__leader_id"),
        since="on",
        title="assumption__network__title",
        network="assumption__network_id",
        place="assumption__network__slug",
        words=_quoted("what"),
    )


def _led_by(people: PersonQuerySet) -> QuerySet[Network]:
    return Network.objects.running().led_by(people)


def _quoted(text: str) -> Concat:
    return Concat(Value("»"), text, Value("«"), output_field=TextField())


RULES: tuple[Rule, ...] = (
    Rule(
        key="trial_unseen",
        kind=NudgeKind.NETWORK,
        find=trial_unseen,
        sentence=_("I har prøvet noget af i »{title}«. Hvad så I?"),
        action=_("Skriv, hvad I så"),
        view="networks:assumption_list",
        place_name="slug",
        only_when_overdue=True,
    ),
    Rule(
        key="assumption_untested",
        kind=NudgeKind.NETWORK,
        find=assumption_untested,
        sentence=_(
            "I »{title}« går I ud fra noget, I ikke har prøvet af. Hvad er det mindste, I kan gøre?"
        ),
        action=_("Se antagelserne"),
        view="networks:assumption_list",
        place_name="slug",
        only_when_overdue=True,
    ),
)
