"""The catalogue, what a network is given of it, and what became of that."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.content import save_content
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.models import Network, NetworkType, Phase
from networks.permissions.network import can_assign_support
from offerings.actions.answer import write_answer
from offerings.models import AssignedOffering, Offering
from offerings.permissions.offering import can_edit_catalogue
from offerings.permissions.request import can_settle_offering


class AlreadyAssigned(Refusal):
    """A network gets the same offering once."""

    def __init__(self) -> None:
        super().__init__(_("Netværket har allerede fået det tilbud. Vælg et andet."))


class NotUsedYet(Refusal):
    """What has been used was used today or earlier."""

    def __init__(self) -> None:
        super().__init__(_("Den dag er ikke kommet endnu. Vælg den dag, I brugte det."))


@transaction.atomic
def save_offering(
    *,
    by: Person,
    offering: Offering,
    phases: Iterable[Phase],
    types: Iterable[NetworkType] = (),
) -> Offering:
    """Add to the catalogue or edit it: phases in which it is suggested; no types means all."""
    require(can_edit_catalogue(by))
    save_content(by=by, content=offering, related={"phases": phases, "types": types})
    return offering


@transaction.atomic
def assign_offering(
    *, by: Person, network: Network, offering: Offering, note: str
) -> AssignedOffering:
    """Give a network an offering with a word on why; its leader is told once.

    If the network has asked for it, this is the answer, and whoever asked is told too.
    """
    network = locked(network)
    require(can_assign_support(by) and offering.is_active and network.is_alive)
    assigned, is_new = AssignedOffering.objects.get_or_create(
        network=network,
        offering=offering,
        defaults={"note": note, "assigned_by": by, "assigned_at": clock.now()},
    )
    if not is_new:
        raise AlreadyAssigned
    record(by=by, verb="assign_offering", subject=network, offering=offering.pk)
    asked = network.offering_requests.waiting().filter(offering=offering)
    if request := asked.select_for_update(of=("self",)).first():
        write_answer(by=by, request=request, is_granted=True, answer=note)
        return assigned
    queue_mail(
        to=network.leader,
        cause=f"offering:{assigned.pk}:{network.leader_id}",
        kind="offering",
        letter=_letter_about(assigned),
    )
    return assigned


@transaction.atomic
def settle_offering(
    *,
    by: Person,
    assigned: AssignedOffering,
    used_on: date | None = None,
    unused_because: str = "",
) -> AssignedOffering:
    """Say on which day it was used, or why it was not; the newest word counts."""
    network = locked(assigned.network)
    assigned = AssignedOffering.objects.select_for_update(of=("self",)).get(pk=assigned.pk)
    assigned.network = network
    require(can_settle_offering(by, assigned))
    require((used_on is None) != (unused_because == ""))
    if used_on and used_on > clock.today():
        raise NotUsedYet
    assigned.used_on, assigned.unused_because = used_on, unused_because
    assigned.settled_at = clock.now()
    assigned.save(update_fields=["used_on", "unused_because", "settled_at"])
    record(by=by, verb="settle_offering", subject=network, offering=assigned.offering_id)
    return assigned


def _letter_about(assigned: AssignedOffering) -> Letter:
    offering, network, giver = assigned.offering, assigned.network, assigned.assigned_by
    return Letter(
        subject=format_lazy(
            _("Et tilbud til »{title}«: {offering}"), title=network.title, offering=offering.title
        ),
        paragraphs=[
            format_lazy(
                _("{name} fra sekretariatet tænker, at det her kan hjælpe jer lige nu."),
                name=giver.name,
            ),
            format_lazy(_("Det giver: {gives}"), gives=offering.gives),
            format_lazy(_("Det kræver: {asks}"), asks=offering.asks),
        ],
        quotes=[(giver.first_name, assigned.note)] if assigned.note else [],
        button_label=_("Se jeres støtte"),
        button_path=reverse("secretariat:network_support", args=[network.slug]),
        why=_("Du får mailen, fordi du leder netværket."),
    )
