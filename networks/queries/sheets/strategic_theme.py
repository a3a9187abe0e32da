from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from netvaerk.danish import danish_order
from netvaerk.people.models import Person
from netvaerk.sheets import Listed, full_name, joined
from networks.models import StrategicTheme
from networks.queries.strategic_theme import carrying


def themes_sheet(person: Person) -> Listed:
    """Every theme in its own order, with all the networks that the person sees it carried by."""
    networks = carrying(person, themes=OuterRef(OuterRef("pk")))
    titles = networks.order_by(danish_order("title"), "pk").values("title")
    return Listed(
        name=_("Pejlemærker"),
        model=StrategicTheme,
        columns={
            _("Pejlemærke"): "title",
            _("Ejer"): full_name("owner"),
            _("Gælder fra"): "starts_on",
            _("Gælder til og med"): "ends_on",
            _("Teksten"): "text",
            _("Bæres af"): joined("carried_by"),
        },
        found=StrategicTheme.objects.annotate(carried_by=ArraySubquery(titles)),
    )
