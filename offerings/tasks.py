from celery import shared_task

from offerings.actions import place, waiting


@shared_task
def promote() -> None:
    """Pass on the seats that nobody answered for in time."""
    waiting.pass_on_unanswered_seats()


@shared_task
def free_places() -> None:
    """Give back what networks that have ended still hold."""
    place.release_places_of_ended()
