"""Files in, a preview, and a yes: nothing is written before that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from netvaerk.gates import form_page
from netvaerk.words import Words


@dataclass(frozen=True)
class Import:
    """What one kind of file is read by; the texts are carried along in the preview's form.

    `take_in(by=, dry_run=, **texts)` gives a preview with `changes`, `bad_rows` and
    `is_imported`; a valid `upload` form holds the files' texts in `texts`.
    """

    title: Words
    template: str
    back_to: str
    may: Callable[[Any], bool]
    upload: type[forms.Form]
    texts: type[forms.Form]
    take_in: Callable[..., Any]
    said: Callable[[Any], str]

    @property
    def door(self) -> Callable[[HttpRequest], HttpResponse]:
        return form_page(self._answer)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if not self.may(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return self._page(request, form=self.upload())
        is_confirmed = "confirm" in request.POST
        form: Any = (
            self.texts(request.POST) if is_confirmed else self.upload(request.POST, request.FILES)
        )
        if not form.is_valid():
            shown = self.upload() if is_confirmed else form
            return self._page(request, form=shown, status=422)
        texts = form.cleaned_data if is_confirmed else form.texts
        return self._preview(request, texts, dry_run=not is_confirmed)

    def _preview(
        self, request: HttpRequest, texts: dict[str, str], *, dry_run: bool
    ) -> HttpResponse:
        preview = self.take_in(by=request.user, **texts, dry_run=dry_run)
        if preview.is_imported:
            messages.success(request, self.said(preview))
            return redirect(self.back_to)
        context: dict[str, Any] = {"preview": preview, "form": self.upload()}
        if preview.changes and not preview.bad_rows:
            context["texts"] = self.texts(initial=texts)
        return self._page(request, **context, status=422 if preview.bad_rows else 200)

    def _page(self, request: HttpRequest, *, status: int = 200, **context: Any) -> HttpResponse:
        named = {"title": self.title, "back_to": self.back_to}
        page = {**admin.site.each_context(request), **named, **context}
        return render(request, self.template, page, status=status)
