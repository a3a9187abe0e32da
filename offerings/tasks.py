from celery import shared_task

from offerings.actions import waiting


@shared_task
def promote() -> None:
    """Pass on the seats that nobody answered for in time."""
    waiting.pass_on_unanswered_seats()
