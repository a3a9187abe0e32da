"""The municipality's own words for the roles in its structure."""

from django.db import transaction

from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person, RoleWord
from netvaerk.people.permissions import can_edit_words
from netvaerk.people.queries.role_word import forget, shipped
from netvaerk.people.words import ROLE_WORDS
from netvaerk.refusals import require


@transaction.atomic
def save_role_word(*, by: Person, word: RoleWord) -> RoleWord:
    """Seen at once in this process, and in the others within a minute."""
    require(can_edit_words(by))
    save_content(by=by, content=word)
    transaction.on_commit(forget)
    return word


@transaction.atomic
def install_role_words() -> None:
    """Add the words that are not there yet."""
    for position, key in enumerate(ROLE_WORDS, start=1):
        singular, plural = shipped(key)
        defaults = {"singular": singular, "plural": plural, "position": position}
        RoleWord.objects.get_or_create(key=key, defaults=defaults)
