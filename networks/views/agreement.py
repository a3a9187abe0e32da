from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from netvaerk.gates import form_page, posted, visible_or_404
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_fetch_lists
from netvaerk.people.views.fetching import fetched, list_page
from netvaerk.refusals import EditedMeanwhile, Refusal
from networks.actions.agreement import confirm_agreement, keep_agreement, propose_agreement
from networks.forms.agreement import AgreementForm
from networks.models import Agreement, Network
from networks.permissions.agreement import (
    can_begin_agreement,
    can_confirm_agreement,
    can_renegotiate_agreement,
    can_see_agreements,
)
from networks.queries.agreement import (
    agreement_page,
    agreements_page,
    newest_agreement,
    other_side_of,
    readers_in_words,
)
from networks.queries.sheets.agreement import agreements_sheet
from networks.views.doors import frame, network_or_404
from networks.views.names import names_of


@list_page
def agreement_list(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Own agreement, own staff's, or the whole network's for its reference leader."""
    network = network_or_404(request.user, slug, may=can_see_agreements)
    if request.method == "POST":
        return fetched(request, agreements_sheet(request.user, network))
    context = {
        "may_fetch": can_fetch_lists(request.user),
        **frame(request.user, network, _("Samarbejdsaftaler")),
        "page": agreements_page(request.user, network),
        "is_reference_leader": network.reference_leader_id == request.user.pk,
    }
    return render(request, "networks/agreement/list.html", context)


@require_safe
def agreement_detail(request: HttpRequest, slug: str, agreement_id: int) -> HttpResponse:
    """One version, and those before it."""
    network = network_or_404(request.user, slug, "reference_leader")
    page = agreement_page(request.user, network, agreement_id)
    if page is None:
        raise Http404
    agreement, leader = page.agreement, network.reference_leader
    context = {
        **frame(request.user, network, _("Samarbejdsaftale")),
        "page": page,
        "readers": readers_in_words(agreement.member, agreement.line_manager, leader),
        "may_confirm": agreement.is_newest and can_confirm_agreement(request.user, agreement),
        "may_renegotiate": agreement.is_newest
        and can_renegotiate_agreement(request.user, agreement),
    }
    return render(request, "networks/agreement/detail.html", context)


@form_page
def agreement_write(request: HttpRequest, slug: str) -> HttpResponse:
    """The member writes the first version."""
    network = network_or_404(request.user, slug, "reference_leader", may=can_begin_agreement)
    newest = newest_agreement(network, request.user)
    if newest and request.method != "POST":
        return redirect("networks:agreement_detail", slug, newest.pk)
    return _write(request, network, request.user, None)


@form_page
def agreement_change(request: HttpRequest, slug: str, agreement_id: int) -> HttpResponse:
    """Either side puts a new version forward."""
    agreement = _own_or_404(request, slug, agreement_id)
    if request.method != "POST" and not _is_newest(agreement):
        return redirect("networks:agreement_list", slug)
    return _write(request, agreement.network, agreement.member, agreement)


@require_POST
def agreement_confirm(request: HttpRequest, slug: str, agreement_id: int) -> HttpResponse:
    """The side whose word is missing says yes."""
    agreement = _own_or_404(request, slug, agreement_id)
    try:
        confirm_agreement(by=request.user, agreement=agreement)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        told = (_other_side(request.user, agreement), agreement.network.reference_leader)
        names = {"names": names_of(one for one in told if one != request.user)}
        messages.success(request, _("Aftalen er på plads. %(names)s får en mail om det.") % names)
    return redirect("networks:agreement_detail", slug, agreement_id)


@require_POST
def agreement_keep(request: HttpRequest, slug: str, agreement_id: int) -> HttpResponse:
    """ "Den passer stadig": the same words once more."""
    agreement = _own_or_404(request, slug, agreement_id)
    try:
        kept = keep_agreement(by=request.user, agreement=agreement)
    except EditedMeanwhile:
        messages.info(request, _("Der er kommet en nyere version. Læs den, og svar på den."))
        return redirect("networks:agreement_list", slug)
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect("networks:agreement_list", slug)
    name = {"name": _other_side(request.user, kept).first_name}
    messages.success(request, _("Godt. %(name)s får en mail og kan også sige ja.") % name)
    return redirect("networks:agreement_detail", slug, kept.pk)


def _own_or_404(request: HttpRequest, slug: str, agreement_id: int) -> Agreement:
    """One that the person is a side of; whether it still counts is for the action to say."""
    network = network_or_404(request.user, slug, "reference_leader")
    theirs = network.agreements.visible_to(request.user)
    return visible_or_404(
        theirs.select_related("member", "line_manager", "unit"),
        may=partial(can_renegotiate_agreement, request.user),
        pk=agreement_id,
    )


def _is_newest(agreement: Agreement) -> bool:
    newest = newest_agreement(agreement.network, agreement.member)
    return newest is not None and newest.pk == agreement.pk


def _other_side(person: Person, agreement: Agreement) -> Person:
    return agreement.line_manager if person == agreement.member else agreement.member


def _write(
    request: HttpRequest, network: Network, member: Person, newest: Agreement | None
) -> HttpResponse:
    me, theirs = request.user, None
    form = AgreementForm(posted(request), person=me, member=member, network=network, newest=newest)
    if form.is_valid():
        try:
            made = propose_agreement(by=me, network=network, member=member, **form.cleaned_data)
        except EditedMeanwhile as meanwhile:
            theirs = meanwhile.theirs
            form.on_top_of(theirs.version).add_error(None, str(meanwhile))
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            return _sent(request, made)
    manager = other_side_of(me, member, newest) if me == member else me
    context = {
        **frame(me, network, _("Skriv aftalen")),
        "form": form,
        "theirs": theirs,
        "readers": readers_in_words(member, manager, network.reference_leader),
    }
    status = 422 if form.errors else 200
    return render(request, "networks/agreement/write.html", context, status=status)


def _sent(request: HttpRequest, made: Agreement) -> HttpResponse:
    name = {"name": _other_side(request.user, made).first_name}
    said = _("Aftalen er sendt til %(name)s, som kan sige ja eller rette.")
    messages.success(request, said % name)
    return redirect("networks:agreement_detail", made.network.slug, made.pk)
