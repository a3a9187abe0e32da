"""A list of the desk that leaves the house."""

from django.db import transaction
from django.db.models import Model

from netvaerk.people.actions.audit import record
from netvaerk.people.models import AuditEntry, Person


@transaction.atomic
def note_export(*, by: Person, model: type[Model], kind: str, filters: str) -> AuditEntry:
    """Remember who took which list along; `filters` are the names of those that were on."""
    listed = model._meta.label_lower
    return record(by=by, verb="export_list", subject=by, list=listed, kind=kind, filters=filters)
