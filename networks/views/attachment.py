from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import visible_or_404
from netvaerk.refusals import Refusal
from networks.actions.attachment import remove_attachment
from networks.models import Attachment, Network
from networks.permissions.attachment import can_remove_attachment, card_of


@require_safe
def attachment_file(request: HttpRequest, attachment_id: UUID) -> FileResponse:
    """The file itself, always as something to save; <img> on our own pages may show it."""
    attachment = visible_or_404(Attachment.objects.visible_to(request.user), pk=attachment_id)
    try:
        file = attachment.file.open()
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(
        file,
        as_attachment=True,
        filename=attachment.name,
        content_type=attachment.content_type,
    )


@require_POST
def attachment_remove(request: HttpRequest, attachment_id: UUID) -> HttpResponse:
    """Take a file away from a card."""
    visible = Attachment.objects.visible_to(request.user)
    attachment = visible_or_404(
        visible.select_related("entry__network", "draft__network"),
        may=partial(can_remove_attachment, request.user),
        pk=attachment_id,
    )
    network = card_of(attachment).network
    try:
        remove_attachment(by=request.user, attachment=attachment)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("»%(name)s« er fjernet.") % {"name": attachment.name})
    return redirect(_way_back(request, network))


def _way_back(request: HttpRequest, network: Network) -> str:
    """The page that the button stood on, if it is one of ours."""
    back = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    return back if is_ours else reverse("networks:learning_list", args=[network.slug])
