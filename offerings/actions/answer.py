"""What is said to a network's request, and whom it is told."""

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import require
from offerings.models import OfferingRequest
from offerings.permissions.request import can_answer_request


@transaction.atomic
def write_answer(*, by: Person, request: OfferingRequest, is_granted: bool, answer: str) -> None:
    """Write it on the request, which is locked; whoever asked and the leader are told once."""
    require(can_answer_request(by))
    request.is_granted, request.answer = is_granted, answer
    request.answered_by, request.answered_at = by, clock.now()
    request.save(update_fields=["is_granted", "answer", "answered_by", "answered_at"])
    record(by=by, verb="answer_request", subject=request.network, offering_request=request.pk)
    told = {one.pk: one for one in (request.asked_by, request.network.leader)}
    for person in told.values():
        queue_mail(
            to=person,
            cause=f"offering_request:{request.pk}:answered:{person.pk}",
            kind="offering_request",
            letter=_letter(request, by=by),
        )


def _letter(request: OfferingRequest, *, by: Person) -> Letter:
    offering, network = request.offering, request.network
    named = {"title": network.title, "offering": offering.title, "name": by.name}
    if request.is_granted:
        subject = format_lazy(_("I får »{offering}« til »{title}«"), **named)
        said = format_lazy(_("{name} fra sekretariatet har sagt ja til jeres ønske."), **named)
    else:
        subject = format_lazy(_("Svar på jeres ønske om »{offering}« til »{title}«"), **named)
        said = format_lazy(_("{name} fra sekretariatet siger nej denne gang."), **named)
    asks = [format_lazy(_("Det kræver: {asks}"), asks=offering.asks)] if request.is_granted else []
    return Letter(
        subject=subject,
        paragraphs=[said, *asks],
        quotes=[(by.first_name, request.answer)] if request.answer else [],
        button_label=_("Se jeres støtte"),
        button_path=reverse("secretariat:network_support", args=[network.slug]),
        why=_("Du får mailen, fordi netværket har bedt om et tilbud."),
    )
