"""Content that the secretariat edits in the admin: words, phases, types, themes."""

from django.db import transaction
from django.db.models import Model

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def save_content(*, by: Person, content: Model) -> Model:
    """Save a piece of content after the model's own validation."""
    is_new = content._state.adding
    content.full_clean()
    content.save()
    record(by=by, verb="add_content" if is_new else "edit_content", subject=content)
    return content


@transaction.atomic
def remove_content(*, by: Person, content: Model) -> None:
    """Remove content that nothing points at; PROTECT refuses the rest."""
    record(by=by, verb="remove_content", subject=content)
    content.delete()
