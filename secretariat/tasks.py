from celery import shared_task

from secretariat.actions import nudges, sparring, sparring_left


@shared_task
def plan_nudges() -> None:
    """Write the nudges that are due."""
    nudges.plan_nudges()


@shared_task
def strike_left() -> None:
    """Call off what networks that have ended had agreed, and take conversations out of the
    calendars of those who have left."""
    sparring.withdraw_of_ended()
    sparring_left.strike_for_those_who_left()
