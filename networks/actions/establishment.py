"""When direction, leader and consultant are there, the network is established by itself."""

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry, Person
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from networks.enums import NetworkStatus
from networks.models import Network
from networks.permissions.network import can_assign_support
from networks.queries.horizon import horizon_of


class NotAConsultant(Refusal):
    """Only somebody with the consultant role can be a network's consultant."""

    def __init__(self) -> None:
        super().__init__(_("Vælg en netværkskonsulent fra sekretariatet."))


def locked(network: Network) -> Network:
    """The network as it stands now, held until the transaction ends."""
    return Network.objects.select_for_update(of=("self",)).get(pk=network.pk)


@transaction.atomic
def assign_consultant(*, by: Person, network: Network, consultant: Person) -> Network:
    """Give the network its sparring partner; that may be what establishes it."""
    network = locked(network)
    require(can_assign_support(by) and not network.is_closed)
    if Role.CONSULTANT not in consultant.roles:
        raise NotAConsultant
    if network.consultant_id == consultant.pk:
        return network
    network.consultant = consultant
    network.save(update_fields=["consultant"])
    entry = record(by=by, verb="assign_consultant", subject=network, consultant=consultant.pk)
    # Being established is told in a letter of its own.
    if not establish_when_ready(network=network, by=by):
        _tell_of_partner(consultant, _("konsulent"), network=network, entry=entry)
    return network


@transaction.atomic
def assign_co_driver(*, by: Person, network: Network, co_driver: Person | None) -> Network:
    """Give the network leader a practice-near sparring partner, or none."""
    network = locked(network)
    require(can_assign_support(by) and not network.is_closed)
    if network.co_driver == co_driver:
        return network
    network.co_driver = co_driver
    network.save(update_fields=["co_driver"])
    entry = record(
        by=by,
        verb="assign_co_driver",
        subject=network,
        co_driver=co_driver.pk if co_driver else None,
    )
    if co_driver:
        _tell_of_partner(co_driver, _("co-driver"), network=network, entry=entry)
    return network


def _tell_of_partner(partner: Person, part: Words, *, network: Network, entry: AuditEntry) -> None:
    """The partner and the network leader learn of each other."""
    letter = Letter(
        subject=format_lazy(
            _("{name} er {part} for »{title}«"), name=partner.name, part=part, title=network.title
        ),
        paragraphs=[
            format_lazy(
                _("{leader} leder netværket. Tag fat i hinanden, og aftal, hvordan I begynder."),
                leader=network.leader.name,
            )
        ],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[network.slug]),
        why=_("Du får mailen, fordi du har en rolle i netværket."),
    )
    for person in {partner, network.leader}:
        queue_mail(
            to=person,
            cause=f"partner:{entry.pk}:{person.pk}",
            kind="partner",
            letter=letter,
        )


@transaction.atomic
def establish_when_ready(*, network: Network, by: Person) -> bool:
    """Establish the (locked) network if nothing is missing; at that moment support starts."""
    consultant = network.consultant
    is_forming = network.status == NetworkStatus.FORMING
    if not is_forming or consultant is None or not network.directions.exists():
        return False
    network.status, network.established_at = NetworkStatus.ESTABLISHED, clock.now()
    network.horizon_on = horizon_of(network.type, clock.today())
    network.save(update_fields=["status", "established_at", "horizon_on"])
    record(by=by, verb="establish_network", subject=network)
    letter = Letter(
        subject=format_lazy(_("»{title}« er etableret"), title=network.title),
        paragraphs=[
            format_lazy(
                _(
                    "Retningen er skrevet, og netværket har leder og konsulent: {consultant}. "
                    "Fra nu af støtter sekretariatet jer med sparring og tilbud."
                ),
                consultant=consultant.name,
            )
        ],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[network.slug]),
        why=_("Du får mailen, fordi du har en rolle i netværket."),
    )
    for person in {network.leader, network.reference_leader, consultant}:
        queue_mail(
            to=person,
            cause=f"established:{network.pk}:{network.established_at:%Y%m%d%H%M%S%f}:{person.pk}",
            kind="establishment",
            letter=letter,
        )
    return True
