"""Content that the secretariat edits in the admin: words, phases, types, themes."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Model

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def save_content(
    *, by: Person, content: Model, related: Mapping[str, Iterable[Model]] | None = None
) -> Model:
    """Save a piece of content after the model's own validation.

    `related` holds what a many-to-many field shall point at, by the field's name.
    """
    is_new = content._state.adding
    content.full_clean()
    content.save()
    for field, others in (related or {}).items():
        getattr(content, field).set(others)
    record(by=by, verb="add_content" if is_new else "edit_content", subject=content)
    return content


@transaction.atomic
def remove_content(*, by: Person, content: Model) -> None:
    """Remove content that nothing points at; PROTECT refuses the rest."""
    record(by=by, verb="remove_content", subject=content)
    content.delete()
