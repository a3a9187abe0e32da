from netvaerk.people.models import Person
from networks.models import Attachment, LearningDraft, LearningEntry
from networks.permissions.learning import can_edit_learning, can_record_learning

Card = LearningEntry | LearningDraft


def card_of(attachment: Attachment) -> Card:
    """The card or the draft that it lies by; the database holds that there is one."""
    return next(card for card in (attachment.entry, attachment.draft) if card)


def can_attach(person: Person, card: Card) -> bool:
    """Whoever may edit the card; to a draft its author alone."""
    if isinstance(card, LearningEntry):
        return can_edit_learning(person, card)
    return card.author_id == person.pk and can_record_learning(person, card.network)


def can_remove_attachment(person: Person, attachment: Attachment) -> bool:
    """Who added it, and whoever may edit the card, while the network lives."""
    card = card_of(attachment)
    if attachment.entry and attachment.added_by_id == person.pk:
        return can_record_learning(person, card.network)
    return can_attach(person, card)
