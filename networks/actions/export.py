from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.models import Network
from networks.permissions.learning import can_export_learning
from networks.permissions.report import can_read_network_report


@transaction.atomic
def note_export(*, by: Person, network: Network, form: str) -> None:
    """Shielded text is about to leave the house: who takes it out, and in which form."""
    require(can_export_learning(by, network))
    record(by=by, verb="export_learning", subject=network, form=form)


@transaction.atomic
def note_report(*, by: Person, network: Network, may_read: str) -> None:
    """A report on the network is about to leave the house; `may_read` is whom its texts are for."""
    require(can_read_network_report(by, network))
    record(by=by, verb="export_report", subject=network, report="network", may_read=may_read)
