from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from networks.enums import Bearing
from networks.forms.prose import Prose, VersionSeen
from networks.forms.twice import NewForm
from networks.models import Network

WHAT_NEXT = {
    Bearing.ON_COURSE: _("netværket fortsætter som hidtil og svarer, om det ser det ens"),
    Bearing.NEW_DIRECTION: _(
        "{reference} skriver en ny version, og netværket siger, hvordan det forstår den"
    ),
    Bearing.LET_US_TALK: _("{leader} svarer, og I finder en tid"),
}


class ReviewNoteForm(NewForm):
    """A chief's note: what it comes to, and why; `direction_seen` is the version that was read."""

    bearing = forms.ChoiceField(
        label=_("Hvad siger du til netværket?"),
        choices=Bearing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg en af de tre.")},
    )
    reason = Prose(
        label=_("Hvorfor?"),
        help_text=_("Hvad lagde du mærke til, da du læste de tre tekster ved siden af hinanden?"),
        error_messages={"required": _("Skriv hvorfor. Et par linjer er nok.")},
    )
    direction_seen = VersionSeen()

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {
            "reference": network.reference_leader.first_name,
            "leader": network.leader.first_name,
        }
        self.fields["bearing"].choices = [
            (
                bearing.value,
                format_lazy(
                    "{word}: {next}",
                    word=bearing.label,
                    next=format_lazy(WHAT_NEXT[bearing], **names),
                ),
            )
            for bearing in Bearing
        ]

    def having_read(self, direction: int) -> "ReviewNoteForm":
        """The same words, to the version that stands now."""
        return self.replaced("direction_seen", str(direction))
