from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from netvaerk.uploads import EXTENSIONS, LARGEST, Fault, Upload, checked, cleaned_name

MOST_AT_ONCE = 5


class SeveralFiles(forms.FileInput):
    """One input that takes several files; a browser can't show again what was chosen."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__({"accept": ",".join(f".{extension}" for extension in EXTENSIONS)})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class UploadsField(forms.Field):
    """Pictures and documents, none or a few; each is opened and checked, pictures written anew.

    Cleans to a tuple of `netvaerk.uploads.Upload` for `add_attachments`.
    """

    widget = SeveralFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": gettext_lazy("Billeder og dokumenter"),
                "help_text": gettext_lazy(
                    "Op til fem ad gangen, højst 10 MB hver: billeder, PDF, Word, Excel, "
                    "PowerPoint, ODT eller tekst. Sted og dato fjernes fra billederne."
                ),
                "required": False,
                **options,
            }
        )

    def clean(self, value: Sequence[UploadedFile]) -> tuple[Upload, ...]:
        files = value or []
        self.validate(files)
        if len(files) > MOST_AT_ONCE:
            raise forms.ValidationError(_too_many(len(files)))
        uploads, faults = [], []
        for file in files:
            try:
                # One byte too many is enough to see that the file is too large.
                uploads.append(checked(file.name or "", file.read(LARGEST + 1)))
            except Fault as fault:
                faults.append(fault.said_of(cleaned_name(file.name or "")))
        if faults:
            raise forms.ValidationError([*faults, *_chosen_again(len(files) - len(faults))])
        return tuple(uploads)

    def has_changed(self, initial: object, data: object) -> bool:
        return bool(data)


def _too_many(number: int) -> str:
    return _(
        "Du har valgt %(number)s filer. Vælg højst fem ad gangen; du kan lægge flere på bagefter."
    ) % {"number": number}


def _chosen_again(number: int) -> list[str]:
    """The files that were fine are not lost without a word."""
    if not number:
        return []
    sentence = ngettext(
        "Vælg også den anden fil igen.", "Vælg også de %(number)s andre filer igen.", number
    )
    return [sentence % {"number": number}]
