"""The chiefs have read what changed; what changes from here on is read next time."""

from datetime import timedelta

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
def close_review(*, by: Person) -> Review:
    """From now on counts as new. Pressed twice within a minute, by whomever, it is one review."""
    require(can_close_review(by))
    _one_at_a_time()
    newest = Review.objects.first()
    if newest is not None and newest.held_at > clock.now() - THE_SAME:
        return newest
    review = Review.objects.create(held_at=clock.now(), closed_by=by)
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
