"""The forms of the secretariat's desk."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.people.actions.organisation import PERSON_FIELDS
from netvaerk.people.enums import Role
from netvaerk.people.forms.person_field import PersonField
from netvaerk.people.models import Invitation, OrgUnit, Person
from netvaerk.sheets import decoded

LARGEST_FILE = 5 * 1024 * 1024


class PersonForm(forms.ModelForm):
    unit = forms.ModelChoiceField(
        OrgUnit.objects.in_danish_order(), label=gettext_lazy("Afdeling"), required=False
    )
    line_manager = PersonField(
        label=gettext_lazy("Personaleleder"),
        help_text=gettext_lazy("Lederens mailadresse."),
        required=False,
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roller"),
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("En gæst udefra har ingen."),
    )

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        error_messages: ClassVar = {
            "email": {"unique": gettext_lazy("Adressen hører allerede til en anden person.")}
        }

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "stakeholder_kind"]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()


class OrganisationUploadForm(forms.Form):
    """Two files; their texts, once read, are in `texts`."""

    units = forms.FileField(label=gettext_lazy("Afdelinger (CSV)"), required=False)
    people = forms.FileField(label=gettext_lazy("Personer (CSV)"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        files = {name: cleaned.get(name) for name in ("units", "people")}
        if not self.errors and not any(files.values()):
            raise ValidationError(_("Vælg mindst én fil."))
        self.texts = {f"{name}_csv": self._read(name, file) for name, file in files.items()}
        return cleaned

    def _read(self, name: str, file: UploadedFile | None) -> str:
        if not file:
            return ""
        if (file.size or 0) > LARGEST_FILE:
            self.add_error(name, _("Filen er for stor. Del den i flere, på højst 5 MB hver."))
            return ""
        return decoded(file.read())


class OrganisationTextsForm(forms.Form):
    """The same two files, carried along from the preview to the confirmation."""

    units_csv = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    people_csv = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
