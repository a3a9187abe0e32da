"""How the chiefs narrow their pages: as in the review, and by what is still missing."""

from datetime import date

import django_filters as filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from networks.models import Direction
from secretariat.filters import ReviewFilter

WITHOUT = [("pejlemaerke", _("Uden pejlemærke")), ("retning", _("Uden retning"))]
STATES = [
    ("modtager", _("Nogen har taget imod")),
    ("uden", _("Uden modtager")),
    ("lever", _("Lever ved sidste genbesøg")),
]


def said(narrowed: ReviewFilter, name: str) -> str:
    """What is chosen by that name; nonsense chooses nothing, and takes nothing else with it."""
    narrowed.form.is_valid()
    return narrowed.form.cleaned_data.get(name) or ""


class OverviewFilter(ReviewFilter):
    """The overview, where one can also look for what isn't written yet."""

    mangler = filters.ChoiceFilter(
        label=_("Mangler noget"), method="lacking", choices=WITHOUT, empty_label=_("Alle netværk")
    )

    def lacking(self, networks: QuerySet, _name: str, what: str) -> QuerySet:
        own = Direction.objects.filter(network=OuterRef("pk"))
        above = Direction.objects.filter(network=OuterRef("parent"))
        if what == "retning":
            return networks.filter(~Exists(own), ~Exists(above))
        themed = Direction.objects.current().filter(themes__isnull=False)
        bare = Exists(own) & ~Exists(themed.filter(network=OuterRef("pk")))
        inherits = ~Exists(own) & Exists(above)
        return networks.filter(bare | inherits & ~Exists(themed.filter(network=OuterRef("parent"))))

    @property
    def is_grouped(self) -> bool:
        """Under its themes, unless one of them is chosen already."""
        return not (said(self, "pejlemaerke") or said(self, "mangler"))


class ResultFilter(ReviewFilter):
    """Results by their networks, and by how they fare."""

    HOLDS_CLOSED = True

    aftryk = filters.ChoiceFilter(
        label=_("Aftryk"), method="of_any", choices=STATES, empty_label=_("Alle aftryk")
    )

    def of_any(self, networks: QuerySet, _name: str, _state: str) -> QuerySet:
        """It is the results that are narrowed, not their networks."""
        return networks

    @property
    def state(self) -> str:
        return said(self, "aftryk")


class SinceForm(forms.Form):
    """A day to read from, as the address says it."""

    siden = forms.DateField(
        label=_("Fra en anden dag"), error_messages={"invalid": _("Det er ikke en dag.")}
    )

    def clean_siden(self) -> date:
        day = self.cleaned_data["siden"]
        if day > clock.today():
            raise forms.ValidationError(_("Den dag er ikke kommet endnu."))
        return day
