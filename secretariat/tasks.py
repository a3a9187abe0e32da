from celery import shared_task

from secretariat.actions import nudges


@shared_task
def plan_nudges() -> None:
    """Write the nudges that are due."""
    nudges.plan_nudges()
