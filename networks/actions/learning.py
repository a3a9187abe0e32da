import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.models import LearningEntry, Network
from networks.permissions.learning import can_record_learning


class SavedWithOtherWords(Refusal):
    """The form has been saved before with other words; these would be lost without a word."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kortet er allerede gemt én gang, men med en anden tekst. "
                "Gem igen, hvis det her skal være et kort for sig."
            )
        )


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
    words = {
        "believed": believed,
        "saw": saw,
        "learned": learned,
        "therefore": therefore,
        "audience": audience,
    }
    entry, is_new = LearningEntry.objects.get_or_create(
        form_key=form_key,
        defaults={"network": network, "author": by, "noted_at": clock.now(), **words},
    )
    require(entry.author_id == by.pk and entry.network_id == network.pk)
    if is_new:
        record(by=by, verb="record_learning", subject=network, entry=entry.pk)
    elif any(getattr(entry, name) != said for name, said in words.items()):
        raise SavedWithOtherWords
    return entry
