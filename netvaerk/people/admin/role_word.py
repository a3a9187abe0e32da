from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from netvaerk.desk import ActionAdmin
from netvaerk.people.actions.role_word import save_role_word
from netvaerk.people.models import Person, RoleWord
from netvaerk.people.permissions import can_edit_words
from netvaerk.people.words import ROLE_WORDS
from netvaerk.words import Words


def save_word(*, by: Person, obj: RoleWord, form: Any) -> RoleWord:
    return save_role_word(by=by, word=obj)


@admin.register(RoleWord)
class RoleWordAdmin(ActionAdmin):
    """Which roles there are is the code's; what they are called is the municipality's."""

    save_action = save_word
    may_add = False
    list_display = ("singular", "plural", "who")
    readonly_fields = ("who",)
    fields = ("who", "singular", "plural")

    def may_look(self, request: HttpRequest, obj: Any = None) -> bool:
        return can_edit_words(request.user)

    def preview(self, request: HttpRequest, form: Any) -> SafeString:
        """As it stands beside a person on a network's page."""
        note = capfirst(form.cleaned_data["singular"])
        return render_to_string("components/_person.html", {"person": request.user, "note": note})

    @admin.display(description=_("hvem er det?"))
    def who(self, word: RoleWord) -> Words:
        return ROLE_WORDS[word.key][2] if word.key in ROLE_WORDS else word.key
