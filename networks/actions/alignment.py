"""A chief says what a review showed, the network answers: a conversation, never a mark."""

import uuid

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from networks.actions.alignment_letters import ask_leader, ask_reference_leader, tell_of_answer
from networks.actions.establishment import locked
from networks.enums import Bearing
from networks.models import AlignmentNote, Network
from networks.permissions.alignment import can_answer_alignment_note, can_write_alignment_note
from networks.permissions.network import is_leader
from networks.queries.alignment import direction_that_counts


class NotedWithOtherWords(Refusal):
    """The form has made a note before, with other words."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Du har allerede skrevet til netværket her med en anden tekst. "
                "Send igen, hvis det her er endnu et ord."
            )
        )


class NoCourseYet(Refusal):
    """There is no direction that the network could be on course for."""

    def __init__(self, network: Network) -> None:
        words = _(
            "Netværket har ikke fået en retning endnu, så der er ikke noget at være på kurs efter. "
            "Det kan du sige, når {name} har skrevet den. Vælg »Vi skal tale sammen« indtil da."
        )
        super().__init__(format_lazy(words, name=network.reference_leader.first_name))


class AlreadyAnswered(Refusal):
    """An answer stands; it is neither edited nor taken back."""

    def __init__(self) -> None:
        super().__init__(_("Der er allerede svaret. Det svar står ved magt."))


@transaction.atomic
def write_alignment_note(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    bearing: str,
    reason: str,
    direction_seen: int,
) -> AlignmentNote:
    """Tell the network's leader; `direction_seen` is the key of the version read, 0 for none.

    Raises EditedMeanwhile, with the version that stands, when somebody wrote one in between.
    """
    network = locked(network)
    if earlier := AlignmentNote.objects.filter(form_key=form_key).first():
        require(earlier.written_by_id == by.pk and earlier.network_id == network.pk)
        if (earlier.bearing, earlier.reason) != (bearing, reason):
            raise NotedWithOtherWords
        return earlier
    require(can_write_alignment_note(by, network))
    direction = direction_that_counts(network)
    if (direction.pk if direction else 0) != direction_seen:
        raise EditedMeanwhile(direction)
    if direction is None and bearing == Bearing.ON_COURSE:
        raise NoCourseYet(network)
    note = AlignmentNote.objects.create(
        network=network,
        direction=direction,
        bearing=bearing,
        reason=reason,
        written_by=by,
        written_at=clock.now(),
        form_key=form_key,
    )
    record(by=by, verb="write_alignment_note", subject=network, note=note.pk, bearing=note.bearing)
    ask_leader(note)
    if bearing == Bearing.NEW_DIRECTION:
        ask_reference_leader(note)
    return note


@transaction.atomic
def answer_alignment_note(*, by: Person, note: AlignmentNote, answer: str) -> AlignmentNote:
    """The leader's answer, in the network's own words; once."""
    network = locked(note.network)
    held = AlignmentNote.objects.select_for_update(of=("self",)).select_related("written_by")
    note = held.get(pk=note.pk)
    note.network = network
    require(is_leader(by, network))
    if note.answered_by_id == by.pk and note.answer == answer:
        return note  # a second click
    if note.answered_at:
        raise AlreadyAnswered
    require(can_answer_alignment_note(by, note))
    note.answer, note.answered_by, note.answered_at = answer, by, clock.now()
    note.save(update_fields=["answer", "answered_by", "answered_at"])
    record(by=by, verb="answer_alignment_note", subject=network, note=note.pk)
    tell_of_answer(note)
    return note
