"""Learning cards in three ways: four short fields, a longer story, a look back on a meeting."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from networks.enums import Audience, LearningKind
from networks.forms.attachment import UploadsField
from networks.forms.audience import ReadersField, ShieldedForm
from networks.forms.prose import Prose
from networks.forms.twice import NewForm, VersionForm
from networks.models import LearningEntry
from networks.models.learning import ASKED, ASKED_AFTER_A_MEETING
from networks.queries.learning_writing import AtHand

STORY, HEADING, LABEL = 20_000, 120, 90
TIES = ("assumption", "trial", "meeting")
# What a draft keeps, by the names that the forms send.
DRAFTED = ("kind", "based_on", *LearningEntry.WORDS, "audience", *TIES)
READ_UNTIL_NOW = {
    Audience.SECRETARIAT: _("Hidtil har netværket og sekretariatet kunnet læse kortet."),
    Audience.EMPLOYEES: _("Hidtil har alle medarbejdere kunnet læse kortet."),
}


class Tie(forms.TypedChoiceField):
    """Something of the network's own that the card is tied to, or nothing."""

    def __init__(self, **options: Any) -> None:
        gone = _("Det findes ikke i jeres netværk længere. Gem igen, så bliver kortet gemt uden.")
        messages = {"invalid_choice": gone}
        super().__init__(required=False, empty_value=None, error_messages=messages, **options)

    def offer(self, choices: Mapping[str, Any], label: Any) -> None:
        """What to choose from; hidden when that is nothing."""
        self.coerce = choices.__getitem__
        self.choices = [("", _("Ingen")), *((key, label(one)) for key, one in choices.items())]
        if not choices:
            self.widget = forms.HiddenInput()


class Heading(Prose):
    """One line."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class LearningForm(ShieldedForm, NewForm, VersionForm):
    """What every card has; `entry` is the card being edited, `initial` goes by field names."""

    kind: str
    learned = Prose(
        label=ASKED["learned"],
        help_text=_("Det, I ved nu, som I ikke vidste før."),
        error_messages={"required": _("Skriv, hvad I lærte af det. Få ord er nok.")},
        rows=2,
    )
    therefore = Prose(
        label=ASKED["therefore"],
        help_text=_("Det næste, I vil prøve."),
        required=False,
        rows=2,
    )
    meeting = Tie(label=_("Møde"), widget=forms.HiddenInput)
    assumption = Tie(label=_("Rører det ved en af jeres antagelser?"))
    trial = Tie(label=_("Prøvehandling"), widget=forms.HiddenInput)
    uploads = UploadsField()
    audience = ReadersField(label=_("Hvem må læse kortet?"))

    def __init__(
        self, *args: Any, at_hand: AtHand, entry: LearningEntry | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assumption"].offer(at_hand.assumptions, lambda one: _short(one.sentence))
        self.fields["trial"].offer(at_hand.trials, lambda one: _short(one.what))
        self.fields["meeting"].offer(at_hand.meetings, _day_and_question)
        for name in TIES:
            offered = {key for key, _label in self.fields[name].choices}
            if str(self.initial.get(name, "")) not in offered:
                self.initial[name] = ""
        if entry is None:
            del self.fields["based_on"]
        elif entry.audience in READ_UNTIL_NOW:
            self.fields["audience"].help_text = _said_of(entry.audience)

    def clean(self) -> dict[str, Any]:
        """A hidden tie to what is gone is let go, so that saving again succeeds."""
        for name in TIES:
            if name in self.errors and self.fields[name].widget.is_hidden:
                self.add_error(None, self.errors.pop(name).as_data())
                self.replaced(name, "")
        # Files that wait with a draft are found again by the key that the page has.
        if self.data.get("form_key") != str(self.cleaned_data["form_key"]):
            self.replaced("form_key", str(self.cleaned_data["form_key"]))
        return super().clean()

    @property
    def tied_to(self) -> list[tuple[Any, str]]:
        """What the card is tied to without a field to see it in."""
        return [
            (self.fields[name].label, label)
            for name in TIES
            for key, label in self.fields[name].choices
            if key and self.fields[name].widget.is_hidden and key == str(self[name].value() or "")
        ]


class ShortForm(LearningForm):
    """Four short fields, for the way home from a meeting."""

    kind = LearningKind.SHORT
    believed = Prose(
        label=ASKED["believed"],
        help_text=_("Det, I gik ud fra."),
        error_messages={"required": _("Skriv, hvad I troede. Få ord er nok.")},
        rows=2,
    )
    saw = Prose(
        label=ASKED["saw"],
        help_text=_("Det, der faktisk skete. Uden navne på borgere."),
        error_messages={"required": _("Skriv, hvad I så eller hørte. Få ord er nok.")},
        rows=2,
    )
    field_order = ["believed", "saw"]


class LongForm(LearningForm):
    """A story with a title, in Markdown."""

    kind = LearningKind.LONG
    title = Heading(
        label=_("Overskrift"),
        max_length=HEADING,
        error_messages={"required": _("Giv fortællingen en overskrift. Få ord er nok.")},
    )
    text = Prose(
        label=_("Fortællingen"),
        help_text=_(
            "Som I ville fortælle den til en kollega, uden navne på borgere. "
            "**fed**, *kursiv*, # foran en overskrift, - foran et punkt, > foran et citat."
        ),
        max_length=STORY,
        error_messages={"required": _("Fortæl, hvad der skete. Et par linjer er nok.")},
        rows=12,
    )
    field_order = ["title", "text"]


class MeetingForm(LearningForm):
    """The four questions of an after-action review."""

    kind = LearningKind.MEETING
    believed = Prose(
        label=ASKED_AFTER_A_MEETING["believed"],
        error_messages={"required": _("Skriv, hvad I havde ventet. Få ord er nok.")},
        rows=2,
    )
    saw = Prose(
        label=ASKED_AFTER_A_MEETING["saw"],
        help_text=_("Uden navne på borgere."),
        error_messages={"required": _("Skriv, hvad der skete. Få ord er nok.")},
        rows=2,
    )
    learned = Prose(
        label=ASKED_AFTER_A_MEETING["learned"],
        error_messages={"required": _("Skriv, hvad I lærte af det. Få ord er nok.")},
        rows=2,
    )
    therefore = Prose(label=ASKED_AFTER_A_MEETING["therefore"], required=False, rows=2)
    meeting = Tie(label=_("Hvilket møde?"))
    field_order = ["meeting", "believed", "saw"]


WAYS: dict[str, type[LearningForm]] = {
    LearningKind.SHORT: ShortForm,
    LearningKind.LONG: LongForm,
    LearningKind.MEETING: MeetingForm,
}


def as_typed(data: Mapping[str, str]) -> dict[str, str]:
    """What a draft keeps of a form, finished or not."""
    return {name: data[name] for name in DRAFTED if name in data}


def as_it_stands(entry: LearningEntry) -> dict[str, Any]:
    """A card by the names of its form's fields."""
    ties = {name: str(getattr(entry, f"{name}_id") or "") for name in TIES}
    return {**entry.words, **ties, "audience": entry.audience, "based_on": entry.version}


def _short(text: str) -> str:
    return Truncator(text).chars(LABEL)


def _day_and_question(meeting: Any) -> str:
    day = date_format(localtime(meeting.begins_at), _("j. F"))
    return f"{day}: {_short(meeting.question)}"


def _said_of(audience: str) -> str:
    until_now = READ_UNTIL_NOW[Audience(audience)]
    return f"{until_now} {_('Vælger du færre nu, kan nogen have læst det allerede.')}"
