from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed, full_name, joined
from networks.models import Membership, Network
from networks.queries.membership import members_of


def members_sheet(person: Person, network: Network) -> Listed:
    """Who is in it and since when; no addresses: a list of those is not for taking along."""
    return Listed(
        name=_("Deltagere"),
        model=Membership,
        columns={
            _("Navn"): full_name("person", erased=_("Tidligere deltager")),
            _("Afdeling"): "person__unit__name",
            _("Udefra"): "person__stakeholder_kind__name",
            _("Kernedeltager"): "is_core",
            _("Med siden"): "joined_at",
            _("Med i faserne"): joined("phase_names"),
            _("Til og med"): "ends_on",
        },
        found=members_of(person, network),
        filtered=_("Deltagerne i »{title}«.").format(title=network.title),
        within=network,
    )
