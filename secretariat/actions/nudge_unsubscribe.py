"""No more nudges by mail, said from a mail."""

from django.db import transaction

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person


@transaction.atomic
def stop_nudges_by_mail(*, by: Person) -> None:
    """A second press, or a mail program that asks twice, changes nothing."""
    me = Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if me.wants_nudges_by_mail:
        me.wants_nudges_by_mail = False
        me.save(update_fields=["wants_nudges_by_mail"])
        record(by=me, verb="stop_nudges_by_mail", subject=me)
