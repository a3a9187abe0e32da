"""A network ends: its people are thanked, its results live on, and somebody looks again."""

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.ending import call_off
from networks.actions.establishment import locked
from networks.enums import EndedBecause, JoinRequestStatus, NetworkStatus
from networks.models import LookAgain, Membership, Network, Receiver
from networks.permissions.network import is_leader
from networks.permissions.result import can_close_network
from networks.queries.horizon import months_after


class SubnetworksRun(Refusal):
    """What lies below a network ends before it does."""

    def __init__(self, titles: list[str]) -> None:
        names = ", ".join(f"»{title}«" for title in titles)
        sentence = _now("Afslut først undernetværkene: %(names)s. De skal nå at sige farvel selv.")
        super().__init__(sentence % {"names": names})


class NoReceiver(Refusal):
    """A result that nobody has taken over is left behind knowingly, or not at all."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Et resultat har ingen, der har taget imod det. "
                "Skriv, hvorfor I afslutter alligevel."
            )
        )


@transaction.atomic
def close_network(*, by: Person, network: Network, words: str, why_without: str) -> Network:
    """Close it once; `why_without` counts only while a result lacks somebody who has accepted."""
    network = locked(network)
    if network.is_closed and is_leader(by, network):
        return network  # a second click
    require(can_close_network(by, network))
    running = list(network.subnetworks.alive().in_danish_order().values_list("title", flat=True))
    if running:
        raise SubnetworksRun(running)
    lacks = network.results.without_receiver().exists()
    if lacks and not why_without.strip():
        raise NoReceiver
    network.status, network.closed_at = NetworkStatus.CLOSED, clock.now()
    network.is_open_for_members = False
    network.closing_words, network.closed_without_receiver = words, why_without if lacks else ""
    network.save(
        update_fields=[
            *("status", "closed_at", "is_open_for_members"),
            *("closing_words", "closed_without_receiver"),
        ]
    )
    record(by=by, verb="close_network", subject=network)
    told = _people_around(network)
    _end_what_runs(network)
    _decline_requests(network, by=by)
    _plan_look_agains(network)
    _thank(told, network)
    return network


def _people_around(network: Network) -> list[Person]:
    """Everyone who is in, stands around it, or is asked to take something over."""
    members = Membership.objects.current().filter(network=network).values("person")
    receivers = Receiver.objects.standing().filter(result__network=network).values("person")
    partners = [network.reference_leader_id, network.consultant_id, network.co_driver_id]
    return list(
        Person.objects.active().filter(
            Q(pk__in=members) | Q(pk__in=receivers) | Q(pk__in=[pk for pk in partners if pk])
        )
    )


def _end_what_runs(network: Network) -> None:
    """Memberships end, open invitations are dead, and what lies ahead is called off."""
    network.memberships.current().update(ended_at=clock.now(), ended_because=EndedBecause.CLOSED)
    call_off(network)


def _decline_requests(network: Network, *, by: Person) -> None:
    sentence = _now("Netværket er afsluttet nu. Tak, fordi du ville være med.")
    for request in network.join_requests.pending().select_for_update(of=("self",)):
        request.status, request.answer = JoinRequestStatus.DECLINED, sentence
        request.answered_by, request.answered_at = by, clock.now()
        request.save(update_fields=["status", "answer", "answered_by", "answered_at"])
        queue_mail(
            to=request.person,
            cause=f"join-answer:{request.pk}",
            kind="join_answer",
            letter=Letter(
                subject=format_lazy(_("Svar fra »{title}«"), title=network.title),
                paragraphs=[
                    _("Netværket er afsluttet nu. Tak, fordi du ville være med."),
                    _("Det, netværket har lært og delt, kan du læse i høsten."),
                ],
                button_label=_("Læs høsten"),
                button_path=reverse("networks:harvest_report", args=[network.slug]),
                why=_("Du får mailen, fordi du bad om at være med."),
            ),
        )


def _plan_look_agains(network: Network) -> None:
    """For every result: somebody may still take it over."""
    LookAgain.objects.bulk_create(
        LookAgain(result=result, months=months, due_on=months_after(clock.today(), months))
        for result in network.results.all()
        for months in LookAgain.MONTHS
    )


def _thank(people: list[Person], network: Network) -> None:
    letter = Letter(
        subject=format_lazy(_("Tak for »{title}«"), title=network.title),
        paragraphs=[
            format_lazy(
                _(
                    "Netværket er afsluttet. Tak for det, du gav. {leader} og netværket siger "
                    "farvel med ordene herunder."
                ),
                leader=network.leader.name,
            ),
            _(
                "Møder, der lå forude, er aflyst. Høsten samler det, netværket har lært, delt og "
                "givet videre, og den bliver stående."
            ),
        ],
        quotes=[(_("Det tager vi med os"), network.closing_words)],
        button_label=_("Læs høsten"),
        button_path=reverse("networks:harvest_report", args=[network.slug]),
        why=_("Du får mailen, fordi du har været med i netværket eller omkring det."),
    )
    for person in people:
        queue_mail(
            to=person,
            cause=f"closed:{network.pk}:{person.pk}",
            kind="closing",
            letter=letter,
        )
