"""Coming in: ask, answer, and how somebody is in."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.dates import day
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from networks.actions.establishment import locked
from networks.enums import JoinRequestStatus
from networks.models import JoinRequest, Membership, Network, Phase
from networks.permissions.membership import can_edit_membership
from networks.permissions.network import (
    can_answer_join_request,
    can_ask_to_join,
    can_edit_room,
)

# Said in each reader's language.
day_in_words = lazy(day, str)


class AlreadyAnswered(Refusal):
    """The request no longer waits for an answer."""

    def __init__(self) -> None:
        super().__init__(_("Anmodningen er allerede besvaret eller trukket tilbage."))


class CoreMembersStay(Refusal):
    """A core member is in all the way, so phases and a last day belong to the others."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "En kernedeltager er med hele vejen. "
                "Fjern faserne og den sidste dag, eller vælg »Deltager«."
            )
        )


class EndsInThePast(Refusal):
    """A last day is today or still to come; to end it now is another act."""

    def __init__(self) -> None:
        super().__init__(_("Den sidste dag er allerede gået. Vælg en dag, der ligger forude."))


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
def edit_room(
    *,
    by: Person,
    network: Network,
    is_open_for_members: bool,
    wanted: str,
    teams_url: str | None = None,
) -> Network:
    """Whether the network takes new members, whom it misses, and its channel in Teams.

    None leaves the channel as it is; an empty one takes it away.
    """
    network = locked(network)
    require(can_edit_room(by, network))
    teams_url = network.teams_url if teams_url is None else teams_url
    require(not teams_url or teams_url.startswith("https://"))
    network.is_open_for_members, network.wanted = is_open_for_members, wanted
    network.teams_url = teams_url
    network.save(update_fields=["is_open_for_members", "wanted", "teams_url"])
    record(by=by, verb="edit_room", subject=network)
    return network


@transaction.atomic
def edit_membership(
    *,
    by: Person,
    membership: Membership,
    is_core: bool,
    phases: Iterable[Phase],
    ends_on: date | None,
) -> Membership:
    """Core member, or in for some phases or until a day; the person is told when it changes."""
    network = locked(membership.network)
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    require(can_edit_membership(by, membership))
    phases = set(phases)
    if is_core and (phases or ends_on):
        raise CoreMembersStay
    if ends_on and ends_on != membership.ends_on and ends_on < clock.today():
        raise EndsInThePast
    before = (membership.is_core, membership.ends_on, set(membership.phases.all()))
    if before == (is_core, ends_on, phases):
        return membership
    membership.is_core, membership.ends_on = is_core, ends_on
    membership.save(update_fields=["is_core", "ends_on"])
    membership.phases.set(phases)
    entry = record(by=by, verb="edit_membership", subject=network, person=membership.person_id)
    queue_mail(
        to=membership.person,
        cause=f"membership:{entry.pk}",
        kind="membership",
        letter=_letter_with_terms(membership, phases, by=by),
    )
    return membership


def _letter_with_terms(membership: Membership, phases: set[Phase], *, by: Person) -> Letter:
    network = membership.network
    terms: list[Words] = [
        _("Du er kernedeltager: med hele vejen.") if membership.is_core else _("Du er deltager.")
    ]
    if phases:
        in_order = sorted(phases, key=lambda phase: (phase.position, phase.pk))
        names = ", ".join(phase.name for phase in in_order)
        terms.append(format_lazy(_("Du er med i faserne {phases}."), phases=names))
    if membership.ends_on:
        last = day_in_words(membership.ends_on)
        terms.append(format_lazy(_("Din sidste dag er {day}."), day=last))
    return Letter(
        subject=format_lazy(_("Sådan er du med i »{title}«"), title=network.title),
        paragraphs=[
            *terms,
            format_lazy(
                _("Passer det ikke med det, I har talt om, så sig det til {name}."),
                name=by.first_name,
            ),
        ],
        button_label=_("Gå til netværket"),
        button_path=reverse("networks:network_detail", args=[network.slug]),
        why=_("Du får mailen, fordi du er med i netværket."),
    )
