"""Fields of one line: what is pasted keeps its words, never its line breaks."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from networks.forms.prose import Prose


class Line(Prose):
    """One line; a textarea may show it on two."""

    widget = forms.TextInput

    def __init__(self, **options: Any) -> None:
        super().__init__(rows=2, **options)
        if isinstance(self.widget, forms.TextInput):
            del self.widget.attrs["rows"]

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class SecureLink(forms.URLField):
    """An address that begins with https://; one without a beginning is given it."""

    default_validators = [URLValidator(schemes=["https"])]
    default_error_messages = {
        "invalid": _("Skriv et link, der begynder med https://, som det står i browseren.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(assume_scheme="https", max_length=200, **options)
        # What is too long is said, never cut off.
        self.widget.attrs.pop("maxlength", None)
