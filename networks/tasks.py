from celery import shared_task

from networks.actions import membership


@shared_task
def end_memberships() -> None:
    """End what has passed its last day."""
    membership.end_memberships_due()
