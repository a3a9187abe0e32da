"""Sparring, from a network's question to a time in everybody's calendar."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, require
from networks.actions.establishment import locked
from networks.models import Network
from secretariat.actions import sparring_letters as letters
from secretariat.actions.sparring_time import (
    AskedWithOtherWords,
    TimeIsPicked,
    require_free,
    require_other_than_theirs,
)
from secretariat.enums import SparringState
from secretariat.models import SparringFormat, SparringSession, SparringTime
from secretariat.permissions.sparring import (
    can_ask_for_sparring,
    can_assign_sparring,
    can_move_sparring,
    can_pick_time,
    can_propose_times,
    can_reopen_times,
    can_withdraw_sparring,
    speaks_for_network,
)

MOST_TIMES = 3


@transaction.atomic
def ask_for_sparring(
    *, by: Person, network: Network, form_key: uuid.UUID, format: SparringFormat, question: str
) -> SparringSession:
    """Ask the secretariat for a conversation; a form sent twice asks once."""
    network = locked(network)
    require(can_ask_for_sparring(by, network) and format.is_active)
    given = {"network": network, "format": format, "question": question, "asked_by": by}
    if earlier := SparringSession.objects.filter(form_key=form_key).first():
        require(earlier.asked_by_id == by.pk)
        if any(getattr(earlier, name) != value for name, value in given.items()):
            raise AskedWithOtherWords
        return earlier
    session = SparringSession.objects.create(
        form_key=form_key, asked_at=clock.now(), minutes=format.minutes, **given
    )
    session.people.add(by, network.leader)
    _record(session, "ask_for_sparring", by=by)
    letters.tell_asked(session)
    return session


@transaction.atomic
def assign_sparring(
    *,
    by: Person,
    network: Network,
    format: SparringFormat,
    partner: Person,
    question: str,
    takes_place_at: datetime,
    where: str = "",
) -> SparringSession:
    """Arrange a conversation that nobody has asked for, at a time; sent twice, it is one."""
    network = locked(network)
    require(can_assign_sparring(by) and network.is_alive)
    same = {"network": network, "partner": partner, "takes_place_at": takes_place_at}
    agreed = SparringSession.objects.filter(state=SparringState.AGREED, **same)
    if earlier := agreed.first():
        return earlier
    session = SparringSession(
        network=network, format=format, question=question, minutes=format.minutes
    )
    _require_partner(partner, session, beside=[network.leader])
    require_free(reader=by, partner=partner, at=[takes_place_at], session=session)
    _assign(session, by=by, partner=partner)
    _agree_on(session, takes_place_at, where)
    session.save()
    session.people.add(network.leader)
    _record(session, "assign_sparring", by=by, partner=partner.pk)
    letters.tell_agreed(session)
    return session


@transaction.atomic
def assign_partner(
    *,
    by: Person,
    session: SparringSession,
    partner: Person,
    people: Iterable[Person] = (),
    times: Sequence[datetime] = (),
    takes_place_at: datetime | None = None,
    where: str = "",
) -> SparringSession:
    """Find somebody for what a network has asked for, and peers to listen; `takes_place_at`
    settles it at once, `times` are for the network to pick from, and with neither the
    partner proposes them."""
    session = _locked(session)
    require(can_assign_sparring(by) and session.network.is_alive)
    require(session.state == SparringState.ASKED and len(set(times)) <= MOST_TIMES)
    peers = [one for one in people if one.pk != partner.pk]
    require(all(one.is_active and one.is_employee for one in peers))
    _require_partner(partner, session, beside=[session.network.leader, session.asked_by])
    at = [takes_place_at] if takes_place_at else list(times)
    require_free(reader=by, partner=partner, at=at, session=session)
    _assign(session, by=by, partner=partner)
    session.where = where
    session.people.add(*peers)
    if takes_place_at:
        _agree_on(session, takes_place_at, where)
    _save_next(session)
    _record(session, "assign_partner", by=by, partner=partner.pk, people=[one.pk for one in peers])
    if takes_place_at:
        letters.tell_agreed(session)
    else:
        letters.tell_assigned(session, _propose(session, by, times))
    return session


@transaction.atomic
def propose_times(
    *, by: Person, session: SparringSession, times: Sequence[datetime]
) -> SparringSession:
    """One to three times for the network to pick from, instead of any that were there."""
    session = _locked(session)
    require(can_propose_times(by, session) and 1 <= len(set(times)) <= MOST_TIMES)
    partner = _partner(session)
    require_free(reader=by, partner=partner, at=times, session=session)
    if {one.begins_at for one in session.times.all()} == set(times):
        return session
    proposed = _propose(session, by, times)
    _save_next(session)
    _record(session, "propose_times", by=by)
    letters.tell_proposed(session, proposed)
    return session


@transaction.atomic
def pick_time(*, by: Person, session: SparringSession, time_id: int) -> SparringSession:
    """The first who picks decides; a second click on the same time changes nothing."""
    session = _locked(session)
    time = session.times.filter(pk=time_id).first()
    if session.state == SparringState.AGREED and speaks_for_network(by, session):
        if time is None or time.begins_at != session.takes_place_at:
            raise TimeIsPicked(session)
        return session
    require(can_pick_time(by, session) and time is not None)
    at = cast(SparringTime, time).begins_at
    require_free(reader=by, partner=_partner(session), at=[at], session=session)
    _agree_on(session, at, session.where)
    _save_next(session)
    _record(session, "pick_time", by=by)
    letters.tell_agreed(session)
    return session


@transaction.atomic
def move_sparring(
    *, by: Person, session: SparringSession, based_on: int, takes_place_at: datetime, where: str
) -> SparringSession:
    """Another time or place for what is agreed, on top of the sequence the mover saw.

    Raises EditedMeanwhile, with the conversation as it stands, when somebody else moved it.
    """
    session = _locked(session)
    require(can_move_sparring(by, session))
    if (session.takes_place_at, session.where) == (takes_place_at, where):
        return session
    if session.sequence != based_on:
        raise EditedMeanwhile(session)
    if takes_place_at != session.takes_place_at:
        require_free(reader=by, partner=_partner(session), at=[takes_place_at], session=session)
    _agree_on(session, takes_place_at, where)
    _save_next(session)
    _record(session, "move_sparring", by=by)
    letters.tell_moved(session)
    return session


@transaction.atomic
def reopen_times(*, by: Person, session: SparringSession, because: str) -> SparringSession:
    """None of the times fits, or the agreed one fell through: the partner proposes anew."""
    session = _locked(session)
    require(can_reopen_times(by, session))
    # What stood in the calendars is struck; the same uid comes back with the new time.
    session.times.all().delete()
    was_agreed = session.state == SparringState.AGREED
    session.state = SparringState.ASSIGNED
    _save_next(session)
    _record(session, "reopen_times", by=by)
    letters.tell_reopened(session, said_by=by, because=because, is_struck=was_agreed)
    if was_agreed:
        session.takes_place_at = None
        session.save(update_fields=["takes_place_at"])
    return session


@transaction.atomic
def withdraw_sparring(*, by: Person, session: SparringSession, because: str) -> SparringSession:
    """The network does without it, or the secretariat can't; a second click changes nothing."""
    session = _locked(session)
    if session.state == SparringState.WITHDRAWN:
        return session
    require(can_withdraw_sparring(by, session))
    was_agreed = session.state == SparringState.AGREED
    session.times.all().delete()
    session.state = SparringState.WITHDRAWN
    _save_next(session)
    _record(session, "withdraw_sparring", by=by)
    letters.tell_withdrawn(session, said_by=by, because=because, is_struck=was_agreed)
    return session


def withdraw_of_ended() -> int:
    """What networks that have ended still had asked for or agreed is called off, in their
    leader's name; a missed tick heals on the next. Returns how many."""
    to_come = SparringSession.objects.unfinished().exclude(takes_place_at__lte=clock.now())
    left = to_come.exclude(network__in=Network.objects.alive()).select_related("network__leader")
    for session in left:
        with translation.override(session.network.leader.language):
            because = gettext("Netværket er ikke længere i gang.")
        withdraw_sparring(by=session.network.leader, session=session, because=because)
    return len(left)


def _locked(session: SparringSession) -> SparringSession:
    """The conversation as it stands now, behind its network, held until the transaction ends."""
    network = locked(session.network)
    session = (
        SparringSession.objects.select_for_update(of=("self",))
        .select_related("format", "partner", "asked_by")
        .get(pk=session.pk)
    )
    session.network = network
    return session


def _partner(session: SparringSession) -> Person:
    """The database holds that what is assigned has one."""
    return cast(Person, session.partner)


def _require_partner(
    partner: Person, session: SparringSession, *, beside: Iterable[Person | None]
) -> None:
    require(partner.is_active and partner.is_employee)
    require_other_than_theirs(partner, beside)


def _assign(session: SparringSession, *, by: Person, partner: Person) -> None:
    session.partner, session.assigned_by = partner, by
    session.assigned_at, session.state = clock.now(), SparringState.ASSIGNED


def _agree_on(session: SparringSession, at: datetime, where: str) -> None:
    session.takes_place_at, session.where = at, where
    session.state = SparringState.AGREED


def _propose(session: SparringSession, by: Person, times: Iterable[datetime]) -> list[SparringTime]:
    session.times.all().delete()
    return SparringTime.objects.bulk_create(
        SparringTime(session=session, begins_at=at, proposed_by=by) for at in sorted(set(times))
    )


def _save_next(session: SparringSession) -> None:
    session.sequence += 1
    session.changed_at = clock.now()
    session.save()


def _record(session: SparringSession, verb: str, *, by: Person, **facts: Any) -> None:
    record(by=by, verb=verb, subject=session.network, sparring=session.pk, **facts)
