from celery import shared_task

from secretariat.actions import nudges, sparring_left


@shared_task
def plan_nudges() -> None:
    """Write the nudges that are due."""
    nudges.plan_nudges()


@shared_task
def strike_left() -> None:
    """Take conversations out of the calendars of those who have left the network."""
    sparring_left.strike_for_those_who_left()
