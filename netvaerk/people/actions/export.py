"""A list that leaves the house."""

from django.db import transaction
from django.db.models import Model

from netvaerk.people.actions.audit import record
from netvaerk.people.models import AuditEntry, Person


@transaction.atomic
def note_export(
    *, by: Person, model: type[Model], kind: str, filters: str, within: Model | None = None
) -> AuditEntry:
    """Remember who took which list along; `filters` are the names of those that were on.

    A list of one network is noted under that network, `within`.
    """
    listed, subject = model._meta.label_lower, within or by
    return record(
        by=by, verb="export_list", subject=subject, list=listed, kind=kind, filters=filters
    )
