"""What is told only by its beginning says that there is more."""

import pytest

from secretariat.queries.told import beginning


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kort nok.", "Kort nok."),
        ("  Et afsnit. \n\nEt til.", "Et afsnit."),
        # Fetched one letter too long; that letter is the space before the next word.
        ("Ti bogstav ", "Ti …"),
        ("Ti bogstaver", "Ti …"),
    ],
)
def test_a_beginning_never_looks_like_the_whole(text, told):
    assert beginning(text, 10 if text.startswith("Ti") else 20) == told
