from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import Refusal
from networks.actions.invitation import (
    Invited,
    invite_into_network,
    remind_invited_person,
    revoke_network_invitation,
)
from networks.forms.invitation import InviteForm
from networks.models import NetworkInvitation
from networks.permissions.invitation import can_invite_into_network
from networks.queries.invitation import invitations_in
from networks.queries.voices import missing_voices
from networks.views.doors import frame, network_or_404


@require_safe
def invitation_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody who was asked, and what became of it."""
    network = network_or_404(request.user, slug, may=can_invite_into_network)
    context = frame(request.user, network, _("Invitationer"))
    context["rows"] = invitations_in(request.user, network)
    return render(request, "networks/invitation/list.html", context)


@form_page
def invitation_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask several people at once, with own words."""
    network = network_or_404(request.user, slug, may=can_invite_into_network)
    form = InviteForm(posted(request))
    if form.is_valid():
        try:
            invited = invite_into_network(by=request.user, network=network, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            if invited.sent:
                _tell(request, invited)
                return redirect("networks:invitation_list", slug)
            form.add_error("addresses", _skipped(invited))
    context = {**frame(request.user, network, _("Inviter")), "form": form}
    context["voices"] = missing_voices(network)
    status = 422 if form.errors else 200
    return render(request, "networks/invitation/new.html", context, status=status)


@require_POST
def invitation_remind(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    """Write again, with a new link."""
    invitation = _invitation(request, slug, invitation_id)
    try:
        remind_invited_person(by=request.user, invitation=invitation)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("%(email)s får en mail med et nyt link, der virker i syv dage.")
        messages.success(request, said % {"email": invitation.email})
    return redirect("networks:invitation_list", slug)


@require_POST
def invitation_revoke(request: HttpRequest, slug: str, invitation_id: int) -> HttpResponse:
    """The links are dead at once."""
    invitation = _invitation(request, slug, invitation_id)
    try:
        revoke_network_invitation(by=request.user, invitation=invitation)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Invitationen til %(email)s er trukket tilbage. Linket virker ikke mere.")
        messages.success(request, said % {"email": invitation.email})
    return redirect("networks:invitation_list", slug)


def _invitation(request: HttpRequest, slug: str, invitation_id: int) -> NetworkInvitation:
    network = network_or_404(request.user, slug, may=can_invite_into_network)
    mine = NetworkInvitation.objects.visible_to(request.user).filter(network=network)
    return visible_or_404(mine, pk=invitation_id)


def _tell(request: HttpRequest, invited: Invited) -> None:
    count = len(invited.sent)
    said = ngettext("%(n)d invitation er sendt.", "%(n)d invitationer er sendt.", count)
    messages.success(request, said % {"n": count})
    if invited.skipped:
        messages.info(request, _skipped(invited))


def _skipped(invited: Invited) -> str:
    """ "a@x.dk er med allerede, og b@x.dk …": who needed no letter, and why."""
    reasons = [f"{email} {why}" for email, why in invited.skipped]
    return _("Ingen ny mail til: %(reasons)s.") % {"reasons": get_text_list(reasons, _("og"))}
