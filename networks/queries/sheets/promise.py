from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed, worded
from networks.enums import PromiseOutcome
from networks.models import Promise
from networks.queries.promise import promises_by


def promises_sheet(person: Person) -> Listed:
    """One's own, in the page's order."""
    return Listed(
        name=_("Mine løfter"),
        model=Promise,
        columns={
            _("Netværk"): "network__title",
            _("Løfte"): "text",
            _("Lovet"): "made_at",
            _("Hvordan det gik"): worded("outcome", PromiseOutcome),
            _("Svar"): "answer",
            _("Svaret"): "answered_at",
        },
        found=promises_by(person),
    )
