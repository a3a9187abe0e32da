"""Where somebody who is asked says yes or no: by a letter's link, or signed in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from netvaerk.gates import form_page
from netvaerk.people.accounts import sign_in_by_letter
from netvaerk.people.models import Person
from netvaerk.people.permissions import can_sign_in_by_mail
from netvaerk.refusals import Refusal
from networks.actions.invitation_answer import (
    accept_network_invitation,
    decline_network_invitation,
)
from networks.forms.invitation import AcceptForm, DeclineForm
from networks.models import Network, NetworkInvitation
from networks.queries.invitation import invitation_of, invitation_with, is_known


@login_not_required
@never_cache
@form_page
def invitation_answer(request: HttpRequest, token: str) -> HttpResponse:
    """By the link in a letter. Looking uses nothing up: mail scanners look at every link."""
    found = invitation_with(token)
    if found is None:
        return _closed(request)
    if request.user.is_authenticated and request.user.email != found.email:
        return render(request, "networks/invitation/other.html", {"invitation": found})
    return _answer(request, found, token)


@form_page
def invitation_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Signed in: the address is one's own, so no link is needed."""
    found = invitation_of(request.user, slug)
    if found is None:
        raise Http404
    return _answer(request, found)


def _answer(request: HttpRequest, found: NetworkInvitation, token: str = "") -> HttpResponse:
    said = request.POST if request.method == "POST" else {}
    yes, no = said.get("answer") == "ja", said.get("answer") == "nej"
    known = is_known(found.email)
    accept = AcceptForm(said if yes else None, auto_id="ja_%s", is_known=known)
    decline = DeclineForm(said if no else None, auto_id="nej_%s")
    try:
        if accept.is_valid():
            return _accept(request, found, token, accept)
        if decline.is_valid():
            return _decline(request, found, token, decline)
    except Refusal:
        # Answered, withdrawn or run out since the page was opened.
        return _closed(request)
    context = {"invitation": found, "accept": accept, "decline": decline}
    status = 422 if request.method == "POST" else 200
    return render(request, "networks/invitation/answer.html", context, status=status)


def _accept(
    request: HttpRequest, found: NetworkInvitation, token: str, form: AcceptForm
) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    # A forwarded link opens no room that somebody is in already: they show who they are first.
    is_known = Person.objects.filter(email=found.email).exists()
    person = accept_network_invitation(by=by, invitation=found, token=token, **form.said)
    names = {"title": found.network.title, "name": found.invited_by.first_name}
    if by is None and (is_known or not can_sign_in_by_mail(person)):
        messages.success(
            request, _("Du er med i »%(title)s«. Log ind for at se netværket.") % names
        )
        return _to_sign_in(found.network, person)
    messages.success(request, _("Du er med i »%(title)s«. %(name)s har fået besked.") % names)
    if by is None:
        return _sign_in(request, person, found.network)
    return redirect("networks:network_detail", found.network.slug)


def _decline(
    request: HttpRequest, found: NetworkInvitation, token: str, form: DeclineForm
) -> HttpResponse:
    by = request.user if request.user.is_authenticated else None
    words = form.cleaned_data["words"]
    decline_network_invitation(by=by, invitation=found, token=token, words=words)
    said = _("Tak for dit svar. %(name)s har fået besked.")
    messages.success(request, said % {"name": found.invited_by.first_name})
    return redirect("/")


def _sign_in(request: HttpRequest, person: Person, network: Network) -> HttpResponse:
    return sign_in_by_letter(
        request, person, to=reverse("networks:network_detail", args=[network.slug])
    )


def _to_sign_in(network: Network, person: Person) -> HttpResponse:
    onward = {"next": reverse("networks:network_detail", args=[network.slug])}
    door = "account_request_login_code" if can_sign_in_by_mail(person) else "account_login"
    return redirect(f"{reverse(door)}?{urlencode(onward)}")


def _closed(request: HttpRequest) -> HttpResponse:
    return render(request, "people/invitation/closed.html", status=404)
