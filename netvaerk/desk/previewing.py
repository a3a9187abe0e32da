"""How content will stand where people meet it, before it is saved."""

import re
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from netvaerk import mail

ADDRESS = re.compile(r":? ?https?://\S+")


class PreviewingAdmin(admin.ModelAdmin):
    """»Forhåndsvis« shows what is typed through the page's own template, and saves nothing."""

    def preview(self, request: HttpRequest, form: Any) -> SafeString | None:
        """Drawn from a valid form: its `instance` as it would be saved, and `cleaned_data`."""
        return None

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type:
        form = super().get_form(request, *args, **kwargs)
        return _only_looked_at(form) if "_preview" in request.POST else form

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        context["has_preview"] = type(self).preview is not PreviewingAdmin.preview
        if getattr(form, "is_worth_a_look", False):
            context["preview"] = self.preview(request, form)
        return super().render_change_form(request, context, *args, **kwargs)


def letter_preview(letter: mail.Letter, language: str) -> SafeString:
    """The letter as its reader meets it: what can be clicked stands by its name alone."""
    rendered = mail.render(letter, language)
    text = ADDRESS.sub("", rendered.text.removeprefix(rendered.subject)).strip()
    return render_to_string("admin/letter_preview.html", {"mail": rendered, "text": text})


def _only_looked_at(form: type) -> type:
    """The same form, which is never valid enough to be saved."""

    class LookedAt(form):  # type: ignore[misc, valid-type] made by Django from the model
        is_worth_a_look = False

        def is_valid(self) -> bool:
            self.is_worth_a_look = super().is_valid()
            return False

    return LookedAt
