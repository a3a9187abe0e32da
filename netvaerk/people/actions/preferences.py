from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def save_preferences(*, by: Person, language: str, wants_nudges_by_mail: bool) -> None:
    """A person's own choices: nobody else's form may touch them."""
    by.language = language
    by.wants_nudges_by_mail = wants_nudges_by_mail
    by.save(update_fields=["language", "wants_nudges_by_mail"])
    record(by=by, verb="save_preferences", subject=by)
