"""A network asks for an offering; the secretariat answers."""

import uuid

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.models import Network
from offerings.actions.answer import write_answer
from offerings.actions.offering import AlreadyAssigned, assign_offering
from offerings.models import Offering, OfferingRequest
from offerings.permissions.request import (
    can_answer_request,
    can_ask_for_offering,
    can_withdraw_request,
)
from offerings.queries.request import answerers_for


class AlreadyAsked(Refusal):
    """One wish waits at a time."""

    def __init__(self) -> None:
        super().__init__(
            _("Netværket har allerede bedt om det tilbud. Sekretariatet svarer på det ønske.")
        )


class NoNeedsWords(Refusal):
    """A no says why."""

    def __init__(self) -> None:
        super().__init__(_("Skriv hvorfor, eller hvad de kan gøre i stedet."))


@transaction.atomic
def ask_for_offering(
    *, by: Person, network: Network, offering: Offering, words: str, form_key: uuid.UUID
) -> OfferingRequest:
    """Ask on the network's behalf; a form sent twice is one request."""
    network = locked(network)
    require(can_ask_for_offering(by, network) and offering.is_active)
    if earlier := OfferingRequest.objects.filter(form_key=form_key).first():
        require(earlier.asked_by_id == by.pk and earlier.network_id == network.pk)
        require(earlier.offering_id == offering.pk)
        return earlier
    if network.assigned_offerings.filter(offering=offering).exists():
        raise AlreadyAssigned
    if network.offering_requests.waiting().filter(offering=offering).exists():
        raise AlreadyAsked
    request = OfferingRequest.objects.create(
        network=network,
        offering=offering,
        words=words,
        asked_by=by,
        asked_at=clock.now(),
        form_key=form_key,
    )
    record(by=by, verb="ask_for_offering", subject=network, offering_request=request.pk)
    for person in answerers_for(network):
        queue_mail(
            to=person,
            cause=f"offering_request:{request.pk}:asked:{person.pk}",
            kind="offering_request",
            letter=_letter(request),
        )
    return request


@transaction.atomic
def withdraw_request(*, by: Person, request: OfferingRequest) -> OfferingRequest:
    """Take it back while it waits; a second click changes nothing."""
    request = _locked(request)
    if request.withdrawn_at is not None:
        return request
    require(can_withdraw_request(by, request))
    request.withdrawn_at = clock.now()
    request.save(update_fields=["withdrawn_at"])
    record(by=by, verb="withdraw_request", subject=request.network, offering_request=request.pk)
    return request


@transaction.atomic
def answer_request(
    *, by: Person, request: OfferingRequest, is_granted: bool, answer: str
) -> OfferingRequest:
    """Yes gives the network the offering at once, with the answer as the note; no says why."""
    request = _locked(request)
    require(can_answer_request(by))
    require(request.answered_at is None and request.withdrawn_at is None)
    if not is_granted and not answer:
        raise NoNeedsWords
    if is_granted:
        assign_offering(by=by, network=request.network, offering=request.offering, note=answer)
        request.refresh_from_db()
    else:
        write_answer(by=by, request=request, is_granted=False, answer=answer)
    return request


def _locked(request: OfferingRequest) -> OfferingRequest:
    """The request as it stands now, behind its network, held until the transaction ends."""
    network = locked(request.network)
    request = OfferingRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.network = network
    return request


def _letter(request: OfferingRequest) -> Letter:
    named = {"title": request.network.title, "offering": request.offering.title}
    return Letter(
        subject=format_lazy(_("»{title}« beder om »{offering}«. Kan de få det?"), **named),
        paragraphs=[_("Svar ja eller nej med et par ord, så netværket ved, hvad der sker nu.")],
        quotes=[(request.asked_by.name, request.words)],
        button_label=_("Svar på ønsket"),
        button_path=reverse("admin:offerings_offeringrequest_change", args=[request.pk]),
        why=_("Du får mailen, fordi sekretariatet svarer på netværkenes ønsker."),
    )
