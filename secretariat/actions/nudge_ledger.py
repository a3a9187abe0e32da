"""That the secretariat has read up on somebody."""

from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import AuditEntry, Person
from netvaerk.refusals import require
from secretariat.permissions.nudge_ledger import can_look_up_nudges


@transaction.atomic
def note_look_up(*, by: Person, person: Person, rule: str = "") -> AuditEntry:
    """Remember whose nudges were looked up; `rule` is empty when all were."""
    require(can_look_up_nudges(by))
    return record(by=by, verb="look_up_nudges", subject=person, rule=rule)
