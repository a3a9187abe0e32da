from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.direction import acknowledge_direction, write_direction
from networks.forms.direction import DirectionForm, UnderstandingForm
from networks.models import Network
from networks.permissions.network import can_acknowledge_direction, can_write_direction
from networks.queries.alignment import notes_to
from networks.queries.direction import directions_page, newest_direction
from networks.queries.promise import promises_to
from networks.views.doors import frame, network_or_404


@require_safe
def direction_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version and those before it; the leader answers here."""
    return _show(request, network_or_404(request.user, slug, "leader"))


@require_POST
def direction_acknowledge(request: HttpRequest, slug: str) -> HttpResponse:
    """The leader's "sådan forstår vi den", to the version that was read."""
    network = network_or_404(request.user, slug, may=can_acknowledge_direction)
    form = UnderstandingForm(request.POST)
    if not form.is_valid():
        return _show(request, network, form)
    try:
        acknowledge_direction(by=request.user, network=network, **form.cleaned_data)
    except Refusal:
        form.add_error(
            None, _("Retningen er skrevet om, siden du læste den. Læs den nye, og ret jeres svar.")
        )
        return _show(request, network, form)
    name = network.reference_leader.first_name
    messages.success(request, _("Jeres svar er gemt. %(name)s kan læse det.") % {"name": name})
    return redirect("networks:direction_detail", slug)


@form_page
def direction_write(request: HttpRequest, slug: str) -> HttpResponse:
    """The reference leader writes a version, on top of the one they read."""
    network = network_or_404(request.user, slug, may=can_write_direction)
    newest, theirs = newest_direction(network), None
    form = DirectionForm(posted(request), newest=newest)
    if form.is_valid():
        try:
            direction = write_direction(by=request.user, network=network, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell_written(request, network, direction.version)
            return redirect("networks:direction_detail", slug)
    context = {**frame(request.user, network, _("Skriv retningen")), "form": form, "theirs": theirs}
    status = 422 if form.errors else 200
    return render(request, "networks/direction/write.html", context, status=status)


def _show(
    request: HttpRequest, network: Network, form: UnderstandingForm | None = None
) -> HttpResponse:
    page = directions_page(request.user, network)
    if page.is_inherited:
        form = None  # the parent network answers its own
    elif page.current and form:
        form = form.answering(page.current.version)
    elif page.current:
        form = UnderstandingForm(
            initial={
                "version": page.current.version,
                "understanding": page.current.understanding,
            }
        )
    context = {**frame(request.user, network, _("Retning")), "page": page, "form": form}
    context["promises"] = promises_to(request.user, network)
    context["notes"] = notes_to(request.user, network, after=request.GET.get("ord", ""))
    status = 422 if form and form.errors else 200
    return render(request, "networks/direction/detail.html", context, status=status)


def _tell_written(request: HttpRequest, network: Network, version: int) -> None:
    words = {"version": version, "name": network.leader.first_name}
    messages.success(
        request,
        _("Version %(version)d er gemt. %(name)s får en mail om at læse den og svare.") % words,
    )
