from django.urls import reverse
from django.utils.translation import gettext as _

from networks.models import Proposal


def trail_to(proposal: Proposal | None = None, here: str = "") -> list[tuple[str, str]]:
    """Where a page about proposals lies; `here` names a page below the proposal's own."""
    trail = [(reverse("networks:proposal_list"), _("Forslag"))]
    if proposal is None:
        return [*trail, ("", _("Foreslå et netværk"))]
    if not here:
        return [*trail, ("", proposal.title)]
    own_page = reverse("networks:proposal_detail", args=[proposal.pk])
    return [*trail, (own_page, proposal.title), ("", here)]
