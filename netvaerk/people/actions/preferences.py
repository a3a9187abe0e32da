from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def save_preferences(*, by: Person, language: str) -> None:
    """A person's own language: nobody else's form may touch it, and it touches nothing else."""
    by.language = language
    by.save(update_fields=["language"])
    record(by=by, verb="save_preferences", subject=by)
