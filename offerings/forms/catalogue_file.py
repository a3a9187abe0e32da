from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from netvaerk.sheets import ZIP, NotASheet, TooLong, as_text
from netvaerk.uploads import Fault, checked

LARGEST_FILE = 5 * 1024 * 1024


class CatalogueUploadForm(forms.Form):
    """A CSV or a workbook; its text, once read, is in `texts`."""

    catalogue = forms.FileField(label=_("Kataloget (Excel eller CSV)"))

    def clean_catalogue(self) -> str:
        file: UploadedFile = self.cleaned_data["catalogue"]
        if (file.size or 0) > LARGEST_FILE:
            raise ValidationError(_("Filen er for stor. Del den i flere, på højst 5 MB hver."))
        content, name = file.read(), str(file.name)
        try:
            return as_text(_weighed(name, content))
        except Fault as fault:
            raise ValidationError(fault.said_of(name)) from fault
        except TooLong as error:
            raise ValidationError(
                _("Arket er for langt. Slet tomme linjer i bunden, eller del det i flere ark.")
            ) from error
        except NotASheet as error:
            raise ValidationError(
                _("Filen kan ikke læses. Gem den som Excel-ark eller CSV, og vælg den igen.")
            ) from error

    def clean(self) -> dict[str, Any]:
        self.texts = super().clean() or self.cleaned_data
        return self.texts


def _weighed(name: str, content: bytes) -> bytes:
    """Text as it is; an archive, whatever it is called, is weighed before it is unpacked."""
    if not name.lower().endswith(".csv"):
        return checked(name, content).content
    return checked(f"{name}.xlsx", content).content if content.startswith(ZIP) else content


class CatalogueTextForm(forms.Form):
    """The same file, carried along from the preview to the confirmation."""

    catalogue = forms.CharField(widget=forms.HiddenInput, strip=False)
