"""What roles are called here: read once and held for half a minute in each process."""

from collections.abc import Iterator
from time import monotonic

from django.utils import translation
from django.utils.functional import lazy
from django.utils.text import capfirst

from netvaerk.people.models import RoleWord
from netvaerk.people.words import ROLE_WORDS

SECONDS = 30  # so that a change is seen everywhere within a minute
Words = dict[str, tuple[str, str]]  # key → (singular, plural), only where they differ from ours

_held: Words = {}
_until = 0.0


def role_word(key: str, *, plural: bool = False) -> str:
    """ "referenceleder", as it stands in a sentence."""
    return str((_words().get(key) or ROLE_WORDS[key])[plural])


def role_label(key: str, *, plural: bool = False) -> str:
    """ "Referenceleder", as it stands in front of a name or above a field."""
    return capfirst(role_word(key, plural=plural))


# For labels and letters, which are made before their reader is known.
lazy_role_word = lazy(role_word, str)
lazy_role_label = lazy(role_label, str)


def hold(words: Words, *, seconds: float = float("inf")) -> None:
    global _held, _until
    _held, _until = words, monotonic() + seconds


def forget() -> None:
    """Read them anew the next time."""
    hold({}, seconds=0)


def _words() -> Words:
    if monotonic() >= _until:
        hold(dict(_changed()), seconds=SECONDS)
    return _held


def _changed() -> Iterator[tuple[str, tuple[str, str]]]:
    """What still is as we shipped it follows the reader's language."""
    for word in RoleWord.objects.all():
        if word.key in ROLE_WORDS and not is_ours(word):
            yield word.key, (word.singular, word.plural)


def is_ours(word: RoleWord) -> bool:
    return (word.singular, word.plural) == shipped(word.key)


def shipped(key: str) -> tuple[str, str]:
    """The words that an installation begins with, in Danish."""
    with translation.override("da"):
        singular, plural, _who = ROLE_WORDS[key]
        return str(singular), str(plural)
