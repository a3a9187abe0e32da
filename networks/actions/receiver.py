"""Who takes a result over: asked in person, answered in person."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OrgUnit, Person
from netvaerk.refusals import NotPossibleNow, Refusal, require
from networks.actions.establishment import locked
from networks.enums import ReceiverAnswer
from networks.models import Network, Receiver, Result
from networks.permissions.result import can_answer_as_receiver, can_ask_receiver


class BelongsNowhere(Refusal):
    """A result lives on in a department, so whoever takes it over must belong to one."""

    def __init__(self, person: Person) -> None:
        sentence = _(
            "{name} hører ikke til i en afdeling, så der er ikke noget sted, resultatet kan bo. "
            "Spørg en, der gør."
        )
        super().__init__(str(sentence).format(name=person.name))


class TakenAlready(Refusal):
    """Somebody has taken the result over; only they can pass it on."""

    def __init__(self, receiver: Receiver) -> None:
        sentence = _("{name} har allerede taget imod resultatet og kan give det videre.")
        super().__init__(str(sentence).format(name=receiver.person.name))


class PassedToOneself(Refusal):
    """Passing on takes somebody else."""

    def __init__(self) -> None:
        super().__init__(_("Du kan ikke give resultatet videre til dig selv."))


@transaction.atomic
def ask_receiver(*, by: Person, result: Result, person: Person, words: str) -> Receiver:
    """Ask somebody to take the result over; an earlier one who has not answered is let off.

    So is one who had accepted, but is no longer in the house.
    """
    network = locked(result.network)
    require(can_ask_receiver(by, network))
    standing = result.receivers.standing().select_related("person").first()
    if standing and standing.answer == ReceiverAnswer.ACCEPTED and standing.person.is_active:
        raise TakenAlready(standing)
    if standing and standing.person_id == person.pk:
        return standing  # a second click
    if standing:
        _end(standing, ReceiverAnswer.REPLACED)
        _tell_replaced(standing, network)
    return _ask(by=by, network=network, result=result, person=person, words=words)


@transaction.atomic
def accept_result(*, by: Person, receiver: Receiver, words: str) -> Receiver:
    """The one who is asked takes the result over; `words` may be empty."""
    network, receiver = _locked_with_network(receiver)
    require(can_answer_as_receiver(by, receiver))
    if receiver.answer:
        return receiver  # a second click
    _end(receiver, ReceiverAnswer.ACCEPTED, words)
    record(by=by, verb="accept_result", subject=network, receiver=receiver.pk)
    _tell_answer(receiver, network, _("{name} tager imod et resultat fra »{title}«"))
    return receiver


@transaction.atomic
def decline_result(*, by: Person, receiver: Receiver, words: str) -> Receiver:
    """The one who is asked says no, and why."""
    network, receiver = _locked_with_network(receiver)
    if _has_said(receiver, by, ReceiverAnswer.DECLINED, words):
        return receiver
    require(can_answer_as_receiver(by, receiver) and receiver.answer == "" and bool(words))
    _end(receiver, ReceiverAnswer.DECLINED, words)
    record(by=by, verb="decline_result", subject=network, receiver=receiver.pk)
    _tell_answer(receiver, network, _("{name} siger nej tak til et resultat fra »{title}«"))
    return receiver


@transaction.atomic
def pass_on_result(*, by: Person, receiver: Receiver, to: Person, words: str) -> Receiver:
    """Ask somebody else instead; also later, when whoever accepted changes job."""
    network, receiver = _locked_with_network(receiver)
    if _has_said(receiver, by, ReceiverAnswer.PASSED_ON, words):
        asked = receiver.result.receivers.standing().filter(person=to).first()
        if asked is None:
            raise NotPossibleNow  # the other has answered, or somebody else was asked, since
        return asked
    require(can_answer_as_receiver(by, receiver))
    if to.pk == by.pk:
        raise PassedToOneself
    _end(receiver, ReceiverAnswer.PASSED_ON, words)
    record(by=by, verb="pass_on_result", subject=network, receiver=receiver.pk)
    asked = _ask(by=by, network=network, result=receiver.result, person=to, words=words)
    _tell_answer(receiver, network, _("{name} har givet et resultat fra »{title}« videre"))
    return asked


def department_of(person: Person) -> OrgUnit | None:
    """The department that the person's unit is or belongs to."""
    unit = person.unit
    return unit.parent if unit and unit.kind == UnitKind.UNIT else unit


def _locked_with_network(receiver: Receiver) -> tuple[Network, Receiver]:
    # The network first, as every other action does, so that two never wait for each other.
    network = locked(receiver.result.network)
    held = Receiver.objects.select_for_update(of=("self",)).select_related("result", "person")
    return network, held.get(pk=receiver.pk)


def _has_said(receiver: Receiver, by: Person, answer: str, words: str) -> bool:
    """The same answer once more, by a second click."""
    said = receiver.answer, receiver.answer_words, receiver.person_id
    return said == (answer, words, by.pk)


def _ask(*, by: Person, network: Network, result: Result, person: Person, words: str) -> Receiver:
    unit = department_of(person)
    if unit is None or not person.is_employee:
        raise BelongsNowhere(person)
    receiver = Receiver.objects.create(
        result=result, person=person, unit=unit, words=words, asked_by=by, asked_at=clock.now()
    )
    record(by=by, verb="ask_receiver", subject=network, result=result.pk, person=person.pk)
    _tell_asked(receiver, network)
    return receiver


def _end(receiver: Receiver, answer: str, words: str = "") -> None:
    receiver.answer, receiver.answer_words, receiver.answered_at = answer, words, clock.now()
    receiver.save(update_fields=["answer", "answer_words", "answered_at"])


def _tell_asked(receiver: Receiver, network: Network) -> None:
    queue_mail(
        to=receiver.person,
        cause=f"receiver:{receiver.pk}",
        kind="receiver",
        letter=Letter(
            subject=format_lazy(
                _("Vil du tage imod et resultat fra »{title}«?"), title=network.title
            ),
            paragraphs=[
                format_lazy(
                    _(
                        "{name} spørger, om du vil tage imod »{result}«, så det lever videre i "
                        "{unit}. Læs, hvad det krævede, og hvad I ikke skal efterligne, før du "
                        "svarer. Du kan tage imod, sige nej tak eller give det videre."
                    ),
                    name=receiver.asked_by.name,
                    result=receiver.result.title,
                    unit=receiver.unit.name,
                )
            ],
            quotes=[(receiver.asked_by.name, receiver.words)] if receiver.words else [],
            button_label=_("Læs og svar"),
            button_path=reverse("networks:receiver_answer", args=[receiver.pk]),
            why=_("Du får mailen, fordi du er spurgt personligt."),
        ),
    )


def _tell_replaced(receiver: Receiver, network: Network) -> None:
    queue_mail(
        to=receiver.person,
        cause=f"receiver-replaced:{receiver.pk}",
        kind="receiver",
        letter=Letter(
            subject=format_lazy(
                _("Du behøver ikke svare om resultatet fra »{title}«"), title=network.title
            ),
            paragraphs=[
                _("Netværket har spurgt en anden i stedet. Tak, fordi du har haft det liggende.")
            ],
            button_label=_("Gå til netværket"),
            button_path=reverse("networks:network_detail", args=[network.slug]),
            why=_("Du får mailen, fordi du var spurgt personligt."),
        ),
    )


def _tell_answer(receiver: Receiver, network: Network, subject: Any) -> None:
    """The leader, and whoever asked, learn the answer."""
    name, words = receiver.person.name, receiver.answer_words
    letter = Letter(
        subject=format_lazy(subject, name=name, title=network.title),
        paragraphs=[format_lazy(_("Det gælder »{result}«."), result=receiver.result.title)],
        quotes=[(name, words)] if words else [],
        button_label=_("Se aftrykket"),
        button_path=reverse("networks:result_list", args=[network.slug]),
        why=_("Du får mailen, fordi du har spurgt eller leder netværket."),
    )
    for person in {network.leader, receiver.asked_by} - {receiver.person}:
        # Whoever asked may have left the network since.
        if not Result.objects.visible_to(person).filter(pk=receiver.result_id).exists():
            continue
        queue_mail(
            to=person,
            cause=f"receiver-{receiver.answer}:{receiver.pk}:{person.pk}",
            kind="receiver_answer",
            letter=letter,
        )
