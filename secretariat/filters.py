"""How the chiefs narrow the networks that they look at; the names are the address's."""

from urllib.parse import urlencode

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from networks.filters import NetworkFilter


class ReviewFilter(NetworkFilter):
    """The same question on the overview and in the review, so that one leads to the other."""

    runde = filters.ChoiceFilter(
        label=_("Temarunde"), method="of_round", empty_label=_("Alle runder")
    )
    ord = fase = aabent = afsluttede = None

    LISTS = {
        "round": "runde",
        "theme": "pejlemaerke",
        "department": "afdeling",
        "type": "type",
    }

    def of_round(self, networks: QuerySet, _name: str, pk: str) -> QuerySet:
        """A sub-network belongs to the round of the network above it."""
        return networks.filter(Q(proposal__round=pk) | Q(parent__proposal__round=pk))

    @property
    def chosen(self) -> str:
        """What is chosen, as an address carries it on: "" or "?runde=1&type=velfaerd"."""
        self.form.is_valid()  # what is no choice is left out, the rest still counts
        kept = {name: value for name, value in self.form.cleaned_data.items() if value}
        return f"?{urlencode(kept)}" if kept else ""
