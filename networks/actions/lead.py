"""Who leads a network: handed over by its leader, or given anew when nobody leads it."""

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import AuditEntry, Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.actions.membership import let_in
from networks.models import Network
from networks.permissions.membership import can_appoint_leader, can_hand_over_lead
from networks.permissions.network import is_member


class CannotLead(Refusal):
    """Only an employee who can sign in leads a network; handed over, it stays among its members."""

    def __init__(self) -> None:
        super().__init__(_("Vælg en medarbejder, der er med i netværket, og som kan logge ind."))


@transaction.atomic
def hand_over_lead(*, by: Person, network: Network, to: Person, words: str) -> Network:
    """Another member leads from now on; the one who hands over stays as a core member."""
    network = locked(network)
    require(can_hand_over_lead(by, network))
    if to.pk == by.pk or not (_can_lead(to) and is_member(to, network)):
        raise CannotLead
    entry = _lead(network, by=by, leader=to, verb="hand_over_lead")
    # Whoever has led a network is in it to the end, unless they leave.
    by.memberships.current().filter(network=network).update(is_core=True)
    sentence = format_lazy(
        _("{name} har givet ledelsen af netværket videre til {leader}."),
        name=by.name,
        leader=to.name,
    )
    _tell(
        network,
        entry,
        Letter(**_letter(network, to), paragraphs=[sentence], quotes=[(by.name, words)]),
    )
    return network


@transaction.atomic
def appoint_leader(*, by: Person, network: Network, leader: Person) -> Network:
    """The secretariat finds a new leader for a network that nobody leads any more."""
    network = locked(network)
    require(can_appoint_leader(by, network))
    if not _can_lead(leader):
        raise CannotLead
    let_in(network=network, person=leader)
    entry = _lead(network, by=by, leader=leader, verb="appoint_leader")
    sentence = format_lazy(
        _("Netværket stod uden leder. {leader} leder det fra nu af."), leader=leader.name
    )
    _tell(network, entry, Letter(**_letter(network, leader), paragraphs=[sentence]))
    return network


def _can_lead(person: Person) -> bool:
    return person.is_active and person.is_employee


def _lead(network: Network, *, by: Person, leader: Person, verb: str) -> AuditEntry:
    """`leader` is in; leading makes them a core member, without a last day."""
    mine = leader.memberships.current().select_for_update(of=("self",))
    membership = mine.filter(network=network).first()
    if membership is None:  # its last day was over a moment ago
        raise CannotLead
    before = network.leader_id
    network.leader = leader
    # Nobody is their own sparring partner.
    if network.co_driver_id == leader.pk:
        network.co_driver = None
    network.save(update_fields=["leader", "co_driver"])
    membership.is_core, membership.ends_on = True, None
    membership.save(update_fields=["is_core", "ends_on"])
    membership.phases.clear()
    return record(by=by, verb=verb, subject=network, leader=leader.pk, before=before)


def _letter(network: Network, leader: Person) -> dict:
    return {
        "subject": format_lazy(
            _("{name} leder nu »{title}«"), name=leader.name, title=network.title
        ),
        "button_label": _("Gå til netværket"),
        "button_path": reverse("networks:network_detail", args=[network.slug]),
        "why": _("Du får mailen, fordi du har en rolle i netværket."),
    }


def _tell(network: Network, entry: AuditEntry, letter: Letter) -> None:
    """The new leader, the reference leader and the consultant, each once."""
    for person in {network.leader, network.reference_leader, network.consultant}:
        if person is None or person == entry.by:
            continue
        queue_mail(to=person, cause=f"lead:{entry.pk}:{person.pk}", kind="lead", letter=letter)
