from celery import shared_task

from netvaerk.people.actions import mail


@shared_task
def deliver_mail() -> None:
    """Send what waits in the outbox."""
    mail.deliver_mail()
