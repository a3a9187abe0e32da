from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed
from networks.models import Meeting, Network
from networks.queries.meeting import meeting_row, with_answers


def meetings_sheet(person: Person, network: Network) -> Listed:
    """All of the network's meetings, to come and held, the latest first."""
    columns: dict[str, Callable[[Any], Any]] = {
        _("Begynder"): lambda one: one.begins_at,
        _("Slutter"): lambda one: one.ends_at,
        _("Dagens spørgsmål"): lambda one: one.question,
        _("Sted"): lambda one: meeting_row(one).where,
        _("Aflyst"): lambda one: one.cancelled_at is not None,
        _("Hvem kommer"): lambda one: "" if one.cancelled_at else meeting_row(one).coming,
        _("Dit svar"): lambda one: "" if one.cancelled_at else meeting_row(one).my_answer,
    }
    meetings = with_answers(person, network.meetings.visible_to(person))
    return Listed(
        name=_("Møder"),
        model=Meeting,
        columns=columns,
        found=meetings.order_by("-begins_at", "-pk"),
        filtered=_("Møderne i »{title}«.").format(title=network.title),
        within=network,
    )
