"""Coming in and going out: ask, answer, leave."""

from datetime import date

from django.db import transaction
from django.db.models import F
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
from networks.enums import EndedBecause, JoinRequestStatus
from networks.models import JoinRequest, Membership, Network
from networks.permissions.network import (
    can_answer_join_request,
    can_ask_to_join,
    can_edit_room,
    can_leave_network,
    is_member,
)


class AlreadyAnswered(Refusal):
    """The request no longer waits for an answer."""

    def __init__(self) -> None:
        super().__init__(_("Anmodningen er allerede besvaret eller trukket tilbage."))


class NotIn(Refusal):
    """The person is out of the network already."""

    def __init__(self) -> None:
        super().__init__(_("Du er ikke længere med i netværket."))


@transaction.atomic
def let_in(*, network: Network, person: Person, ends_on: date | None = None) -> Membership:
    """Make somebody a member of the (locked) network; who is in already stays as they are."""
    membership, _is_new = Membership.objects.current().get_or_create(
        network=network,
        person=person,
        ended_at=None,
        defaults={"joined_at": clock.now(), "ends_on": ends_on},
    )
    return membership


@transaction.atomic
def ask_to_join(*, by: Person, network: Network, sentence: str) -> JoinRequest:
    """Ask with a sentence; asking twice while the first waits is the same request."""
    network = locked(network)
    require(can_ask_to_join(by, network))
    request, is_new = JoinRequest.objects.get_or_create(
        network=network,
        person=by,
        status=JoinRequestStatus.PENDING,
        defaults={"sentence": sentence, "asked_at": clock.now()},
    )
    if not is_new:
        return request
    record(by=by, verb="ask_to_join", subject=network, request=request.pk)
    queue_mail(
        to=network.leader,
        cause=f"join:{request.pk}",
        kind="join_request",
        letter=Letter(
            subject=format_lazy(
                _("{name} vil gerne være med i »{title}«"), name=by.name, title=network.title
            ),
            paragraphs=[_("Læs sætningen, og svar, så vedkommende ved, hvor I står.")],
            quotes=[(by.name, sentence)],
            button_label=_("Svar"),
            button_path=reverse("networks:member_list", args=[network.slug]),
            why=_("Du får mailen, fordi du leder netværket."),
        ),
    )
    return request


@transaction.atomic
def answer_join_request(
    *, by: Person, request: JoinRequest, is_welcome: bool, answer: str
) -> JoinRequest:
    """Welcome or decline with a sentence; the one who asked is told."""
    network = locked(request.network)
    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(can_answer_join_request(by, network))
    if request.status != JoinRequestStatus.PENDING:
        raise AlreadyAnswered
    request.status = JoinRequestStatus.ACCEPTED if is_welcome else JoinRequestStatus.DECLINED
    request.answer, request.answered_by, request.answered_at = answer, by, clock.now()
    request.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    if is_welcome:
        let_in(network=network, person=request.person)
    record(
        by=by,
        verb="answer_join_request",
        subject=network,
        request=request.pk,
        answer=request.status,
    )
    queue_mail(
        to=request.person,
        cause=f"join-answer:{request.pk}",
        kind="join_answer",
        letter=_letter_with_answer(request, by=by),
    )
    return request


def _letter_with_answer(request: JoinRequest, *, by: Person) -> Letter:
    is_welcome = request.status == JoinRequestStatus.ACCEPTED
    subject = _("Velkommen i »{title}«") if is_welcome else _("Svar fra »{title}«")
    sentence = (
        _("Du er nu med i netværket.") if is_welcome else _("Netværket siger nej tak denne gang.")
    )
    return Letter(
        subject=format_lazy(subject, title=request.network.title),
        paragraphs=[sentence],
        quotes=[(by.name, request.answer)] if request.answer else [],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[request.network.slug]),
        why=_("Du får mailen, fordi du bad om at være med."),
    )


@transaction.atomic
def withdraw_join_request(*, by: Person, request: JoinRequest) -> JoinRequest:
    """The person changes their mind before the answer."""
    request = JoinRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    require(request.person_id == by.pk)
    if request.status != JoinRequestStatus.PENDING:
        raise AlreadyAnswered
    request.status = JoinRequestStatus.WITHDRAWN
    request.save(update_fields=["status"])
    record(by=by, verb="withdraw_join_request", subject=request.network, request=request.pk)
    return request


@transaction.atomic
def leave_network(*, by: Person, network: Network) -> None:
    """End the person's membership; what they wrote stays with the network."""
    network = locked(network)
    if not is_member(by, network):
        raise NotIn
    require(can_leave_network(by, network))
    by.memberships.current().filter(network=network).update(
        ended_at=clock.now(), ended_because=EndedBecause.LEFT
    )
    record(by=by, verb="leave_network", subject=network)


@transaction.atomic
def edit_room(*, by: Person, network: Network, is_open_for_members: bool, wanted: str) -> Network:
    """Say whether the network takes new members, and whom it misses."""
    network = locked(network)
    require(can_edit_room(by, network))
    network.is_open_for_members, network.wanted = is_open_for_members, wanted
    network.save(update_fields=["is_open_for_members", "wanted"])
    record(by=by, verb="edit_room", subject=network)
    return network


@transaction.atomic
def end_memberships_due() -> int:
    """End the memberships whose last day is over; returns how many. A missed day heals."""
    due = Membership.objects.past_their_end(clock.today()).exclude(person=F("network__leader"))
    ended = list(due.select_for_update(skip_locked=True, of=("self",)).select_related("network"))
    for membership in ended:
        membership.ended_at, membership.ended_because = clock.now(), EndedBecause.TIME
        membership.save(update_fields=["ended_at", "ended_because"])
        person = membership.person_id
        record(by=None, verb="end_membership", subject=membership.network, person=person)
    return len(ended)
