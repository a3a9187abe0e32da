from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.refusals import told_by_the_form
from secretariat.actions.announcement import require_known_link
from secretariat.models import Announcement

FIELDS = ("title", "text", "link_label", "link", "audience", "ends_on")


class AnnouncementForm(forms.ModelForm):
    class Meta:
        model = Announcement
        fields = FIELDS

    def clean_link(self) -> str:
        link = self.cleaned_data["link"].strip()
        with told_by_the_form():
            require_known_link(link)
        return link

    def clean_ends_on(self) -> date:
        ends_on = self.cleaned_data["ends_on"]
        if ends_on < clock.today():
            raise ValidationError(_("Den dag er gået. Vælg en, der kommer."))
        return ends_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("link") and not cleaned.get("link_label"):
            self.add_error("link_label", _("Skriv, hvad der skal stå på knappen."))
        if cleaned.get("link_label") and not cleaned.get("link") and "link" not in self.errors:
            self.add_error("link", _("Skriv, hvor knappen skal føre hen, eller fjern dens tekst."))
        return cleaned


class SeenForm(forms.Form):
    """What was on the page when somebody pressed the button."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
