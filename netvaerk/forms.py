"""Every form in the look of Det Fælles Designsystem: `{{ form }}`, `{{ form.x.as_field_group }}`.

Django asks the renderer for templates and for the class of a bound field; nothing in a form
itself knows what it looks like, so allauth's and the filters' forms look the same as ours.
"""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Django's plain widgets become the browser's own pickers, which post ISO whatever the language.
NATIVE_PICKERS = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
# The first match counts, so a subclass stands above its parent.
DESIGN_CLASSES = (
    (forms.CheckboxSelectMultiple, "form-checkbox"),
    (forms.CheckboxInput, "form-checkbox"),
    (forms.RadioSelect, "form-radio"),
    (forms.Select, "form-select"),
    (forms.FileInput, "nv-file"),
    (forms.Textarea, "form-input"),
    (Input, "form-input"),
)
# Django's own sentences, said as we say things; a form's own sentence always wins.
KINDER_WORDS: dict[tuple[type[forms.Field], str], Promise] = {
    (forms.ChoiceField, "required"): _("Vælg en af mulighederne."),
    (forms.ChoiceField, "invalid_choice"): _("Vælg en af mulighederne."),
    (forms.ModelChoiceField, "required"): _("Vælg en af mulighederne."),
    (forms.ModelChoiceField, "invalid_choice"): _("Vælg en af mulighederne."),
    (forms.BooleanField, "required"): _("Sæt kryds her for at gå videre."),
    (forms.DateField, "required"): _("Vælg en dato."),
    (forms.DateField, "invalid"): _("Skriv datoen som 24.11.2026, eller vælg den i kalenderen."),
    (forms.Field, "required"): _("Det her skal udfyldes."),
}
LISTS_OF_CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class DesignSystemBoundField(BoundField):
    """A field with its data, which knows what its template needs to ask."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if picker := NATIVE_PICKERS.get(type(field.widget)):
            field.widget.input_type, field.widget.format = picker
        # What stands in an empty field looks filled in; the label and the hint say it better.
        field.widget.attrs.pop("placeholder", None)
        _speak_kindly(field)

    @property
    def kind(self) -> str:
        """Which of the field template's three shapes to draw: choices, checkbox or input."""
        if isinstance(self.field.widget, LISTS_OF_CHOICES):
            return "choices"
        return "checkbox" if isinstance(self.field.widget, forms.CheckboxInput) else "input"

    @property
    def is_radio(self) -> bool:
        """Radio buttons are also a list of choices, with other classes."""
        widget = self.field.widget
        return isinstance(widget, forms.RadioSelect) and not isinstance(
            widget, forms.CheckboxSelectMultiple
        )

    @property
    def target_id(self) -> str:
        """The id that the error summary links to: what takes the focus."""
        return f"{self.auto_id}_0" if self.kind == "choices" else self.id_for_label

    @property
    def is_marked_optional(self) -> bool:
        """Say "(valgfrit)" only where it sets the field apart from one that must be filled in."""
        if self.field.required or self.field.disabled or self.kind == "checkbox":
            return False
        if getattr(self.field, "is_one_of_several", False):
            return False  # the hint says that one of them is needed
        return any(field.required for field in self.form.fields.values())

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the design system's class to what Django says about aria and required."""
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        own = next((name for kind, name in DESIGN_CLASSES if isinstance(widget, kind)), "")
        if own and not widget.is_hidden:
            asked_for = attrs.get("class") or widget.attrs.get("class", "")
            attrs["class"] = f"{own} {asked_for}".strip()
        if isinstance(widget, LISTS_OF_CHOICES):
            # The fieldset carries the error; on every choice it would be read out again.
            attrs.pop("aria-invalid", None)
        return attrs


class DesignSystemRenderer(TemplatesSetting):
    """FORM_RENDERER: our templates for a form and a field, Django's for the bare widgets."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = DesignSystemBoundField


def _speak_kindly(field: forms.Field) -> None:
    """Replace Django's default sentences, but never one that a form has written itself."""
    for (kind, code), sentence in KINDER_WORDS.items():
        default = kind.default_error_messages.get(
            code, forms.Field.default_error_messages.get(code)
        )
        if isinstance(field, kind) and field.error_messages.get(code) is default:
            field.error_messages[code] = sentence
