"""A word to a card."""

import uuid

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from networks.actions.establishment import locked
from networks.models import LearningComment, LearningEntry
from networks.permissions.learning import audiences_within, can_comment_on_learning


class WiderThanTheCard(Refusal):
    """Nobody reads a comment who may not read the card."""

    def __init__(self) -> None:
        super().__init__(
            _("Kortet er for færre end det, du har valgt. Vælg igen, hvem der må læse dine ord.")
        )


class CommentSavedBefore(Refusal):
    """The form has been sent before with other words; these would be lost without a word."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Du har allerede gemt dine ord, men med en anden tekst. "
                "Gem igen, hvis det her skal stå for sig."
            )
        )


@transaction.atomic
def comment_on_learning(
    *, by: Person, entry: LearningEntry, form_key: uuid.UUID, text: str, audience: str
) -> LearningComment:
    """Write a word to a card; `form_key` comes with the form, so a form sent twice is one."""
    network = locked(entry.network)
    held = LearningEntry.objects.select_for_update(of=("self",)).select_related("author")
    entry = held.get(pk=entry.pk)
    entry.network = network
    require(can_comment_on_learning(by, entry))
    if audience not in audiences_within(entry.audience):
        raise WiderThanTheCard
    comment, is_new = LearningComment.objects.get_or_create(
        form_key=form_key,
        defaults={
            "entry": entry,
            "author": by,
            "text": text,
            "audience": audience,
            "written_at": clock.now(),
        },
    )
    require(comment.author_id == by.pk and comment.entry_id == entry.pk)
    if is_new:
        record(
            by=by,
            verb="comment_on_learning",
            subject=entry.network,
            entry=entry.pk,
            comment=comment.pk,
        )
        _tell_author(entry, comment)
    elif (comment.text, comment.audience) != (text, audience):
        raise CommentSavedBefore
    return comment


def _tell_author(entry: LearningEntry, comment: LearningComment) -> None:
    """Not of one's own words, and not of what the author may no longer read."""
    author, by = entry.author, comment.author
    readable = LearningComment.objects.visible_to(author).filter(pk=comment.pk)
    if author.pk == by.pk or not author.is_active or not readable.exists():
        return
    queue_mail(
        to=author,
        cause=f"learning_comment:{comment.pk}",
        kind="learning_comment",
        letter=Letter(
            subject=format_lazy(_("{name} har skrevet et ord til dit kort"), name=by.name),
            paragraphs=[
                format_lazy(
                    _("Det handler om et læringskort, du har skrevet i »{title}«."),
                    title=entry.network.title,
                )
            ],
            button_label=_("Læs det"),
            button_path=reverse("networks:learning_detail", args=[entry.network.slug, entry.pk]),
            why=_("Du får mailen, fordi du har skrevet kortet."),
        ),
    )
