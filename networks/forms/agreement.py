from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OrgUnit, Person
from networks.forms.line import Line
from networks.forms.prose import Prose
from networks.forms.twice import VersionForm
from networks.models import Agreement, Network

PLACE = Agreement._meta.get_field("place").max_length


class HoursField(forms.DecimalField):
    """ "2,5" and "2.5" are the same number of hours, whatever the reader's language."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


class AgreementForm(VersionForm):
    """One version; `based_on` is the version that the writer saw."""

    hours_per_week = HoursField(
        label=_("Hvor mange timer om ugen?"),
        help_text=_("I gennemsnit. Halve timer må gerne være med: 2,5."),
        min_value=Decimal("0.5"),
        max_value=37,
        max_digits=3,
        decimal_places=1,
        error_messages={
            "required": _("Skriv, hvor mange timer om ugen det drejer sig om."),
            "invalid": _("Skriv timerne som et tal, for eksempel 2 eller 2,5."),
            "min_value": _("Skriv mindst en halv time."),
            "max_value": _("Skriv højst 37 timer."),
            "max_digits": _("Skriv timerne som et tal, for eksempel 2 eller 2,5."),
            "max_whole_digits": _("Skriv højst 37 timer."),
            "max_decimal_places": _("Én decimal er nok: 2,5."),
        },
    )
    starts_on = forms.DateField(label=_("Fra"))
    ends_on = forms.DateField(label=_("Til"))
    unit = forms.ModelChoiceField(
        label=_("Hvilken afdeling giver timerne?"),
        queryset=OrgUnit.objects.none(),
        empty_label=_("Vælg en afdeling"),
        error_messages={"required": _("Vælg den afdeling, timerne kommer fra.")},
    )
    place = Line(
        label=_("Hvor?"),
        help_text=_("For eksempel »På skolen om tirsdagen«."),
        max_length=PLACE,
        required=False,
    )
    member_gives = Prose(
        error_messages={"required": _("Skriv, hvad bidraget er. Et par linjer er nok.")}, rows=3
    )
    department_gets = Prose(
        error_messages={"required": _("Skriv, hvad afdelingen får med hjem.")}, rows=3
    )
    department_gives = Prose(
        label=_("Hvad gør afdelingen for, at det kan lade sig gøre?"),
        help_text=_("Vikar, opgaver, der venter, eller ro i kalenderen."),
        error_messages={"required": _("Skriv, hvad afdelingen gør, for at det kan lykkes.")},
        rows=3,
    )

    def __init__(
        self,
        *args: Any,
        person: Person,
        member: Person,
        network: Network,
        newest: Agreement | None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("initial", _terms_of(newest) if newest else _first(member, network))
        super().__init__(*args, **kwargs)
        kept = Q(pk=newest.unit_id) if newest else Q()
        departments = Q(kind=UnitKind.DEPARTMENT, is_active=True)
        self.fields["unit"].queryset = OrgUnit.objects.filter(
            departments | kept if newest else departments
        ).in_danish_order()
        self._speak_to(person, member)

    def _speak_to(self, person: Person, member: Person) -> None:
        gives, gets = self.fields["member_gives"], self.fields["department_gets"]
        if person == member:
            gives.label = _("Hvad bidrager du med i netværket?")
            gets.label = _("Hvad tager du med hjem til afdelingen?")
        else:
            name = member.first_name
            gives.label = format_lazy(_("Hvad bidrager {name} med i netværket?"), name=name)
            gets.label = format_lazy(_("Hvad tager {name} med hjem til afdelingen?"), name=name)


def _first(member: Person, network: Network) -> dict[str, Any]:
    unit = member.unit
    if unit and unit.kind == UnitKind.UNIT:
        unit = unit.parent
    return {
        "based_on": 0,
        "starts_on": clock.today(),
        "ends_on": network.horizon_on,
        "unit": unit,
    }


def _terms_of(newest: Agreement) -> dict[str, Any]:
    names = ("hours_per_week", "starts_on", "ends_on", "unit", "place")
    prose = ("member_gives", "department_gets", "department_gives")
    return {
        **{name: getattr(newest, name) for name in (*names, *prose)},
        "based_on": newest.version,
    }
