"""The chiefs have read what changed; what changes from here on is read next time."""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from secretariat.models import Review
from secretariat.permissions.review import can_close_review, can_take_back_review

THE_SAME = timedelta(minutes=1)


class ReadOnSince(Refusal):
    """Another review stands after it, which begins where it ended."""

    def __init__(self) -> None:
        super().__init__(
            _("Der er afsluttet en gennemgang efter den. Den nyeste er den, der kan fortrydes.")
        )


@transaction.atomic
def close_review(*, by: Person, read_until: datetime | None = None) -> Review:
    """What came after `read_until`, the moment of the page that was read, is new next time; None
    is now. Pressed twice, or within a minute by whomever, it is one review."""
    require(can_close_review(by))
    _one_at_a_time()
    now, newest = clock.now(), Review.objects.first()
    held_at = min(read_until or now, now)
    if newest is not None and (newest.held_at > now - THE_SAME or newest.held_at >= held_at):
        return newest
    review = Review.objects.create(held_at=held_at, closed_by=by)
    record(by=by, verb="close_review", subject=review)
    return review


@transaction.atomic
def take_back_review(*, by: Person, review: Review) -> None:
    """The newest one, by whoever closed it, on the same day: it was not held after all."""
    _one_at_a_time()
    standing = Review.objects.filter(pk=review.pk).first()
    if standing is None:
        return  # a second click
    require(can_take_back_review(by, standing))
    if Review.objects.first() != standing:
        raise ReadOnSince
    record(by=by, verb="take_back_review", subject=standing)
    standing.delete()


def _one_at_a_time() -> None:
    """Two chiefs at the same table may press at once, and there is no row to hold yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('close_review'))")
