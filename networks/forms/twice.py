"""Forms that may be sent twice, or by two people at once, and lose nothing typed."""

import uuid
from typing import Self

from django import forms

from networks.forms.prose import FormKey, VersionSeen


class SentAgain(forms.Form):
    def replaced(self, name: str, said: str) -> Self:
        """The same words, with one hidden field answered anew."""
        self.data = self.data.copy()
        self.data[name] = said
        return self


class NewForm(SentAgain):
    """A form that makes one thing, however often it is sent."""

    form_key = FormKey()

    def with_fresh_key(self) -> Self:
        """The same words, ready to be saved as a thing of their own."""
        return self.replaced("form_key", str(uuid.uuid4()))


class VersionForm(SentAgain):
    """A form that follows what somebody read."""

    based_on = VersionSeen()

    def on_top_of(self, version: int) -> Self:
        """The same words; saved again, they follow `version`."""
        return self.replaced("based_on", str(version))
