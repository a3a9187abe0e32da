from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.forms.prose import Prose, VersionSeen
from networks.forms.twice import VersionForm
from networks.models import Direction, StrategicTheme


class DirectionForm(VersionForm):
    """The reference leader's words; `based_on` is the version that the writer saw."""

    why = Prose(
        label=_("Hvorfor er det vigtigt?"),
        help_text=_("Skriv, som du ville sige det til netværket over en kop kaffe."),
        error_messages={"required": _("Skriv, hvorfor det er vigtigt. Et par linjer er nok.")},
    )
    is_open = Prose(
        label=_("Hvad er åbent?"),
        help_text=_("Det, netværket må vende og dreje, også vaner og arbejdsgange."),
        error_messages={"required": _("Skriv, hvad netværket må røre ved.")},
    )
    is_fixed = Prose(
        label=_("Hvad ligger fast?"),
        help_text=_("Lov, økonomi eller beslutninger, som netværket ikke skal bruge kræfter på."),
        required=False,
    )
    chiefs_will = Prose(
        label=_("Hvad vil vi som chefer gøre anderledes?"),
        help_text=_("Det, netværket kan regne med fra jer."),
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        label=_("Hvilke pejlemærker er netværket knyttet til?"),
        queryset=StrategicTheme.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst ét pejlemærke.")},
    )
    is_shared = forms.BooleanField(
        label=_("Alle medarbejdere må læse retningen"),
        help_text=_("Netværket, cheferne og sekretariatet kan altid læse den."),
        required=False,
    )

    def __init__(self, *args, newest: Direction | None, **kwargs) -> None:
        kwargs.setdefault("initial", _words_of(newest))
        super().__init__(*args, **kwargs)
        # A theme that no longer counts can stay on the direction that already has it.
        kept = newest.themes.values("pk") if newest else []
        themes = StrategicTheme.objects.counting_on(clock.today())
        if newest:
            themes = themes | StrategicTheme.objects.filter(pk__in=kept)
        self.fields["themes"].queryset = themes


def _words_of(newest: Direction | None) -> dict:
    if newest is None:
        return {"based_on": 0, "is_shared": True}
    return {
        "why": newest.why,
        "is_open": newest.is_open,
        "is_fixed": newest.is_fixed,
        "chiefs_will": newest.chiefs_will,
        "themes": newest.themes.all(),
        "is_shared": newest.is_shared,
        "based_on": newest.version,
    }


class UnderstandingForm(forms.Form):
    """The network leader's answer to one version of the direction."""

    understanding = Prose(
        label=_("Sådan forstår vi den"),
        help_text=_("Jeres egne ord: Hvad skal I undersøge, hvad må I røre ved, og hvad ikke?"),
        error_messages={"required": _("Skriv, hvordan I forstår retningen. Et par linjer er nok.")},
    )
    version = VersionSeen()

    def answering(self, version: int) -> "UnderstandingForm":
        """The same words, as an answer to `version`."""
        self.data = self.data.copy()
        self.data["version"] = str(version)
        return self
