from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.enums import MeetingAnswer
from networks.forms.line import Line, SecureLink
from networks.forms.prose import Sentence
from networks.forms.twice import NewForm, VersionForm
from networks.models import Meeting

FURTHEST = timedelta(days=3 * 365)


class TimeOfDay(forms.TimeField):
    """A time as the browser's picker sends it, or as people write it: 9.30."""

    default_error_messages = {"invalid": _("Skriv klokkeslættet som 9.30.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S", "%H"], **options)


class MeetingForm(forms.Form):
    """When, where, and around which question; `plan` is what the actions take."""

    question = Line(
        max_length=Meeting._meta.get_field("question").max_length,
        widget=forms.Textarea,
        label=_("Hvad er dagens spørgsmål?"),
        help_text=_("Ét spørgsmål, som I mødes om. Det er nemmere at forberede end en dagsorden."),
        error_messages={"required": _("Skriv det spørgsmål, I mødes om. En linje er nok.")},
    )
    on = forms.DateField(label=_("Dag"))
    begins = TimeOfDay(
        label=_("Fra klokken"), error_messages={"required": _("Skriv, hvornår mødet begynder.")}
    )
    ends = TimeOfDay(
        label=_("Til klokken"), error_messages={"required": _("Skriv, hvornår mødet slutter.")}
    )
    place = Line(
        max_length=Meeting._meta.get_field("place").max_length,
        label=_("Sted"),
        help_text=_("Skriv et sted eller et link. For eksempel »Klub Nord, det store lokale«."),
        required=False,
    )
    link = SecureLink(
        label=_("Link, hvis I mødes online"),
        help_text=_("Begynder med https://. For eksempel linket til et møde i Teams."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("place", "link"):
            self.fields[name].is_one_of_several = True

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if on < clock.today():
            raise forms.ValidationError(_("Den dag er allerede gået. Vælg en, der ligger forude."))
        if on > clock.today() + FURTHEST:
            raise forms.ValidationError(_("Den dag ligger langt ude i fremtiden. Er året rigtigt?"))
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("place") or cleaned.get("link") or self._is_wrong("place", "link")):
            self.add_error("place", _("Skriv et sted eller et link, så de andre kan finde jer."))
        if not self._is_wrong("on", "begins", "ends"):
            self._clean_moments(cleaned)
        return cleaned

    def _clean_moments(self, cleaned: dict[str, Any]) -> None:
        for name in ("begins", "ends"):
            moment = moment_of(cleaned["on"], cleaned[name])
            if moment is None:
                self.add_error(name, _("Den nat stilles uret frem, så klokkeslættet findes ikke."))
            cleaned[f"{name}_at"] = moment
        if self._is_wrong("begins", "ends"):
            return
        if cleaned["ends_at"] <= cleaned["begins_at"]:
            self.add_error("ends", _("Mødet skal slutte senere, end det begynder."))

    def _is_wrong(self, *names: str) -> bool:
        return any(name in self.errors for name in names)

    @property
    def plan(self) -> dict[str, Any]:
        """What is cleaned, with the two moments instead of a day and two times."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"on", "begins", "ends"}
        }


class CallForm(MeetingForm, NewForm):
    """A meeting to call."""


class ChangeForm(MeetingForm, VersionForm):
    """A meeting to change, on top of the one that stands."""

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        begins, ends = map(timezone.localtime, (meeting.begins_at, meeting.ends_at))
        stands = {
            "question": meeting.question,
            "on": begins.date(),
            "begins": begins.time(),
            "ends": ends.time(),
            "place": meeting.place,
            "link": meeting.link,
            "based_on": meeting.sequence,
        }
        super().__init__(*args, initial=stands, **kwargs)


class CancelForm(forms.Form):
    words = Sentence(
        label=_("Hvad vil du sige til de andre?"),
        help_text=_("En sætning, der står i den mail, de får."),
        error_messages={"required": _("Skriv en sætning, så de andre ved hvorfor.")},
    )


class ReplyForm(forms.Form):
    """Three buttons."""

    answer = forms.ChoiceField(choices=MeetingAnswer.choices)


def moment_of(day: date, at: time) -> datetime | None:
    """The moment on a Danish clock; the first of the two in October, none in March's lost hour."""
    moment = datetime.combine(day, at, tzinfo=timezone.get_default_timezone()).astimezone(UTC)
    return moment if timezone.localtime(moment).time() == at else None
