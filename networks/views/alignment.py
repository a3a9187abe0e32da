from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import Refusal
from networks.actions.alignment import answer_alignment_note
from networks.forms.alignment import AlignmentAnswerForm
from networks.models import AlignmentNote, Network
from networks.permissions.alignment import can_answer_alignment_note
from networks.permissions.network import is_leader
from networks.queries.alignment import readable_notes
from networks.views.doors import network_or_404, trail_in


@form_page
def alignment_detail(request: HttpRequest, slug: str, note_id: int) -> HttpResponse:
    """A chief's words to the network, read by those around it; its leader answers, once."""
    network = network_or_404(request.user, slug)
    note = visible_or_404(readable_notes(request.user, network), pk=note_id)
    if request.method == "POST" and not is_leader(request.user, network):
        raise Http404
    form = AlignmentAnswerForm(posted(request))
    if form.is_valid():
        try:
            answer_alignment_note(by=request.user, note=note, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            name = note.written_by.first_name
            messages.success(
                request, _("Jeres svar er gemt. %(name)s får en mail.") % {"name": name}
            )
            return redirect("networks:alignment_detail", slug, note_id)
    context = {"network": network, "note": note, "form": form, "trail": _trail(network)}
    context["may_answer"] = can_answer_alignment_note(request.user, note)
    status = 422 if form.errors else 200
    return render(request, "networks/alignment/detail.html", context, status=status)


@require_safe
def alignment_open(request: HttpRequest, note_id: int) -> HttpResponse:
    """A short way to a note's page, for those who may see it."""
    notes = AlignmentNote.objects.visible_to(request.user).select_related("network")
    networks = Network.objects.visible_to(request.user)
    note = visible_or_404(notes.filter(network__in=networks), pk=note_id)
    return redirect("networks:alignment_detail", note.network.slug, note.pk)


def _trail(network: Network) -> list[tuple[str, str]]:
    """The page lies below the direction's own."""
    trail = trail_in(network, _("Chefernes ord"))
    trail.insert(-1, (reverse("networks:direction_detail", args=[network.slug]), _("Retning")))
    return trail
