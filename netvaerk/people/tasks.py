from celery import shared_task

from netvaerk.people.actions import delivery


@shared_task
def deliver_mail() -> None:
    """Send what waits in the outbox."""
    delivery.deliver_all()
