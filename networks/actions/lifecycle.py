"""A network goes on past its horizon, or begins a network of its own one level down."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock, dates
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.actions.network import free_slug
from networks.enums import NetworkStatus
from networks.models import Membership, Network, Phase, Renewal
from networks.permissions.lifecycle import can_begin_subnetwork, can_renew_network
from networks.queries.horizon import horizon_of

_day = lazy(dates.day, str)


class NoLongerThanBefore(Refusal):
    """A renewal reaches further than the horizon that stands, and than today."""

    def __init__(self) -> None:
        super().__init__(
            _("Vælg en dag, der er senere end i dag og senere end den horisont, I har nu.")
        )


class TitleTaken(Refusal):
    """Another sub-network of the same network has the title."""

    def __init__(self) -> None:
        super().__init__(_("Der er allerede et undernetværk med det navn. Vælg et andet navn."))


@transaction.atomic
def renew_network(*, by: Person, network: Network, until: date, why: str) -> Renewal:
    """Move the horizon and say why; sent twice, it is the same renewal."""
    network = locked(network)
    require(can_renew_network(by, network))
    newest = network.renewals.first()
    if newest and (newest.by_id, newest.until, newest.why) == (by.pk, until, why):
        return newest
    if network.horizon_on is None or until <= max(network.horizon_on, clock.today()):
        raise NoLongerThanBefore
    network.horizon_on = until
    network.save(update_fields=["horizon_on"])
    renewal = Renewal.objects.create(network=network, until=until, why=why, by=by, at=clock.now())
    record(by=by, verb="renew_network", subject=network, renewal=renewal.pk)
    letter = Letter(
        subject=format_lazy(
            _("»{title}« fortsætter til {day}"), title=network.title, day=_day(until)
        ),
        paragraphs=[format_lazy(_("{name} har forlænget netværket, fordi:"), name=by.name)],
        quotes=[(by.name, why)],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[network.slug]),
        why=_("Du får mailen, fordi du har en rolle i netværket."),
    )
    for person in _around(network) - {by}:
        queue_mail(
            to=person, cause=f"renewal:{renewal.pk}:{person.pk}", kind="renewal", letter=letter
        )
    return renewal


@transaction.atomic
def begin_subnetwork(
    *, by: Person, network: Network, title: str, challenge: str, leader: Person
) -> Network:
    """Begin a network one level down; direction, type and support are the parent's.

    It is established at once, and its leader is in it. Sent twice, it is the same sub-network.
    """
    parent = locked(network)
    require(can_begin_subnetwork(by, parent))
    require(leader.is_employee and leader.is_active)
    if earlier := parent.subnetworks.filter(title__iexact=title).first():
        if (earlier.challenge, earlier.leader_id) == (challenge, leader.pk):
            return earlier
        raise TitleTaken
    now = clock.now()
    begun = Network.objects.create(
        parent=parent,
        slug=free_slug(title),
        title=title,
        challenge=challenge,
        type=parent.type,
        phase=Phase.objects.for_type(parent.type)[0],
        status=NetworkStatus.ESTABLISHED,
        reference_leader=parent.reference_leader,
        consultant=parent.consultant,
        leader=leader,
        decided_at=now,
        established_at=now,
        horizon_on=horizon_of(parent.type, clock.today()),
    )
    Membership.objects.create(network=begun, person=leader, is_core=True, joined_at=now)
    record(by=by, verb="begin_subnetwork", subject=begun, parent=parent.pk)
    _tell_of_subnetwork(begun, by=by)
    return begun


def _tell_of_subnetwork(begun: Network, *, by: Person) -> None:
    letter = Letter(
        subject=format_lazy(_("»{title}« er begyndt"), title=begun.title),
        paragraphs=[
            format_lazy(
                _(
                    "Det er et undernetværk af »{parent}«, og {leader} leder det. "
                    "Retning, pejlemærker og konsulent er de samme."
                ),
                parent=begun.parent,
                leader=begun.leader.name,
            )
        ],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[begun.slug]),
        why=_("Du får mailen, fordi du har en rolle i netværket."),
    )
    for person in _around(begun) - {by}:
        queue_mail(
            to=person,
            cause=f"subnetwork:{begun.pk}:{person.pk}",
            kind="subnetwork",
            letter=letter,
        )


def _around(network: Network) -> set[Person]:
    """Leader, reference leader and consultant, each once."""
    people = {network.leader, network.reference_leader, network.consultant}
    return {person for person in people if person}
