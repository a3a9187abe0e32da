"""Any form is drawn in the design system, with what a screen reader needs."""

import pytest
from django import forms
from django.utils import translation

from netvaerk.forms import DesignSystemRenderer
from networks.forms.meeting import CallForm


@pytest.fixture(autouse=True)
def _in_danish():
    with translation.override("da"):
        yield


class Sample(forms.Form):
    title = forms.CharField(label="Titel", help_text="Kort.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(label="Type", choices=[("a", "A")])
    audience = forms.ChoiceField(
        label="Hvem?", widget=forms.RadioSelect, choices=[("n", "Netværket"), ("s", "Alle")]
    )
    units = forms.MultipleChoiceField(
        label="Afdelinger",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("1", "Skole")],
    )
    on = forms.DateField(label="Dag", required=False)
    agreed = forms.BooleanField(label="Aftalt", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


def sample(data=None, **kwargs):
    return Sample(data, renderer=DesignSystemRenderer(), **kwargs)


def field(name, data=None):
    return str(sample(data)[name].as_field_group())


def test_a_field_has_label_hint_and_design_class():
    drawn = field("title")
    assert '<label class="form-label" for="id_title">Titel</label>' in drawn
    assert '<div class="form-hint" id="id_title_helptext">Kort.</div>' in drawn
    assert 'class="form-input"' in drawn
    assert 'aria-describedby="id_title_helptext"' in drawn
    assert drawn.index("id_title_helptext") < drawn.index("<input")


def test_a_wrong_field_says_so_before_the_input():
    drawn = field("title", {})
    assert 'class="form-group form-error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert drawn.index('id="id_title_error"') < drawn.index("<input")


@pytest.mark.parametrize(("name", "marked"), [("title", False), ("note", True), ("agreed", False)])
def test_only_what_may_be_left_out_is_marked(name, marked):
    assert ("(valgfrit)" in field(name)) is marked


def test_where_one_of_two_is_needed_neither_is_called_optional():
    drawn = str(CallForm(renderer=DesignSystemRenderer()))
    assert ("Skriv et sted eller et link." in drawn, "(valgfrit)" in drawn) == (True, False)


def test_nothing_is_marked_where_everything_may_be_left_out():
    class Filter(forms.Form):
        q = forms.CharField(required=False)

    assert "(valgfrit)" not in str(Filter(renderer=DesignSystemRenderer()))


def test_choices_stand_in_a_fieldset_with_a_legend():
    drawn = field("audience", {})
    assert '<fieldset aria-describedby="id_audience_error">' in drawn
    assert '<legend class="form-label">Hvem?</legend>' in drawn
    assert drawn.count('class="form-radio"') == 2
    assert "aria-invalid" not in drawn
    assert '<div class="form-group-checkbox">' in field("units")


def test_a_day_is_picked_in_the_browsers_own_calendar():
    drawn = str(sample(initial={"on": "2026-11-24"})["on"])
    assert 'type="date"' in drawn
    assert 'value="2026-11-24"' in drawn


def test_a_hidden_field_is_bare():
    assert field("key") == '<input type="hidden" name="key" id="id_key">'


def test_the_summary_links_to_what_takes_the_focus():
    drawn = str(sample({}))
    assert 'data-module="error-summary"' in drawn
    for target in ("id_title", "id_kind", "id_audience_0"):
        assert f'<a href="#{target}">' in drawn
        assert f'id="{target}"' in drawn


def test_a_form_that_is_right_has_no_summary():
    assert "error-summary" not in str(sample())


def test_errors_are_said_kindly_unless_the_form_has_its_own_words():
    class Own(forms.Form):
        title = forms.CharField(error_messages={"required": "Skriv en titel."})

    assert sample({}).errors["title"] == ["Det her skal udfyldes."]
    assert sample({}).errors["kind"] == ["Vælg en af mulighederne."]
    assert Own({}, renderer=DesignSystemRenderer()).errors["title"] == ["Skriv en titel."]


def test_what_was_typed_is_escaped_and_stays():
    assert "&lt;b&gt;" in field("note", {"note": "<b>"})
