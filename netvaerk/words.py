"""Words said now or when the reader's language is known, and the names of what happens."""

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst

Words = str | Promise

# The code knows letters and deeds by short English keys; each room brings the words for its own.
_letters: dict[str, Words] = {}
_deeds: dict[str, Words] = {}
# The deeds that an object's history may tell, each with the fact that says whom or what it was
# about, and that fact's model. Every other deed is its own room's: hidden until it is named here.
Told = dict[str, tuple[str, str] | None]
_told: Told = {}
# What leaves its deeds on something else: by which field it is found, and the fact that names it.
ToldOf = dict[str, tuple[str, str]]
_told_of: ToldOf = {}


def name_what_happens(
    *,
    letters: dict[str, Words],
    deeds: dict[str, Words],
    told: Told | None = None,
    told_of: ToldOf | None = None,
) -> None:
    """Let a room name its letters and deeds; called from its AppConfig.ready()."""
    _letters.update(letters)
    _deeds.update(deeds)
    _told.update(told or {})
    _told_of.update(told_of or {})


def told_deeds() -> Told:
    """What the desk may tell of an object: never what happens in a shielded room."""
    return _told


def told_elsewhere(label: str) -> tuple[str, str] | None:
    """ "secretariat.sparringsession" leaves its deeds on its "network", by the fact "sparring"."""
    return _told_of.get(label)


def letter_in_words(kind: str) -> Words:
    """What a kind of letter is called; its key when nobody has named it."""
    return _letters.get(kind, kind)


def deed_in_words(verb: str) -> Words:
    """What an audit entry's verb is called; its key when nobody has named it."""
    return _deeds.get(verb, verb)


def subject_in_words(subject_type: str) -> str:
    """ "networks.network" is a "Netværk"; what the code no longer has keeps its key."""
    try:
        return capfirst(str(apps.get_model(subject_type)._meta.verbose_name))
    except LookupError:
        return subject_type
