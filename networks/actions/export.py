from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.models import Network
from networks.permissions.learning import can_export_learning


@transaction.atomic
def note_export(*, by: Person, network: Network, form: str) -> None:
    """Shielded text is about to leave the house: who takes it out, and in which form."""
    require(can_export_learning(by, network))
    record(by=by, verb="export_learning", subject=network, form=form)
