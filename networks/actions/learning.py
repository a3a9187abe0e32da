import uuid

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import require
from networks.models import LearningEntry, Network
from networks.permissions import can_record_learning


@transaction.atomic
def record_learning(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    believed: str,
    saw: str,
    learned: str,
    therefore: str,
    audience: str,
) -> LearningEntry:
    """Write a learning card; `form_key` comes with the form, so a form sent twice is one card."""
    require(can_record_learning(by, network))
    entry, is_new = LearningEntry.objects.get_or_create(
        form_key=form_key,
        defaults={
            "network": network,
            "author": by,
            "believed": believed,
            "saw": saw,
            "learned": learned,
            "therefore": therefore,
            "audience": audience,
            "noted_at": clock.now(),
        },
    )
    require(entry.author_id == by.pk and entry.network_id == network.pk)
    if is_new:
        record(by=by, verb="record_learning", subject=network, entry=entry.pk)
    return entry
