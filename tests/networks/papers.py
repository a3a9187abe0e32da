"""What the tests of a network's papers share: a text of each kind to tell, and who may look."""

from networks.enums import Outcome
from tests.factories.networks import make_learning
from tests.factories.networks.assumption import make_assumption, make_settled
from tests.factories.networks.result import WORDS, make_result
from tests.networks.rooms import MARKS, Cast


def write_marks(cast: Cast) -> None:
    """One text of each kind for each audience."""
    for audience, mark in MARKS.items():
        make_result(cast.network, audience=audience, **dict.fromkeys(WORDS, mark))
        make_learning(cast.network, learned=mark, audience=audience)
        for outcome in (Outcome.FELL, Outcome.HOLDS):
            assumption = make_assumption(cast.network, audience=audience, sentence=mark)
            make_settled(assumption, outcome=outcome, outcome_words=mark)


def may_look(cast: Cast) -> list[str]:
    return [who for who in cast.people if who not in {"anonymous", "guest outside", "superuser"}]
