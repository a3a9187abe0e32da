"""The strategic agenda: a theme is written, and what it said before is kept."""

from typing import Any

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, require
from networks.models import StrategicTheme, StrategicThemeEdition
from networks.permissions.strategic_theme import can_edit_theme


@transaction.atomic
def save_theme(*, by: Person, theme: StrategicTheme, based_on: int | None = None) -> StrategicTheme:
    """Save the theme as it is filled in, and keep how it stood before.

    `based_on` is the version that the writer saw; EditedMeanwhile is raised, with the theme as it
    stands, when somebody else wrote in between. None asks no such thing.
    """
    before = StrategicTheme.objects.select_for_update().filter(pk=theme.pk).first()
    require(can_edit_theme(by, before))
    theme.full_clean()
    if before is None:
        theme.save()
        record(by=by, verb="add_theme", subject=theme)
        return theme
    # What is saved may have been fetched before somebody else's words came in.
    theme.version, words = before.version, _words_of(theme)
    if based_on not in (None, before.version) and words != _words_of(before):
        raise EditedMeanwhile(before)
    if words != _words_of(before):
        StrategicThemeEdition.objects.create(
            theme=before,
            version=before.version,
            edited_by=by,
            edited_at=clock.now(),
            **_words_of(before),
        )
        theme.version += 1
        record(by=by, verb="edit_theme", subject=theme, version=theme.version)
    theme.save()
    return theme


def _words_of(theme: StrategicTheme) -> dict[str, Any]:
    return {name: getattr(theme, name) for name in StrategicTheme.WORDS}
