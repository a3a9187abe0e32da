"""A card that is being written: kept as it is typed, gone when it becomes a card."""

import json
import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from netvaerk.uploads import Upload
from networks.actions.attachment import add_attachments, drop_attachments
from networks.actions.establishment import locked
from networks.models import LearningDraft, LearningEntry, Network
from networks.permissions.learning import can_record_learning

DRAFTS, BYTES = 20, 100_000
SAYS_SOMETHING = (*LearningEntry.WORDS, "assumption", "trial", "meeting")


class TooManyDrafts(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Du har allerede %(number)d kladder her. "
                "Gør en af dem færdig, eller smid en ud, så er der plads igen."
            )
            % {"number": DRAFTS}
        )


class DraftTooLong(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Teksten er for lang til at blive gemt som kladde. Kort den af; den står her stadig.")
        )


@transaction.atomic
def save_learning_draft(
    *,
    by: Person,
    network: Network,
    form_key: uuid.UUID,
    fields: Mapping[str, str],
    uploads: Sequence[Upload] = (),
) -> LearningDraft | None:
    """Keep what is typed so far, whatever it is; a field that isn't sent stays as it was.

    None when there is nothing to keep: no words yet, or the form has become a card already.
    """
    network = locked(network)  # as whoever saves a card does, so that the two never wait in a ring
    require(can_record_learning(by, network))
    # The database can't hold a NUL; it shows nothing, so a draft loses nothing by it.
    kept = {name: said.replace("\0", "") for name, said in fields.items()}
    if LearningEntry.objects.filter(form_key=form_key).exists():
        return None
    draft = LearningDraft.objects.filter(form_key=form_key).first()
    if draft is None and not uploads and not any(kept.get(name) for name in SAYS_SOMETHING):
        return None
    draft = draft or _begun(by=by, network=network, form_key=form_key)
    require(draft.author_id == by.pk and draft.network_id == network.pk)
    draft.fields, draft.saved_at = {**draft.fields, **kept}, clock.now()
    if len(json.dumps(draft.fields, ensure_ascii=False).encode()) > BYTES:
        raise DraftTooLong
    draft.save(update_fields=["fields", "saved_at"])
    add_attachments(by=by, uploads=uploads, draft=draft)
    return draft


def _begun(*, by: Person, network: Network, form_key: uuid.UUID) -> LearningDraft:
    if LearningDraft.objects.filter(author=by, network=network).count() >= DRAFTS:
        raise TooManyDrafts
    draft = LearningDraft.objects.create(network=network, author=by, form_key=form_key)
    record(by=by, verb="begin_learning_draft", subject=network, draft=draft.pk)
    return draft


@transaction.atomic
def discard_learning_draft(*, by: Person, draft: LearningDraft) -> None:
    """Throw a draft away, with the files that lie in it; a second click does nothing more."""
    require(draft.author_id == by.pk)
    locked(draft.network)  # as whoever saves a card does
    found = LearningDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if found:
        drop_attachments(draft=found)
        found.delete()
        record(by=by, verb="discard_learning_draft", subject=draft.network, draft=draft.pk)


@transaction.atomic
def become_of_draft(*, writer: Person, entry: LearningEntry, form_key: uuid.UUID) -> None:
    """What lay in the writer's draft belongs to the card now; whoever calls holds the card."""
    drafts = LearningDraft.objects.filter(author=writer, network=entry.network_id)
    draft = drafts.select_for_update(of=("self",)).filter(form_key=form_key).first()
    if draft:
        draft.attachments.update(draft=None, entry=entry)
        draft.delete()
