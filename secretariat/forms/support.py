"""What the secretariat gives a network, on one page of the desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from netvaerk.people.forms import PersonField
from netvaerk.people.models import Person
from netvaerk.people.queries.role_word import lazy_role_label
from networks.models import Network
from networks.models.network import LIVING
from offerings.models import Offering
from secretariat.models import SparringFormat

SPARRING = ("partner", "format", "question", "takes_place_at")
BY_ADDRESS = _("Skriv mailadressen, som den står i Outlook.")


class ConsultantField(forms.ModelChoiceField):
    """Every consultant, with how many living networks each follows already."""

    def __init__(self, **options: Any) -> None:
        alive = Q(consults__status__in=LIVING)
        consultants = Person.objects.consultants().annotate(follows=Count("consults", filter=alive))
        super().__init__(queryset=consultants.in_danish_order(), **options)

    def label_from_instance(self, person: Person) -> str:
        follows = person.follows  # type: ignore[attr-defined] annotated above
        words = ngettext("følger %(n)d netværk", "følger %(n)d netværk", follows) % {"n": follows}
        return f"{person.name}, {words}"


class NetworkSupportForm(forms.ModelForm):
    """Everything that the secretariat gives a network, on one page with one button."""

    new_leader = PersonField(
        label=_("Ny netværksleder"),
        required=False,
        help_text=_("En medarbejder. Skriv mailadressen, som den står i Outlook."),
    )
    consultant = ConsultantField(
        label=lazy_role_label("consultant"),
        required=False,
        empty_label=_("Ingen endnu"),
        help_text=_("Når netværket også har en retning, er det etableret, og støtten går i gang."),
    )
    co_driver = PersonField(
        label=lazy_role_label("co_driver"), required=False, help_text=BY_ADDRESS
    )
    partner = PersonField(label=_("Sparring med"), required=False, help_text=BY_ADDRESS)
    format = forms.ModelChoiceField(
        label=_("Form"),
        queryset=SparringFormat.objects.filter(is_active=True),
        required=False,
        empty_label=_("Vælg en form"),
    )
    question = forms.CharField(
        label=_("Spørgsmålet, I tager op"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=_("Netværkslederen og sparringspartneren får det på mail."),
    )
    takes_place_at = forms.DateTimeField(label=_("Hvornår"), required=False)
    offering = forms.ModelChoiceField(
        label=_("Tilbud"),
        queryset=Offering.objects.none(),
        required=False,
        empty_label=_("Vælg et tilbud"),
    )
    offering_note = forms.CharField(
        label=_("Hvorfor netop det?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=_("Netværkslederen får din begrundelse sammen med tilbuddet."),
    )

    class Meta:
        model = Network
        fields = ("consultant", "co_driver")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The person themselves: their key would be looked up again.
        self.initial["co_driver"] = self.instance.co_driver
        if not getattr(self.instance, "is_orphaned", False):
            del self.fields["new_leader"]
        given = self.instance.assigned_offerings.values("offering")
        not_given = Offering.objects.active().exclude(pk__in=given)
        self.fields["offering"].queryset = not_given.in_danish_order().only("title")

    def clean_consultant(self) -> Person | None:
        """A network can change its consultant, but not do without."""
        consultant = self.cleaned_data["consultant"]
        if consultant is None and self.initial.get("consultant"):
            raise ValidationError(_("Netværket har en konsulent. Vælg, hvem der tager over."))
        return consultant

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        sparring = [name for name in SPARRING if cleaned.get(name)]
        for name in set(SPARRING) - set(sparring):
            if sparring and name not in self.errors:
                self.add_error(
                    name, _("Sparring skal have en partner, et spørgsmål og et tidspunkt.")
                )
        if cleaned.get("offering_note") and not cleaned.get("offering"):
            self.add_error("offering", _("Vælg det tilbud, du har begrundet."))
        return cleaned
