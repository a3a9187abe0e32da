"""What waits around agreements: one to write, one to answer, one to look at again."""

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.enums import Role
from netvaerk.people.models.person import PersonQuerySet
from networks.models import Agreement, Membership
from networks.models.agreement import AgreementQuerySet
from networks.models.network import LIVING


def agreement_missing(people: PersonQuerySet) -> QuerySet:
    """Employees in a network with a line manager and no agreement, for each of them."""
    written = Agreement.objects.filter(network=OuterRef("network"), member=OuterRef("person"))
    without = Membership.objects.current().filter(
        ~Exists(written),
        network__status__in=LIVING,
        person__in=people,
        person__roles__contains=[Role.EMPLOYEE],
        person__line_manager__isnull=False,
    )
    return waiting_set(
        without.exclude(person=F("person__line_manager")),
        recipient=F("person_id"),
        since="joined_at",
        title="network__title",
        network="network_id",
        place="network__slug",
    )


def agreement_unconfirmed(people: PersonQuerySet) -> QuerySet:
    """Newest versions that one side has put forward, for the other."""
    waits_for_member = Q(member_confirmed_at=None)
    waits = Q(waits_for_member, member__in=people) | Q(
        manager_confirmed_at=None, line_manager__in=people, line_manager=F("member__line_manager")
    )
    return waiting_set(
        _newest_of_those_who_are_in().filter(waits),
        recipient=Case(When(waits_for_member, then=F("member_id")), default=F("line_manager_id")),
        since="written_at",
        title="network__title",
        network="network_id",
        place="network__slug",
    )


def agreement_to_renew(people: PersonQuerySet) -> QuerySet:
    """Agreements that both sides made before the network moved on, for the member."""
    made = _newest_of_those_who_are_in().filter(member__in=people)
    return waiting_set(
        made.made_before_a_move(),
        recipient=F("member_id"),
        since="moved_at",
        title="network__title",
        network="network_id",
        place="network__slug",
    )


def _newest_of_those_who_are_in() -> AgreementQuerySet:
    inside = Membership.objects.current().filter(
        network=OuterRef("network"), person=OuterRef("member")
    )
    return Agreement.objects.newest().filter(Exists(inside), network__status__in=LIVING)


RULES: tuple[Rule, ...] = (
    Rule(
        key="agreement_unconfirmed",
        kind=NudgeKind.ASKED,
        find=agreement_unconfirmed,
        sentence=_("En samarbejdsaftale om »{title}« venter på dit ja. Passer den?"),
        action=_("Læs og svar"),
        view="networks:agreement_list",
        place_name="slug",
        asked_in_person=True,
    ),
    Rule(
        key="agreement_missing",
        kind=NudgeKind.NETWORK,
        find=agreement_missing,
        sentence=_("Hvor mange timer har du til »{title}«? Aftal det med din personaleleder."),
        action=_("Skriv aftalen"),
        view="networks:agreement_write",
        place_name="slug",
        only_when_overdue=True,
    ),
    Rule(
        key="agreement_to_renew",
        kind=NudgeKind.NETWORK,
        find=agreement_to_renew,
        sentence=_("»{title}« er i en ny fase. Passer din samarbejdsaftale stadig?"),
        action=_("Se aftalen"),
        view="networks:agreement_list",
        place_name="slug",
        only_when_overdue=True,
    ),
)
