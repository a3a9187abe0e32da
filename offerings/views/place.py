"""Places to work, and taking one for a network."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import Refusal
from offerings.actions.place import release_place, reserve_place
from offerings.forms.place import ReserveForm
from offerings.models import Place
from offerings.permissions.offering import can_see_catalogue
from offerings.queries.catalogue import own_networks
from offerings.queries.place import places_for, releasable_by, taken_at, when_taken
from offerings.queries.sheets.place import places_sheet


@list_page
def place_list(request: HttpRequest) -> HttpResponseBase:
    """Where networks can work, and when it is taken."""
    if not can_see_catalogue(request.user):
        raise Http404
    if request.method == "POST":
        return fetched(request, places_sheet())
    context = {"rows": places_for(request.user), "trail": _trail(_("Steder"))}
    context["may_fetch"] = can_fetch_lists(request.user)
    return render(request, "offerings/place/list.html", context)


@form_page
def place_detail(request: HttpRequest, place_id: int) -> HttpResponse:
    """One place; reserve it for a network of one's own."""
    if not can_see_catalogue(request.user):
        raise Http404
    place, form = visible_or_404(Place.objects.in_use(), pk=place_id), None
    if request.user.is_employee and place.may_be_reserved:
        networks = list(own_networks(request.user))
        form = ReserveForm(posted(request), networks=networks) if networks else None
    if request.method == "POST" and form is None:
        raise Http404
    if form and form.is_valid():
        try:
            held = reserve_place(by=request.user, place=place, **form.wanted)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            said = _("%(place)s er jeres %(when)s.")
            messages.success(request, said % {"place": place.name, "when": when_taken(held)})
            return redirect("offerings:place_detail", place_id)
    context = {"place": place, "taken": taken_at(request.user, place), "form": form}
    context["trail"] = _trail(place.name, below=True)
    status = 422 if form and form.errors else 200
    return render(request, "offerings/place/detail.html", context, status=status)


@require_POST
def place_release(request: HttpRequest, reservation_id: int) -> HttpResponse:
    """Give it back."""
    reservation = visible_or_404(releasable_by(request.user), pk=reservation_id)
    try:
        release_place(by=request.user, reservation=reservation)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Stedet er givet fri, så andre kan bruge det."))
    return redirect("offerings:place_detail", reservation.place_id)


def _trail(here: str, *, below: bool = False) -> list[tuple[str, str]]:
    catalogue = (reverse("offerings:offering_list"), _("Tilbud"))
    places = [(reverse("offerings:place_list"), _("Steder"))] if below else []
    return [catalogue, *places, ("", here)]
