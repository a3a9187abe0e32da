from celery import shared_task

from netvaerk import clock
from secretariat.actions import planner, sparring, sparring_left


@shared_task
def plan_nudges() -> None:
    """Plan what is due, and lay what may leave now into letters."""
    planner.plan_nudges()
    planner.gather_letters()
    if clock.now().minute == 0:  # what came of a nudge is counted in days: once an hour is plenty
        planner.settle_nudges()


@shared_task
def strike_left() -> None:
    """Call off what networks that have ended had agreed, and take conversations out of the
    calendars of those who have left."""
    sparring.withdraw_of_ended()
    sparring_left.strike_for_those_who_left()
