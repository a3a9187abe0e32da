from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from netvaerk.sheets import Listed, full_name, joined, worded
from networks.models import NetworkType, Phase
from offerings.enums import OfferingKind
from offerings.models import Offering
from offerings.queries.catalogue import offerings_for


def catalogue_sheet(chosen: dict[str, Any], *, filtered: str, filters: tuple[str, ...]) -> Listed:
    """What may be offered and fits all that is chosen, in the order of the page."""
    return Listed(
        name=_("Tilbud"),
        model=Offering,
        columns={
            _("Art"): worded("kind", OfferingKind),
            _("Titel"): "title",
            _("Det giver"): "gives",
            _("Det kræver"): "asks",
            _("Passer til faserne"): _named(Phase, Offering.phases.through, "phase"),
            _("Kun for typerne"): _named(NetworkType, Offering.types.through, "networktype"),
            _("Holdes af"): full_name("holder"),
            _("Holdes af en udefra"): "outside_holder",
            _("Næste hold"): "next_at",
        },
        found=offerings_for(chosen),
        filtered=filtered,
        filters=filters,
    )


def _named(model: Any, through: Any, column: str) -> Any:
    """The names of what an offering is for, in their own order."""
    own = through.objects.filter(offering=OuterRef(OuterRef("pk"))).values(column)
    fitting: QuerySet = model.objects.filter(pk__in=own).order_by("position", "pk")
    return joined(ArraySubquery(fitting.values("name")))
