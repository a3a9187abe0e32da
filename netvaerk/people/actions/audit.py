from django.db.models import Model

from netvaerk.people.models import AuditEntry, Person


def record(
    *, by: Person | None, verb: str, subject: Model, **facts: str | int | None
) -> AuditEntry:
    """Write who did what, in the same transaction as the deed; facts are ids and short words."""
    return AuditEntry.objects.create(
        by=by,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts=facts,
    )
