from django.db.models import F
from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed, full_name, worded
from networks.enums import ProposalStatus
from networks.models import Proposal
from networks.queries.proposal_overview import rows_of


def proposals_sheet(person: Person) -> Listed:
    """All that the page holds for this person, own drafts too; the last sent first."""
    proposals = rows_of(Proposal.objects.visible_to(person))
    return Listed(
        name=_("Forslag"),
        model=Proposal,
        columns={
            _("Titel"): "title",
            _("Udfordring"): "challenge",
            _("Status"): worded("status", ProposalStatus),
            _("Forslagsstiller"): full_name("proposer", erased=_("Tidligere medarbejder")),
            _("Afdeling"): "proposer__unit__name",
            _("Temarunde"): "round__name",
            _("Gemt til"): "parked_to_name",
            _("Sendt"): "submitted_at",
            _("Hos chefforum siden"): "forwarded_at",
        },
        found=proposals.order_by(F("submitted_at").desc(nulls_first=True), "pk"),
        filtered=_("De forslag, du må læse, og dine egne kladder."),
    )
