from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk.words import Words
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
WITHOUT_A_DIRECTION = {
    Bearing.NEW_DIRECTION: _(
        "{reference} skriver den første, og netværket siger, hvordan det forstår den"
    ),
    Bearing.LET_US_TALK: WHAT_NEXT[Bearing.LET_US_TALK],
}


class ReviewNoteForm(NewForm):
    """A chief's note: what it comes to, and why; `direction_seen` is the version that was read."""

    bearing = forms.ChoiceField(
        label=_("Hvad siger du til netværket?"),
        choices=Bearing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Vælg, hvad du vil sige til netværket.")},
    )
    reason = Prose(
        label=_("Hvorfor?"),
        help_text=_("Hvad lagde du mærke til, da du læste de tre tekster ved siden af hinanden?"),
        error_messages={"required": _("Skriv hvorfor. Et par linjer er nok.")},
    )
    direction_seen = VersionSeen()

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.network = network
        self._offer(WHAT_NEXT)

    def _offer(self, what_next: dict[Bearing, Words]) -> None:
        network = self.network
        names = {
            "reference": network.reference_leader.first_name,
            "leader": network.leader.first_name,
        }
        self.fields["bearing"].choices = [
            (
                bearing.value,
                format_lazy("{word}: {next}", word=bearing.label, next=format_lazy(words, **names)),
            )
            for bearing, words in what_next.items()
        ]

    def beside(self, direction: int) -> None:
        """Shown with the version of this key; with none, there is no course to be on."""
        self.fields["direction_seen"].initial = direction
        if not direction:
            self._offer(WITHOUT_A_DIRECTION)
            self.fields["bearing"].help_text = format_lazy(
                _("»På kurs« kan du sige, når {name} har skrevet retningen."),
                name=self.network.reference_leader.first_name,
            )

    def having_read(self, direction: int) -> "ReviewNoteForm":
        """The same words, to the version that stands now."""
        return self.replaced("direction_seen", str(direction))
