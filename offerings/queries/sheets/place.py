from django.utils.translation import gettext as _

from netvaerk.sheets import Listed
from offerings.models import Place


def places_sheet() -> Listed:
    return Listed(
        name=_("Steder"),
        model=Place,
        columns={
            _("Navn"): "name",
            _("Hvor det er"): "address",
            _("Pladser"): "seats",
            _("Godt til"): "good_for",
            _("Netværk må selv reservere det"): "may_be_reserved",
        },
        found=Place.objects.in_use().in_danish_order(),
    )
