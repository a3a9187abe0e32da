"""What the pages about one assumption share: its door, its frame, and its forms."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.dates import day
from netvaerk.gates import visible_or_404
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.assumption import AlreadySaved
from networks.forms.audience import READERS
from networks.models import Assumption, Network
from networks.permissions.assumption import can_write_assumption
from networks.queries.assumption import assumptions_in
from networks.views.doors import frame, network_or_404


def network_to_write_in(request: HttpRequest, slug: str) -> Network:
    return network_or_404(request.user, slug, may=can_write_assumption)


def assumption_or_404(request: HttpRequest, network: Network, assumption_id: int) -> Assumption:
    """One of the network's, if the person may read it."""
    found = visible_or_404(assumptions_in(request.user, network), pk=assumption_id)
    found.network = network
    return found


def framed(
    request: HttpRequest, network: Network, here: str, *, is_below: bool = True
) -> dict[str, Any]:
    """A network's frame, and whether the person writes here: as `can_write_assumption` says.

    A page below the board leads back to it.
    """
    context = frame(request.user, network, here)
    context["may_write"] = context["standing"].is_in and network.is_alive
    if is_below:
        board = reverse("networks:assumption_list", args=[network.slug])
        context["trail"].insert(-1, (board, _("Antagelser")))
    return context


def attempt(form: Any, act: Callable[..., Any]) -> tuple[Any, Any]:
    """Do it with what the form holds: (what came of it, None), or (None, what stands instead).

    A refusal is said in the form, which keeps every word.
    """
    if not form.is_valid():
        return None, None
    try:
        return act(**form.cleaned_data), None
    except EditedMeanwhile as meanwhile:
        theirs: Any = meanwhile.theirs
        form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        return None, theirs
    except AlreadySaved as refusal:
        form.with_fresh_key().add_error(None, str(refusal))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    return None, None


def form_answer(
    request: HttpRequest, context: dict[str, Any], form: Form, theirs: Model | None
) -> HttpResponse:
    """The page with the form; beside it what somebody else saved meanwhile."""
    context |= {"form": form, "theirs": theirs and stands_now(form, theirs)}
    context["readers"] = READERS[context["assumption"].audience]
    status = 422 if form.errors else 200
    return render(request, "networks/assumption/form.html", context, status=status)


def stands_now(form: Form, row: Any) -> list[tuple[str, str]]:
    """What is saved now, by the form's labels."""
    shown = []
    for field in form.visible_fields():
        value = getattr(row, field.name)
        in_words = getattr(row, f"get_{field.name}_display", None)
        shown.append((str(field.label), in_words() if in_words else _said(value)))
    return shown


def _said(value: Any) -> str:
    return day(value) if hasattr(value, "year") else str(value or _("Ikke skrevet endnu."))
