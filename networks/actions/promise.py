"""A chief promises to clear something out of a network's way, and says how it went."""

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
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.enums import PromiseOutcome
from networks.models import Network, Promise
from networks.permissions.promise import can_answer_promise, can_make_promise

SENTENCES = {
    PromiseOutcome.KEPT: _("Det lykkedes: et løfte til »{title}«"),
    PromiseOutcome.NOT_KEPT: _("Det lykkedes ikke: et løfte til »{title}«"),
}


class PromisedWithOtherWords(Refusal):
    """The form has made a promise before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Du har allerede givet et løfte her med en anden tekst. "
                "Send igen, hvis det her er endnu et løfte."
            )
        )


class AlreadyAnswered(Refusal):
    """An answer stands; it is neither edited nor taken back."""

    def __init__(self) -> None:
        super().__init__(_("Du har allerede svaret på løftet. Det svar står ved magt."))


@transaction.atomic
def make_promise(*, by: Person, network: Network, form_key: uuid.UUID, text: str) -> Promise:
    """Promise it to the network; a form sent twice is one promise."""
    network = locked(network)
    if earlier := Promise.objects.filter(form_key=form_key).first():
        require(earlier.made_by_id == by.pk and earlier.network_id == network.pk)
        if earlier.text != text:
            raise PromisedWithOtherWords
        return earlier
    require(can_make_promise(by, network))
    promise = Promise.objects.create(
        network=network, made_by=by, text=text, made_at=clock.now(), form_key=form_key
    )
    record(by=by, verb="make_promise", subject=network, promise=promise.pk)
    _tell_leader(
        promise,
        cause=f"promise:{promise.pk}",
        subject=format_lazy(
            _("{name} har givet »{title}« et løfte"), name=by.name, title=network.title
        ),
        sentence=_("Når det er sket, eller det ikke kan lade sig gøre, får du svar."),
        said=text,
    )
    return promise


@transaction.atomic
def answer_promise(*, by: Person, promise: Promise, outcome: str, answer: str) -> Promise:
    """Say how it went; either answer helps the network on."""
    locked(promise.network)
    held = Promise.objects.select_for_update(of=("self",)).select_related("network", "made_by")
    promise = held.get(pk=promise.pk)
    require(promise.made_by_id == by.pk)
    if (promise.outcome, promise.answer) == (outcome, answer):
        return promise  # a second click
    if promise.outcome:
        raise AlreadyAnswered
    require(can_answer_promise(by, promise))
    promise.outcome, promise.answer, promise.answered_at = outcome, answer, clock.now()
    promise.save(update_fields=["outcome", "answer", "answered_at"])
    network = promise.network
    record(by=by, verb="answer_promise", subject=network, promise=promise.pk, outcome=outcome)
    _tell_leader(
        promise,
        cause=f"promise-answer:{promise.pk}",
        subject=format_lazy(SENTENCES[PromiseOutcome(outcome)], title=network.title),
        sentence=format_lazy(_("{name} lovede jer: »{text}«"), name=by.name, text=promise.text),
        said=answer,
    )
    return promise


def _tell_leader(
    promise: Promise, *, cause: str, subject: Words, sentence: Words, said: str
) -> None:
    """Not about one's own act, and not to a leader who may no longer read it."""
    network, leader = promise.network, promise.network.leader
    may_read = Promise.objects.visible_to(leader).filter(pk=promise.pk).exists()
    if leader == promise.made_by or not may_read:
        return
    queue_mail(
        to=leader,
        cause=cause,
        kind="promise",
        letter=Letter(
            subject=subject,
            paragraphs=[sentence],
            quotes=[(promise.made_by.name, said)],
            button_label=_("Se løfterne"),
            button_path=reverse("networks:direction_detail", args=[network.slug]),
            why=_("Du får mailen, fordi du leder netværket."),
        ),
    )
