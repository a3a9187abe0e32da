from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from netvaerk.desk.previewing import PreviewingAdmin
from netvaerk.desk.reading import ReadingAdmin
from netvaerk.refusals import Refusal
from netvaerk.words import Words


class ActionAdmin(PreviewingAdmin, ReadingAdmin):
    """Changes go through `save_action(by=, obj=, form=)`, and nothing else is written.

    A refusal undoes the whole request; the form is shown again with the refusal in words, and
    with everything that was typed. An action that makes its own object returns it.
    """

    save_action: ClassVar[Callable[..., Any]]
    may_add: ClassVar[bool] = True
    # What one object's page is for, where it is for one thing: its heading, with one button.
    act: ClassVar[Words] = ""

    def may_change(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_look(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_add and self.may_change(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may_change(request, obj)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refusal as refusal:
            request.refusal = refusal  # type: ignore[attr-defined] get_form shows it
            return super().changeform_view(request, *args, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = context["original"]
        if self.act and obj is not None and self.may_change(request, obj):
            once = {"show_save_and_add_another": False, "show_save_and_continue": False}
            context |= {"title": self.act, **once}
        return super().render_change_form(request, context, *args, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What a field points at is added and edited on its own page, not in a popup window."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if getattr(field, "empty_label", None):
            field.empty_label = _("Vælg")
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type:
        form = super().get_form(request, *args, **kwargs)
        refusal = getattr(request, "refusal", None)
        return _refused(form, refusal) if refusal else form

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        saved = type(self).save_action(by=request.user, obj=obj, form=form)
        if isinstance(saved, type(obj)):
            obj.pk = saved.pk
        request.said = self.said(obj, form)  # type: ignore[attr-defined] message_user tells it

    def said(self, obj: Any, form: Any) -> str:
        """What happened and who has been told; empty leaves it to Django's own sentence."""
        return ""

    def message_user(self, request: HttpRequest, message: Any, *args: Any, **kwargs: Any) -> None:
        super().message_user(request, getattr(request, "said", "") or message, *args, **kwargs)

    def save_related(self, *_args: Any) -> None:
        """What belongs to the object is saved by its action too."""

    def log_addition(self, *_args: Any) -> None:
        """The audit trail is written by the action; Django's own log would say it twice."""

    def log_change(self, *_args: Any) -> None:
        """As log_addition."""

    def log_deletions(self, *_args: Any) -> None:
        """As log_addition."""


class KeptKeyAdmin(ActionAdmin):
    """Content with a key that the code or an import knows it by: chosen once."""

    key_from: ClassVar[str] = "name"

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        return ("key",) if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else {"key": (self.key_from,)}


def _refused(form: type, refusal: Refusal) -> type:
    """The same form, which says the refusal when it is asked whether it is valid."""

    class RefusedForm(form):  # type: ignore[misc, valid-type] made by Django from the model
        def clean(self) -> Any:
            super().clean()
            raise ValidationError(str(refusal))

    return RefusedForm
