from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def save_preferences(*, by: Person, language: str) -> None:
    """A person's own language: nobody else's form may touch it, and it touches nothing else."""
    by.language = language
    by.save(update_fields=["language"])
    record(by=by, verb="save_preferences", subject=by)


@transaction.atomic
def set_relations_choice(*, by: Person, is_in: bool) -> None:
    """Whether one is counted where relations are shown; pictures made before are not used again."""
    by.is_in_relations = is_in
    by.save(update_fields=["is_in_relations"])
    record(by=by, verb="set_relations_choice", subject=by, is_in=int(is_in))
