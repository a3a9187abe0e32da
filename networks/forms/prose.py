"""Fields for what people write: nothing is cut off, and what is wrong is said kindly."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SENTENCE = 300  # as long as the models' one-sentence columns
PROSE = 4000


class Prose(forms.CharField):
    """A text of some lines; `max_length` is checked by us, never by cutting what is pasted."""

    widget = forms.Textarea
    default_error_messages = {
        "max_length": _(
            "Teksten er for lang: %(show_value)d tegn. Der er plads til %(limit_value)d."
        ),
        "null_characters_not_allowed": _(
            "Der er et usynligt tegn i teksten, som vi ikke kan gemme. Skriv det sted igen."
        ),
    }

    def __init__(self, *, max_length: int = PROSE, rows: int = 4, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)
        self.widget.attrs["rows"] = rows

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class FormKey(forms.UUIDField):
    """Made with the form: a form sent twice is one thing. An unreadable key is made anew."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(initial=uuid.uuid4)

    def clean(self, value: Any) -> uuid.UUID:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return uuid.uuid4()


class VersionSeen(forms.IntegerField):
    """The version that the writer saw; an unreadable one is none, so the newest is shown again."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        try:
            return super().clean(value)
        except forms.ValidationError:
            return 0


class Sentence(Prose):
    """A sentence or two."""

    def __init__(self, *, max_length: int = SENTENCE, rows: int = 3, **options: Any) -> None:
        super().__init__(max_length=max_length, rows=rows, **options)
