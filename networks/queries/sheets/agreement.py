from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed, full_name
from networks.models import Agreement, Network
from networks.queries.agreement import newest_agreements


def agreements_sheet(person: Person, network: Network) -> Listed:
    """Own agreement, own staff's, or the whole network's for its reference leader."""
    return Listed(
        name=_("Samarbejdsaftaler"),
        model=Agreement,
        columns={
            _("Deltager"): full_name("member", erased=_("Tidligere deltager")),
            _("Afdeling"): "unit__name",
            _("Personaleleder"): full_name("line_manager", erased=_("Tidligere deltager")),
            _("Timer om ugen"): "hours_per_week",
            _("Fra"): "starts_on",
            _("Til"): "ends_on",
            _("Deltageren sagde ja"): "member_confirmed_at",
            _("Personalelederen sagde ja"): "manager_confirmed_at",
        },
        found=newest_agreements(person, network),
        filtered=_("De aftaler i »{title}«, som du har del i.").format(title=network.title),
        within=network,
    )
