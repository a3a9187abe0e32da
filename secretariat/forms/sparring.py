"""What is asked around a conversation: before it, at its time and after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.forms.line import Line
from networks.forms.prose import FormKey, Prose, Sentence
from networks.forms.twice import NewForm, VersionForm
from secretariat.enums import SparringState
from secretariat.models import SparringFormat, SparringNote, SparringSession

FURTHEST = timedelta(days=365)
QUESTION = SparringSession._meta.get_field("question").max_length
WHERE = SparringSession._meta.get_field("where").max_length
MOVED = "moved"


class Moment(forms.DateTimeField):
    """A day and an hour to come, not further away than anybody plans."""

    default_error_messages = {
        "required": _("Vælg en dag og et klokkeslæt."),
        "invalid": _("Skriv tidspunktet som 24.11.2026 09:30, eller vælg det i kalenderen."),
    }

    def clean(self, value: Any) -> datetime | None:
        try:
            moment: datetime | None = super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"]) from error
        if moment and moment <= clock.now():
            raise forms.ValidationError(_("Det er allerede gået. Vælg noget, der ligger forude."))
        if moment and moment > clock.now() + FURTHEST:
            raise forms.ValidationError(_("Det er mere end et år ude. Er årstallet rigtigt?"))
        return moment


class AskForm(NewForm):
    """Which kind of conversation, and about what."""

    format = forms.ModelChoiceField(
        queryset=SparringFormat.objects.filter(is_active=True),
        widget=forms.RadioSelect,
        empty_label=None,
        label=_("Hvilken slags samtale?"),
        error_messages={"required": _("Vælg en form. I kan altid aftale en anden bagefter.")},
    )
    question = Line(
        max_length=QUESTION,
        widget=forms.Textarea,
        label=_("Hvad vil I gerne vende?"),
        help_text=_("Ét spørgsmål. Det står i kalenderen hos alle, der er med i samtalen."),
        error_messages={"required": _("Skriv jeres spørgsmål. En linje er nok.")},
    )


class TimesForm(forms.Form):
    """One to three times to pick from."""

    first = Moment(label=_("Forslag 1"))
    second = Moment(label=_("Forslag 2"), required=False)
    third = Moment(label=_("Forslag 3"), required=False)

    @property
    def times(self) -> list[datetime]:
        return times_in(self.cleaned_data, ("first", "second", "third"))


class PickForm(forms.Form):
    """A button for each time."""

    time_id = forms.IntegerField(min_value=1)


class MoveForm(VersionForm):
    """Another time or place, on top of what stands."""

    takes_place_at = Moment(label=_("Hvornår"))
    where = Line(max_length=WHERE, label=_("Sted eller link"), required=False)

    def __init__(self, *args: Any, session: SparringSession, **kwargs: Any) -> None:
        at = session.takes_place_at
        is_ahead = at is not None and at > clock.now()
        stands = {"where": session.where, "based_on": session.sequence}
        stands |= {"takes_place_at": at} if is_ahead else {}
        super().__init__(*args, initial=stands, **kwargs)


class BecauseForm(forms.Form):
    """A sentence to those who are told."""

    because = Sentence(
        label=_("Hvad vil du sige til de andre?"),
        help_text=_("En sætning, der står i den mail, de får."),
        error_messages={"required": _("Skriv en sætning, så de andre ved hvorfor.")},
    )


class LogForm(forms.Form):
    """Three buttons and a sentence that may be left out."""

    form_key = FormKey()
    outcome = forms.ChoiceField(
        choices=[(one, one) for one in (SparringState.HELD, SparringState.NOT_HELD, MOVED)]
    )
    sentence = Sentence(label=_("Hvad vil I huske?"), required=False)


class NoteForm(NewForm):
    text = Prose(
        max_length=SparringNote._meta.get_field("text").max_length,
        label=_("Hvad vil I huske?"),
        error_messages={"required": _("Skriv det, I vil huske. En sætning er nok.")},
    )


def times_in(cleaned: dict[str, Any], names: Sequence[str]) -> list[datetime]:
    """Those that were filled in, each once, in order."""
    return sorted({cleaned[name] for name in names if cleaned.get(name)})
