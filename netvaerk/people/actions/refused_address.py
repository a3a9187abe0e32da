"""Addresses that mail servers say no to: counted, forgiven when a letter gets through."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person, RefusedAddress
from netvaerk.people.permissions import can_watch_outbox
from netvaerk.refusals import NotPossibleNow, require


@transaction.atomic
def count_refusal(*, address: str, said: str) -> None:
    """A mail server has said no to the address, for ever; `said` is its answer, told to people."""
    now = clock.now()
    first = {"first_at": now, "last_at": now, "said": said}
    refused, is_new = RefusedAddress.objects.get_or_create(address=address.lower(), defaults=first)
    if not is_new:
        again = RefusedAddress.objects.filter(pk=refused.pk)
        again.update(times=F("times") + 1, last_at=now, said=said)


def forgive_addresses(addresses: Iterable[str]) -> None:
    """A letter got through to each of them."""
    RefusedAddress.objects.filter(address__in=[one.lower() for one in addresses]).delete()


@transaction.atomic
def trust_address(*, by: Person, refused: RefusedAddress) -> None:
    """Take the mark away: the person gets nudges by mail again from the next time on."""
    require(can_watch_outbox(by))
    marked = RefusedAddress.objects.select_for_update().filter(pk=refused.pk).first()
    if marked is None:  # a letter has got through meanwhile
        raise NotPossibleNow
    record(by=by, verb="trust_address", subject=marked)
    marked.delete()
