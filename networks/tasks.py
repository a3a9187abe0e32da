from celery import shared_task

from networks.actions import invitation, leaving


@shared_task
def end_memberships() -> None:
    """End what has passed its last day."""
    leaving.end_memberships_due()


@shared_task
def remind_invited() -> None:
    """Remind those who have been silent for some days, once."""
    invitation.remind_invited()
