"""A colleague is picked by address."""

import pytest
from django import forms

from netvaerk.people.forms import PeopleField, PersonField
from netvaerk.people.models import Person

UNKNOWN = "Vi kender ingen medarbejder med den adresse. Skriv mailadressen, som den står i Outlook."


class One(forms.Form):
    who = PersonField()


class Several(forms.Form):
    who = PeopleField(required=False)


@pytest.mark.parametrize(
    "typed", ["mia@demo.example", " MIA@Demo.Example ", "Mia Lund <mia@demo.example>"]
)
def test_an_address_cleans_to_the_employee(mia, typed):
    form = One({"who": typed})
    assert form.is_valid()
    assert form.cleaned_data == {"who": mia}


@pytest.mark.parametrize("typed", ["mia", "x@y.z", "noor@borger.example", "\0", "x" * 10_000])
def test_nobody_found_says_how_to_mend_it(mia, noor, typed):
    assert One({"who": typed}).errors == {"who": [UNKNOWN]}


def test_who_has_left_is_not_found(mia):
    mia.is_active = False
    mia.save()
    assert One({"who": mia.email}).errors == {"who": [UNKNOWN]}


def test_the_field_takes_its_own_people(mia, bo):
    field = PersonField(Person.objects.chiefs())
    assert field.clean(bo.email) == bo
    with pytest.raises(forms.ValidationError):
        field.clean(mia.email)


@pytest.mark.parametrize("initial", ["person", "key", "address"])
def test_the_address_is_shown_whatever_the_initial_is(mia, initial):
    value = {"person": mia, "key": mia.pk, "address": mia.email}[initial]
    drawn = str(One(initial={"who": value})["who"])
    assert 'value="mia@demo.example"' in drawn
    assert 'list="id_who_options"' in drawn
    assert '<datalist id="id_who_options"></datalist>' in drawn


def test_several_stand_on_lines_or_between_commas_once_each(mia, ali, eva):
    form = Several({"who": f"{mia.email}, {ALI}\n{eva.email};{ALI}\n\n"})
    assert form.is_valid()
    assert form.cleaned_data == {"who": [mia, ali, eva]}


def test_each_unknown_address_is_named(mia):
    assert Several({"who": f"{mia.email}\nx@y.z\nx2@y.z"}).errors == {
        "who": [f"x@y.z: {UNKNOWN}", f"x2@y.z: {UNKNOWN}"]
    }


def test_several_may_be_nobody(db):
    form = Several({"who": " "})
    assert form.is_valid()
    assert form.cleaned_data == {"who": []}


ALI = "ALI@demo.example"
