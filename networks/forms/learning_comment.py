from typing import Any

from django.utils.translation import gettext_lazy as _

from networks.forms.audience import CHOICES, ReadersField, ShieldedForm
from networks.forms.prose import Prose
from networks.forms.twice import NewForm
from networks.models import LearningEntry
from networks.permissions.learning import audiences_within


class LearningCommentForm(ShieldedForm, NewForm):
    """A word to a card; never for more people than the card itself."""

    text = Prose(
        label=_("Dine ord til kortet"),
        help_text=_("Et spørgsmål eller noget, du selv har set."),
        error_messages={"required": _("Skriv dine ord. En enkelt linje er nok.")},
        rows=3,
    )
    audience = ReadersField(label=_("Hvem må læse dine ord?"))

    def __init__(self, *args: Any, entry: LearningEntry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = audiences_within(entry.audience)
        self.fields["audience"].choices = [one for one in CHOICES if one[0] in within]
