"""What proposers and consultants write: the outline, the seven answers, the talk about them."""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from netvaerk.people.forms import PeopleField
from netvaerk.people.models import OrgUnit, StakeholderKind
from networks.forms.prose import Prose
from networks.models import Proposal, Question

LONGEST_ANSWER = 5000


class Line(Prose):
    """One line, as short as its column; the form may show it on two."""

    widget = forms.TextInput

    def __init__(self, *, column: str, **options: Any) -> None:
        length = Proposal._meta.get_field(column).max_length
        super().__init__(max_length=length or LONGEST_ANSWER, rows=2, **options)
        if isinstance(self.widget, forms.TextInput):
            del self.widget.attrs["rows"]

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class TitleAndChallenge(forms.Form):
    title = Line(
        column="title",
        label=_("Hvad skal forslaget hedde?"),
        help_text=_("Få ord, så en kollega ved, hvad det handler om. Højst 90 tegn."),
        error_messages={"required": _("Giv forslaget et navn. Du kan altid ændre det.")},
    )
    challenge = Line(
        column="challenge",
        widget=forms.Textarea,
        label=_("Hvad er udfordringen i én linje?"),
        help_text=_("Gerne et spørgsmål, som ingen kan svare på endnu. Højst 160 tegn."),
        error_messages={
            "required": _("Skriv udfordringen i én linje. Den må gerne være foreløbig.")
        },
    )


class BeginForm(TitleAndChallenge):
    """The first two lines; `key` makes a form that is sent twice one draft."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class OutlineForm(TitleAndChallenge):
    co_authors = PeopleField(
        label=_("Hvem skriver du sammen med?"),
        help_text=_(
            "Skriv deres mailadresser, én på hver linje. De kan rette i forslaget ligesom du."
        ),
        required=False,
    )


class AnswerForm(forms.Form):
    """One of the seven questions; an empty answer is fine until the proposal is sent."""

    text = Prose(
        label=_("Jeres svar"),
        required=False,
        max_length=LONGEST_ANSWER,
        rows=9,
        error_messages={
            "max_length": _(
                "Svaret er på %(show_value)d tegn, og der er plads til %(limit_value)d. "
                "Kort det af; det vigtigste er nok."
            )
        },
    )


class UnitsForm(AnswerForm):
    """Which units it touches, picked from the tree, and in words."""

    units = forms.ModelMultipleChoiceField(
        label=_("Afdelinger"),
        queryset=OrgUnit.objects.all(),
        required=False,
        error_messages={
            "invalid_choice": _("En af afdelingerne findes ikke mere. Vælg igen."),
            "invalid_pk_value": _("En af afdelingerne findes ikke. Vælg igen."),
        },
    )


class VoicesForm(AnswerForm):
    """Which voices should be in, and what one hopes that they will tell."""

    voices = forms.ModelMultipleChoiceField(
        label=_("Hvilke stemmer skal med?"),
        queryset=StakeholderKind.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": _("Et af valgene findes ikke mere. Vælg igen."),
            "invalid_pk_value": _("Et af valgene findes ikke. Vælg igen."),
        },
    )
    field_order = ["voices", "text"]


class CommentForm(forms.Form):
    """A word on one question, or on the whole when there is no question."""

    question = forms.ModelChoiceField(
        label=_("Spørgsmålet"),
        queryset=Question.objects.all(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": _("Det findes ikke mere. Din kommentar gælder det hele.")
        },
    )
    text = Prose(
        label=_("Din kommentar"),
        error_messages={"required": _("Skriv din kommentar. En enkelt linje er nok.")},
    )


class ReturnForm(forms.Form):
    text = Prose(
        label=_("Hvad vil du spørge om?"),
        help_text=_("Et eller to spørgsmål, der kan hjælpe dem videre."),
        error_messages={"required": _("Skriv det spørgsmål, du sender forslaget tilbage med.")},
    )


class ForwardForm(forms.Form):
    note = Prose(
        label=_("Dine ord til chefforum"),
        help_text=_("Hvad er stærkt i forslaget, og hvad skal cheferne lægge mærke til?"),
        error_messages={"required": _("Skriv et par linjer til chefforum om forslaget.")},
    )


def moment_or_none(text: str) -> datetime | None:
    """What `isoformat` wrote, or None for nothing and for nonsense."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
