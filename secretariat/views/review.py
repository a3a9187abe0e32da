"""The chiefs' review, one network at a time."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.alignment import NoCourseYet, write_alignment_note
from networks.enums import Bearing
from networks.models import AlignmentNote, Network
from networks.permissions.network import can_write_direction
from networks.queries.standing import networks_for
from secretariat.filters import ReviewFilter
from secretariat.forms.review import ReviewNoteForm
from secretariat.permissions.support import can_review_network, can_see_leadership
from secretariat.queries.review import review_of
from secretariat.queries.review_choice import first_of, review_choices, walk_by

NO_CHOICES: dict[str, list] = {"round": [], "theme": [], "type": [], "department": []}


@require_safe
def review_start(request: HttpRequest) -> HttpResponse:
    """To the first of the networks that the address asks for."""
    if not can_see_leadership(request.user):
        raise Http404
    filters = _filters(request)
    if first := first_of(filters.qs):
        return redirect(_address(first.slug, filters))
    context = {"chips": filters.chips(request.path), "trail": _trail(_("Gennemgang"), filters)}
    return render(request, "secretariat/review/none.html", context)


@form_page
def review_network(request: HttpRequest, slug: str) -> HttpResponse:
    """Direction, understanding and shared learning side by side; below, the chief's note."""
    networks = networks_for(request.user).select_related("reference_leader", "leader")
    network = visible_or_404(networks, may=partial(can_review_network, request.user), slug=slug)
    filters = _filters(request)
    form = ReviewNoteForm(posted(request), network=network)
    if form.is_valid():
        try:
            note = write_alignment_note(by=request.user, network=network, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            form.having_read(getattr(meanwhile.theirs, "pk", 0)).add_error(None, _meanwhile())
        except NoCourseYet as refusal:
            form.add_error("bearing", str(refusal))
        except Refusal as refusal:
            form.with_fresh_key().add_error(None, str(refusal))
        else:
            messages.success(request, _told(note, network))
            return redirect(_address(slug, filters))
    return _show(request, network, filters, form)


def _show(
    request: HttpRequest, network: Network, filters: ReviewFilter, form: ReviewNoteForm
) -> HttpResponse:
    page, walk = review_of(request.user, network), walk_by(filters.qs, network)
    has_just_written = page.has_just_written(request.user) and not form.errors
    is_to_write = page.awaits_direction and can_write_direction(request.user, network)
    form.beside(page.direction_seen)
    context = {
        "network": network,
        "page": page,
        "walk": walk,
        "form": form,
        "chips": filters.chips(reverse("secretariat:review_start")),
        "chosen": filters.chosen,
        "previous_url": _address(walk.previous_slug, filters) if walk.previous_slug else "",
        "next_url": _address(walk.next_slug, filters) if walk.next_slug else "",
        "has_just_written": has_just_written,
        "is_to_write": is_to_write,
        "next_is_primary": has_just_written and not is_to_write,
        "trail": _trail(network.title, filters),
    }
    status = 422 if form.errors else 200
    return render(request, "secretariat/review/network.html", context, status=status)


def _filters(request: HttpRequest) -> ReviewFilter:
    """Without a choice in the address there is no list to look it up in."""
    asked = any(request.GET.get(name) for name in ReviewFilter.LISTS.values())
    return ReviewFilter(
        request.GET,
        person=request.user,
        choices=review_choices() if asked else NO_CHOICES,
        queryset=Network.objects.visible_to(request.user).alive(),
    )


def _address(slug: str, filters: ReviewFilter) -> str:
    return reverse("secretariat:review_network", args=[slug]) + filters.chosen


def _trail(here: str, filters: ReviewFilter) -> list[tuple[str, str]]:
    return [(reverse("secretariat:leadership") + filters.chosen, _("Ledelse")), ("", here)]


def _meanwhile() -> str:
    return _(
        "Der er kommet en ny version af retningen, mens du læste. Den står herover nu. "
        "Dine ord er ikke sendt endnu, men står her stadig."
    )


def _told(note: AlignmentNote, network: Network) -> str:
    names = {"leader": network.leader.first_name, "reference": network.reference_leader.first_name}
    if note.bearing != Bearing.NEW_DIRECTION:
        said = _("Dine ord er sendt. %(leader)s får en mail og svarer for netværket.")
    elif network.reference_leader_id == note.written_by_id:
        said = _("Dine ord er sendt. %(leader)s får en mail. Nu kan du skrive den nye retning.")
    else:
        said = _(
            "Dine ord er sendt. %(leader)s får en mail, og %(reference)s får en om at skrive "
            "den nye retning."
        )
    return said % names
