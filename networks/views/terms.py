"""On what terms somebody is in a network: changed or ended by its leader, or left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.refusals import Refusal
from networks.actions.leaving import end_membership, leave_network
from networks.actions.membership import edit_membership
from networks.forms.membership import EndForm, MembershipForm
from networks.models import Membership, Network
from networks.permissions.membership import can_edit_memberships
from networks.permissions.network import is_leader
from networks.views.doors import frame, network_or_404, trail_in


@form_page
def membership_edit(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """Core member, or in for some phases or until a day."""
    membership = _membership_or_404(request, slug, membership_id)
    if membership.ended_at:
        return _has_ended(request, membership)
    form = MembershipForm(posted(request), membership=membership)
    if not form.is_valid():
        return _show(request, membership, form, EndForm())
    try:
        edit_membership(by=request.user, membership=membership, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, membership, form, EndForm())
    name = {"name": membership.person.first_name}
    messages.success(request, _("Det er gemt. %(name)s får en mail om det, der er nyt.") % name)
    return redirect("networks:member_list", slug)


@require_POST
def membership_end(request: HttpRequest, slug: str, membership_id: int) -> HttpResponse:
    """The leader ends it, with a sentence to the person."""
    membership = _membership_or_404(request, slug, membership_id)
    if membership.ended_at:
        return _has_ended(request, membership)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _show(request, membership, MembershipForm(membership=membership), form)
    try:
        end_membership(by=request.user, membership=membership, **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _show(request, membership, MembershipForm(membership=membership), form)
    name = {"name": membership.person.first_name}
    messages.success(
        request, _("%(name)s er ikke længere med og har fået din sætning på mail.") % name
    )
    return redirect("networks:member_list", slug)


@form_page
def network_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """End one's own membership, after a page that says what it means."""
    # Whoever has ever been in may come here: a second click is no stranger.
    network = visible_or_404(
        Network.objects.alive().ever_with_member(request.user),
        may=lambda found: not is_leader(request.user, found),
        slug=slug,
    )
    if request.method != "POST":
        context = {"network": network, "trail": trail_in(network, _("Forlad netværket"))}
        return render(request, "networks/membership/leave.html", context)
    try:
        leave_network(by=request.user, network=network)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        said = _("Du er ikke længere med i »%(title)s«. Tak for det, du gav.")
        messages.success(request, said % {"title": network.title})
    return redirect("networks:network_list")


def _membership_or_404(request: HttpRequest, slug: str, membership_id: int) -> Membership:
    """Somebody else's, also one that has ended meanwhile."""
    network = network_or_404(request.user, slug, may=can_edit_memberships)
    others = network.memberships.exclude(person=request.user).select_related("person__unit")
    return visible_or_404(others, pk=membership_id)


def _has_ended(request: HttpRequest, membership: Membership) -> HttpResponse:
    name = membership.person.name or _("Tidligere deltager")
    messages.info(request, _("%(name)s er ikke længere med i netværket.") % {"name": name})
    return redirect("networks:member_list", membership.network.slug)


def _show(
    request: HttpRequest, membership: Membership, form: MembershipForm, ending: EndForm
) -> HttpResponse:
    here = membership.person.name or _("Tidligere deltager")
    context = {
        **frame(request.user, membership.network, here),
        "member": membership,
        "form": form,
        "ending": ending,
    }
    status = 422 if form.errors or ending.errors else 200
    return render(request, "networks/membership/edit.html", context, status=status)
