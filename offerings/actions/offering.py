"""The only writers of the offerings room."""

from collections.abc import Iterable

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
from networks.enums import NetworkStatus
from networks.models import Network, Phase
from networks.permissions.network import can_assign_support
from offerings.models import AssignedOffering, Offering
from offerings.permissions.offering import can_edit_catalogue


class AlreadyAssigned(Refusal):
    """A network gets the same offering once."""

    def __init__(self) -> None:
        super().__init__(_("Netværket har allerede fået det tilbud. Vælg et andet."))


@transaction.atomic
def save_offering(*, by: Person, offering: Offering, phases: Iterable[Phase]) -> Offering:
    """Add to the catalogue or edit it; the phases are those in which it is suggested."""
    require(can_edit_catalogue(by))
    save_content(by=by, content=offering)
    offering.phases.set(phases)
    return offering


@transaction.atomic
def assign_offering(
    *, by: Person, network: Network, offering: Offering, note: str
) -> AssignedOffering:
    """Give a network an offering with a word on why; its leader is told once."""
    network = locked(network)
    require(can_assign_support(by) and offering.is_active)
    require(network.status != NetworkStatus.CANCELLED)
    assigned, is_new = AssignedOffering.objects.get_or_create(
        network=network,
        offering=offering,
        defaults={"note": note, "assigned_by": by, "assigned_at": clock.now()},
    )
    if not is_new:
        raise AlreadyAssigned
    record(by=by, verb="assign_offering", subject=network, offering=offering.pk)
    queue_mail(
        to=network.leader,
        cause=f"offering:{assigned.pk}:{network.leader_id}",
        kind="offering",
        letter=_letter_about(assigned),
    )
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
