"""What somebody searches for, in their own words, as PostgreSQL is asked for it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models import Func, IntegerField, Q
from django.db.models.lookups import GreaterThan

from netvaerk.wording import DANISH

LONGEST, MOST_WORDS, LONGEST_WORD = 200, 10, 60
SHORTEST_BEGINNING = 3  # letters that a longer word may begin with
PIECE = re.compile(r'(-?)(?:"([^"]*)"|([^\s"]+))')
SIGNS = str.maketrans({**dict.fromkeys("»«“”„", '"'), **dict.fromkeys("'’\\", " ")})


@dataclass(frozen=True)
class Sought:
    """Each of `wanted` must be there, none of `unwanted`; each is a piece of a tsquery."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    as_spelt: tuple[str, ...] = ()  # what is wanted, but no longer word that begins so

    def __bool__(self) -> bool:
        return bool(self.wanted)

    @property
    def is_only_without(self) -> bool:
        """Nothing but words that must not be there."""
        return bool(self.unwanted) and not self.wanted

    @property
    def danish(self) -> SearchQuery:
        """As Danish bends and joins words; the small ones count for nothing."""
        return _query([*self.wanted, *self._absent], DANISH)

    @property
    def names(self) -> SearchQuery:
        """As they are spelt: names bend in no language."""
        return _query([*self.wanted, *self._absent], "simple")

    @property
    def the_words_themselves(self) -> SearchQuery:
        """ "Trivsel" also finds "trivselsdag", as Danish joins words; but itself it fits better."""
        return _query(self.as_spelt, DANISH)

    @property
    def says_something(self) -> Q:
        """Small words and a -word alone would find everything but that; they find nothing."""
        if not self.unwanted:
            return Q()
        asked = _query(self.wanted, DANISH)
        return Q(GreaterThan(Func(asked, function="numnode", output_field=IntegerField()), 0))

    @property
    def _absent(self) -> list[str]:
        return [f"!{one}" for one in self.unwanted]


def sought_in(text: str) -> Sought:
    """Words, "phrases", and -words that must not be there; anything may have been typed."""
    text = unicodedata.normalize("NFC", text[:LONGEST]).translate(SIGNS)
    wanted, unwanted, as_spelt = [], [], []
    for minus, phrase, word in PIECE.findall(text)[:MOST_WORDS]:
        said = " ".join((phrase or word[:LONGEST_WORD]).split())
        if not any(sign.isalnum() for sign in said):
            continue
        if minus:
            unwanted.append(f"'{said}'")
        else:
            begins = ":*" if word and len(said) >= SHORTEST_BEGINNING else ""
            wanted.append(f"'{said}'{begins}")
            as_spelt.append(f"'{said}'")
    return Sought(tuple(wanted), tuple(unwanted), tuple(as_spelt))


def any_of(words: Iterable[str]) -> SearchQuery | None:
    """What holds one of the words, letters alone, or a longer word that begins so."""
    sought = " | ".join(f"{word}:*" for word in words)
    return SearchQuery(sought, config=DANISH, search_type="raw") if sought else None


def _query(pieces: Iterable[str], config: str) -> SearchQuery:
    # Raw for PostgreSQL, not from the person: each piece is quoted above, and holds no quote.
    return SearchQuery(" & ".join(pieces), config=config, search_type="raw")
