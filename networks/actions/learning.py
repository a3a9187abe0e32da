"""Learning cards: written once, edited with every earlier edition kept."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from netvaerk.uploads import Upload
from networks.actions.attachment import add_attachments
from networks.actions.establishment import locked
from networks.actions.learning_draft import become_of_draft
from networks.enums import LearningKind
from networks.models import Assumption, LearningEdition, LearningEntry, Meeting, Network, Trial
from networks.permissions.learning import can_edit_learning, can_record_learning


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
    learned: str,
    audience: str,
    kind: str = LearningKind.SHORT,
    title: str = "",
    text: str = "",
    believed: str = "",
    saw: str = "",
    therefore: str = "",
    assumption: Assumption | None = None,
    trial: Trial | None = None,
    meeting: Meeting | None = None,
    uploads: Sequence[Upload] = (),
) -> LearningEntry:
    """Write a learning card; `form_key` comes with the form, so a form sent twice is one card.

    What lies in the draft with the same key, its files too, becomes the card's.
    """
    network = locked(network)
    require(can_record_learning(by, network))
    words = {
        "kind": kind,
        "title": title,
        "text": text,
        "believed": believed,
        "saw": saw,
        "learned": learned,
        "therefore": therefore,
        "audience": audience,
        **_tied(network, assumption, trial, meeting),
    }
    entry, is_new = LearningEntry.objects.get_or_create(
        form_key=form_key,
        defaults={"network": network, "author": by, "noted_at": clock.now(), **words},
    )
    if not is_new and not _says(entry, {"author": by, "network": network, **words}):
        raise SavedWithOtherWords
    if is_new:
        record(by=by, verb="record_learning", subject=network, entry=entry.pk)
        become_of_draft(writer=by, entry=entry, form_key=form_key)
        add_attachments(by=by, uploads=uploads, entry=entry)
    return entry


@transaction.atomic
def edit_learning(
    *,
    by: Person,
    entry: LearningEntry,
    based_on: int,
    form_key: uuid.UUID,
    learned: str,
    audience: str,
    title: str = "",
    text: str = "",
    believed: str = "",
    saw: str = "",
    therefore: str = "",
    assumption: Assumption | None = None,
    trial: Trial | None = None,
    meeting: Meeting | None = None,
    uploads: Sequence[Upload] = (),
) -> LearningEntry:
    """Write a card anew and keep it as it stood; `based_on` is the version that the writer saw.

    Raises EditedMeanwhile, with the card that stands, when somebody else saved in between.
    """
    network = locked(entry.network)
    entry = LearningEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    entry.network = network
    require(can_edit_learning(by, entry))
    words = {
        "title": title,
        "text": text,
        "believed": believed,
        "saw": saw,
        "learned": learned,
        "therefore": therefore,
        "audience": audience,
        **_tied(network, assumption, trial, meeting),
    }
    if not _says(entry, words):
        if entry.version != based_on:
            raise EditedMeanwhile(entry)
        _write_anew(entry, words, by=by)
    become_of_draft(writer=by, entry=entry, form_key=form_key)
    add_attachments(by=by, uploads=uploads, entry=entry)
    return entry


def _write_anew(entry: LearningEntry, words: dict[str, Any], *, by: Person) -> None:
    LearningEdition.objects.create(
        entry=entry,
        version=entry.version,
        words=entry.words,
        audience=entry.audience,
        edited_by=by,
        edited_at=clock.now(),
    )
    for name, said in words.items():
        setattr(entry, name, said)
    entry.version += 1
    entry.save(update_fields=[*words, "version"])
    record(
        by=by, verb="edit_learning", subject=entry.network, entry=entry.pk, version=entry.version
    )


def _says(entry: LearningEntry, words: dict[str, Any]) -> bool:
    """Whether exactly this stands already: the same form once more."""
    return all(getattr(entry, name) == said for name, said in words.items())


def _tied(
    network: Network, assumption: Assumption | None, trial: Trial | None, meeting: Meeting | None
) -> dict[str, Any]:
    """What the card is tied to, all of it the network's own; a trial brings its assumption."""
    if trial is not None:
        assumption = assumption or trial.assumption
        require(trial.assumption_id == assumption.pk)
    require(all(one is None or one.network_id == network.pk for one in (assumption, meeting)))
    return {"assumption": assumption, "trial": trial, "meeting": meeting}
