"""Delivery: waiting letters are claimed in batches with a lease, and sent one by one."""

import logging
import traceback
from collections import Counter, deque
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.mail import get_connection
from django.db import transaction

from netvaerk import clock, mail
from netvaerk.bell import ring_after_commit
from netvaerk.people.actions import envelope
from netvaerk.people.actions.heartbeat import beat, stumble
from netvaerk.people.actions.mail_failures import (
    AWAY,
    CUT_OFF,
    UNKNOWN_TO_IT,
    Failure,
    not_ready,
    why_no_connection,
    why_not_taken,
)
from netvaerk.people.actions.refused_address import forgive_addresses
from netvaerk.people.enums import MailState, Part
from netvaerk.people.models import Heartbeat, OutboxMail

log = logging.getLogger(__name__)
DELIVER = "netvaerk.people.tasks.deliver_mail"
BATCH = 500
LEASE = timedelta(seconds=60)
# Renewed before a letter leaves when it is older: a slow server may take most of a minute.
AS_GOOD_AS_NEW = timedelta(seconds=5)
MAX_ATTEMPTS = envelope.MAX_ATTEMPTS
# Beat asks again within the minute; a task that went on for ever would keep its worker.
AT_WORK = timedelta(seconds=50)
# Every click rings for a worker; none of them waits for a mail server that was away just now.
REST = timedelta(seconds=30)
# A letter that the server would not even hear of goes behind the others meanwhile.
HELD_BACK_FOR = timedelta(minutes=5)
CUT_OFF_AT_MOST = 3  # letters in a row; then it is not the letters
LEFT_BEHIND = 25  # letters of a dead worker, at a time
STALE, HELD_BACK = "taken over", "held back"


def deliver_all(*, limit: int = BATCH) -> Counter[str]:
    """Send until nothing waits, the mail server is away, or others want the worker."""
    begun, outcome = clock.now(), Counter[str]()
    while batch := deliver_mail(limit=limit):
        outcome += batch
        if HELD_BACK in batch or clock.now() - begun > AT_WORK:
            break
    return outcome


def deliver_mail(*, limit: int = BATCH) -> Counter[str]:
    """Send a batch of what waits; returns how many letters ended in each state.

    A worker that dies keeps its lease for a minute; then another sends the same letter
    with the same Message-ID.
    """
    beat(Part.WORKER)
    if _is_resting():
        return Counter()
    letters = _claim(limit)
    if len(letters) == limit:
        ring_after_commit(DELIVER)  # there may be work for one more
    return _Round(letters).deliver() if letters else Counter()


def _is_resting() -> bool:
    pulse = Heartbeat.objects.filter(part=Part.SMTP, stumbled_at__gt=clock.now() - REST).first()
    if pulse is None or pulse.stumbled_at is None:
        return False
    return pulse.beat_at is None or pulse.beat_at <= pulse.stumbled_at


@transaction.atomic
def _claim(limit: int) -> list[OutboxMail]:
    """What somebody waits for comes first, however many digests there are.

    What a worker died with is taken up again a little at a time and in any order: one of them may
    be what it died of, and must not take the others along for ever.
    """
    now = clock.now()
    free = (
        OutboxMail.objects.claimable(now)
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("recipient")
    )
    left_behind = free.filter(leased_until__isnull=False).order_by("?")
    in_line = free.order_by("is_bulk", "next_attempt_at", "id")
    letters = list(left_behind[: min(LEFT_BEHIND, limit)]) or list(in_line[:limit])
    for letter in letters:
        letter.leased_until = now + LEASE
    OutboxMail.objects.filter(pk__in=[letter.pk for letter in letters]).update(
        leased_until=now + LEASE
    )
    return letters


class _HeldBack(Exception):
    """The mail server takes nothing at all."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure


class _Round:
    """One batch, on one connection."""

    def __init__(self, letters: list[OutboxMail]) -> None:
        self.letters = deque(letters)
        self.connection: Any = None
        self.outcome: Counter[str] = Counter()
        self.took: set[str] = set()  # addresses that a letter got through to
        self.troubles: list[Failure] = []  # the operator's to mend
        self.cut_off = 0  # letters in a row
        self.looked_at = clock.now()
        self.looks = _look_at(letters)

    def deliver(self) -> Counter[str]:
        try:
            while self.letters:
                self.outcome[self._next(self.letters[0])] += 1
                self.letters.popleft()
                if self.cut_off == CUT_OFF_AT_MOST:
                    raise _HeldBack(Failure(AWAY))
        except _HeldBack as held_back:
            self._hold_back(held_back.failure)
        finally:
            self._hang_up()
        self._tell()
        return self.outcome

    def _next(self, letter: OutboxMail) -> str:
        if not _still_hold(letter):
            return STALE
        try:
            match self._last_look(letter):
                case mail.NotSent(why):
                    return envelope.end(letter, MailState.SKIPPED, str(why))
                case mail.Later(until):
                    return envelope.put_off(letter, until)
                case mail.Letter() as words:
                    envelope.put_into_words(letter, words)
            email = envelope.as_email(letter)
        except Exception as error:  # noqa: BLE001 one letter must never block those behind it
            log.warning("Letter %s could not be made ready at %s", letter.pk, _where(error))
            return self._failed(letter, not_ready(error))
        email.connection = self._open()
        if not _still_hold(letter):  # the door was slow to open
            return STALE
        try:
            email.send()
        except Exception as error:  # noqa: BLE001 as above
            return self._failed(letter, why_not_taken(error, subject=letter.subject))
        self.cut_off = 0
        self.took.add(letter.to_address)
        return envelope.end(letter, MailState.SENT)

    def _last_look(self, letter: OutboxMail) -> mail.Written | None:
        """Taken for the whole batch at once; anew for a letter that had to wait since."""
        is_fresh = clock.now() - self.looked_at < LEASE / 2
        if not is_fresh and letter.recipient:
            letter.recipient.refresh_from_db(fields=["is_active", "email"])
        if reason := envelope.reason_not_to_send(letter):
            return mail.NotSent(reason)
        looks = self.looks if is_fresh and self.looks is not None else mail.written([letter])
        return looks.get(letter.pk)

    def _open(self) -> Any:
        try:
            if self.connection is None:
                self.connection = get_connection()
            if self.connection.open():
                self.connection.connection.ehlo_or_helo_if_needed()
        except Exception as error:  # set up wrongly, or away
            raise _HeldBack(why_no_connection(error)) from error
        return self.connection

    def _failed(self, letter: OutboxMail, failure: Failure) -> str:
        log.warning("Letter %s did not leave (%s)", letter.pk, failure.code or failure.said)
        meaning = failure.meaning
        if meaning in (AWAY, UNKNOWN_TO_IT):
            envelope.put_off(letter, clock.now() + HELD_BACK_FOR, failure.reason())
            raise _HeldBack(failure)
        self.cut_off = self.cut_off + 1 if meaning is CUT_OFF else 0
        if meaning is CUT_OFF:
            self._hang_up()
        if meaning.blames_us:
            self.troubles.append(failure)
        if meaning.blames_address:
            self.took.discard(letter.to_address)
        return envelope.try_again(letter, failure)

    def _hold_back(self, failure: Failure) -> None:
        """Nobody's attempt is counted: those letters were never shown to the server."""
        mine = {letter.leased_until for letter in self.letters}
        OutboxMail.objects.filter(
            pk__in=[letter.pk for letter in self.letters], leased_until__in=mine
        ).update(leased_until=None, reason=failure.reason())
        self.outcome[HELD_BACK] += len(self.letters)
        self.troubles.append(failure)

    def _hang_up(self) -> None:
        if self.connection is not None:
            with suppress(OSError):
                self.connection.close()

    def _tell(self) -> None:
        """Once a batch, so that the pulse costs nothing."""
        if self.took:
            forgive_addresses(self.took)
            beat(Part.SMTP)
        if self.troubles and (HELD_BACK in self.outcome or not self.took):
            stumble(Part.SMTP, self.troubles[-1].reason())


def _look_at(letters: list[OutboxMail]) -> Mapping[int, mail.Written] | None:
    """None when one of them spoils it for the others: then each is looked at by itself."""
    try:
        return mail.written(letters)
    except Exception as error:  # noqa: BLE001 one letter must never block the others
        log.warning("A batch could not be put into words at %s", _where(error))
        return None


def _still_hold(letter: OutboxMail) -> bool:
    """Behind slow letters the lease wears out: renew it, unless another worker has taken it."""
    now, lease = clock.now(), letter.leased_until
    if lease and now < lease - LEASE + AS_GOOD_AS_NEW:
        return True
    mine = OutboxMail.objects.filter(pk=letter.pk, leased_until=lease)
    letter.leased_until = now + LEASE
    return bool(mine.update(leased_until=letter.leased_until))


def _where(error: Exception) -> str:
    """Where it went wrong; what the error says may be the letter's own words."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{frame.filename}:{frame.lineno} ({type(error).__name__})"
