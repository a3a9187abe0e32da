"""How an action says no: a named exception with a sentence for the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The action was not carried out; `str(refusal)` says why and how to mend it."""


class NotPossibleNow(Refusal):
    """The matter has moved on since the page was opened, or was never the person's to decide."""

    def __init__(self) -> None:
        super().__init__(
            _("Det kan ikke lade sig gøre lige nu. Måske er der sket noget, siden du åbnede siden.")
        )


class EditedMeanwhile(Refusal):
    """Somebody else saved first; `theirs` is what stands now, so that both can be shown."""

    def __init__(self, theirs: object) -> None:
        super().__init__(
            _(
                "En anden har gemt, mens du skrev. "
                "Din tekst er ikke gemt endnu, men står her stadig."
            )
        )
        self.theirs = theirs


def require(condition: bool) -> None:
    """Refuse unless `condition` holds."""
    if not condition:
        raise NotPossibleNow


@contextmanager
def told_by_the_form(field: str | None = None) -> Iterator[None]:
    """Within a form's clean(): what an action would refuse is the form's error, or its field's."""
    try:
        yield
    except Refusal as refusal:
        said = str(refusal)
        raise ValidationError({field: said} if field else said) from refusal
