import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models import StakeholderKind
from networks.actions.invitation import MOST_AT_ONCE
from networks.forms.prose import FormKey, Prose, Sentence

BETWEEN = re.compile(r"[\n,;]+")
NAMED = re.compile(r"[^<>]*<([^<>]+)>\s*")  # Navn <adresse>
SHOWN = 5


class Addresses(Prose):
    """One address a line or with commas between; a name may stand before it."""

    def clean(self, value: Any) -> list[str]:
        parts = [part.strip() for part in BETWEEN.split(super().clean(value)) if part.strip()]
        addresses = [_address(part) for part in parts]
        if wrong := [part for part, address in zip(parts, addresses, strict=True) if not address]:
            listed = get_text_list([f"»{part[:80]}«" for part in wrong[:SHOWN]], gettext("og"))
            raise ValidationError(
                gettext("Det ligner ikke en mailadresse: %(listed)s. Ret den, og send igen.")
                % {"listed": listed}
            )
        found = list(dict.fromkeys(address for address in addresses if address))
        if len(found) > MOST_AT_ONCE:
            raise ValidationError(
                gettext("Der er %(count)d adresser. Send højst %(most)d ad gangen.")
                % {"count": len(found), "most": MOST_AT_ONCE}
            )
        return found


def _address(part: str) -> str:
    """The address in »Navn <adresse>« or by itself; empty when there is none."""
    named = NAMED.fullmatch(part)
    address = (named[1] if named else part).strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(address) <= 254 else ""


class InviteForm(forms.Form):
    """Ask several people into the network, with own words."""

    addresses = Addresses(
        label=_("Hvem vil I invitere?"),
        help_text=_(
            "En mailadresse på hver linje, højst 20 ad gangen. Hver får sin egen mail. "
            "Skriv dem, der skal høre det samme; andre kan du invitere bagefter."
        ),
        error_messages={"required": _("Skriv mindst én mailadresse.")},
    )
    stakeholder_kind = forms.ModelChoiceField(
        queryset=StakeholderKind.objects.all(),
        label=_("Hvem er de?"),
        empty_label=_("Vælg"),
        error_messages={"required": _("Vælg, hvem de er, så I kan se, hvilke stemmer I har.")},
    )
    words = Prose(
        label=_("Jeres egne ord"),
        help_text=_("Hvad undersøger I, og hvad har I brug for? Skriv, som du ville sige det."),
        error_messages={"required": _("Skriv et par linjer til dem, du inviterer.")},
        rows=5,
    )
    why_you = Sentence(
        label=_("Hvorfor netop dig?"),
        help_text=_("For eksempel »Fordi du kender skolevejen bedre end nogen af os«."),
        error_messages={"required": _("Skriv, hvorfor I gerne vil have netop dem med.")},
        rows=2,
    )
    asks_hours = forms.CharField(
        label=_("Hvor meget tid beder I om?"),
        max_length=120,
        help_text=_("For eksempel »To møder om måneden, halvanden time«."),
        error_messages={"required": _("Skriv, hvor meget tid I beder om. Et cirkatal er nok.")},
    )
    asks_until = forms.DateField(
        label=_("Til hvornår?"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Den sidste dag, de er med. Lad den stå tom, hvis I ikke ved det."),
    )
    form_key = FormKey()

    def clean_asks_until(self) -> Any:
        until = self.cleaned_data["asks_until"]
        if until and until <= clock.today():
            raise ValidationError(gettext("Vælg en dag, der ligger efter i dag."))
        return until


class AcceptForm(forms.Form):
    """Yes, with a word; names only from somebody whom the house does not know yet."""

    answer = forms.CharField(widget=forms.HiddenInput, initial="ja", required=False)
    first_name = forms.CharField(
        label=_("Fornavn"),
        max_length=60,
        error_messages={"required": _("Skriv dit fornavn.")},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = forms.CharField(
        label=_("Efternavn"),
        max_length=80,
        error_messages={"required": _("Skriv dit efternavn.")},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    words = Sentence(
        label=_("Et ord med på vejen"),
        help_text=_("Hvad er du nysgerrig på, eller hvad skal vi vide?"),
        required=False,
        rows=2,
    )

    def __init__(self, *args: Any, is_known: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_known:
            del self.fields["first_name"], self.fields["last_name"]

    @property
    def said(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if name != "answer"}


class DeclineForm(forms.Form):
    """No, with a word if one likes."""

    answer = forms.CharField(widget=forms.HiddenInput, initial="nej", required=False)
    words = Sentence(
        label=_("Et ord med på vejen"),
        help_text=_("Du behøver ikke give en grund. Kender du en anden, så skriv det gerne."),
        required=False,
        rows=2,
    )
