"""Pictures and documents laid by a learning card, and taken away again."""

from collections.abc import Sequence
from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from netvaerk.people.actions.audit import record
from netvaerk.people.models import Person
from netvaerk.refusals import NotPossibleNow, Refusal, require
from netvaerk.uploads import Upload
from networks.actions.establishment import locked
from networks.enums import AttachmentKind
from networks.models import Attachment, LearningDraft, LearningEntry
from networks.permissions.attachment import (
    Card,
    can_attach,
    can_remove_attachment,
    card_of,
)

MOST_ON_A_CARD = 20


class CardIsFull(Refusal):
    """A card has room for twenty files."""

    def __init__(self) -> None:
        super().__init__(
            _("Et kort har plads til 20 filer. Fjern nogle først, eller skriv et kort til.")
        )


@transaction.atomic
def add_attachments(
    *,
    by: Person,
    uploads: Sequence[Upload],
    entry: LearningEntry | None = None,
    draft: LearningDraft | None = None,
) -> list[Attachment]:
    """Lay files by a card or by a draft, one of the two; the very same file is laid there once.

    A file is written before its row: if the transaction is undone, it lies there without one, and
    nobody can reach it.
    """
    if not uploads:
        return []
    card = _held(entry, draft)
    require(can_attach(by, card))
    there = list(Attachment.objects.filter(entry=entry, draft=draft))
    added: list[Attachment] = []
    for upload in uploads:
        if any(_is_the_same(one, upload) for one in [*there, *added]):
            continue
        if len(there) + len(added) >= MOST_ON_A_CARD:
            raise CardIsFull
        added.append(_laid(upload, by=by, entry=entry, draft=draft))
    if added:
        record(
            by=by,
            verb="add_attachments",
            subject=card.network,
            entry=entry.pk if entry else None,
            files=",".join(str(one.pk) for one in added),
        )
    return added


def _held(entry: LearningEntry | None, draft: LearningDraft | None) -> Card:
    """Locked, so that two who add at once are counted together; a draft without its network,
    which whoever saves a card holds before their drafts."""
    if entry and not draft:
        entry.network = locked(entry.network)
        return entry
    if draft and not entry:
        return LearningDraft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    raise NotPossibleNow


@transaction.atomic
def remove_attachment(*, by: Person, attachment: Attachment) -> None:
    """Take a file away for good; the bytes go once the row is surely gone."""
    network = locked(card_of(attachment).network)
    found = Attachment.objects.select_for_update(of=("self",)).filter(pk=attachment.pk).first()
    if found is None:
        return  # a second click
    card_of(found).network = network
    require(can_remove_attachment(by, found))
    record(
        by=by,
        verb="remove_attachment",
        subject=card_of(found).network,
        entry=found.entry_id,
        files=str(found.pk),
    )
    _delete([found])


@transaction.atomic
def drop_attachments(*, draft: LearningDraft) -> None:
    """Before a draft is thrown away: its files go with it."""
    _delete(list(draft.attachments.select_for_update()))


def _delete(attachments: list[Attachment]) -> None:
    for attachment in attachments:
        storage, name = attachment.file.storage, str(attachment.file.name)
        attachment.delete()
        transaction.on_commit(partial(storage.delete, name), robust=True)


def _is_the_same(attachment: Attachment, upload: Upload) -> bool:
    """A form sent twice brings the same bytes under the same name."""
    if (attachment.name, attachment.size) != (upload.name, len(upload.content)):
        return False
    try:
        with attachment.file.open() as kept:
            return kept.read() == upload.content
    except FileNotFoundError:
        return False


def _laid(
    upload: Upload, *, by: Person, entry: LearningEntry | None, draft: LearningDraft | None
) -> Attachment:
    return Attachment.objects.create(
        entry=entry,
        draft=draft,
        kind=AttachmentKind.PICTURE if upload.is_picture else AttachmentKind.DOCUMENT,
        name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        file=ContentFile(upload.content, name=upload.name),
        added_by=by,
    )
