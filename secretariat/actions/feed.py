"""A secret address for one's own calendar, made anew or closed."""

from django.db import transaction

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.invitations import new_token
from netvaerk.people.models import Person
from netvaerk.people.models.invitation import fingerprint
from netvaerk.refusals import require
from secretariat.models import Feed
from secretariat.permissions.feed import can_have_feed


@transaction.atomic
def make_feed(*, by: Person, kind: str) -> str:
    """Make the address's key and return it, once: an earlier address is dead at once."""
    require(can_have_feed(by, kind))
    key = new_token()
    feed, _is_new = Feed.objects.update_or_create(
        person=by, kind=kind, defaults={"key_hash": fingerprint(key), "made_at": clock.now()}
    )
    record(by=by, verb="make_feed", subject=feed, kind=kind)
    return key


@transaction.atomic
def close_feed(*, by: Person, kind: str) -> None:
    """Nothing is read from the address any more; closing a closed one changes nothing."""
    for feed in Feed.objects.select_for_update().filter(person=by, kind=kind):
        record(by=by, verb="close_feed", subject=feed, kind=kind)
        feed.delete()
