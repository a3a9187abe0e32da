"""Words that were written after others are read with them when they stand alone."""

import pytest

from netvaerk.sentences import LEARNED, whole_sentence


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("at de venter.", "Vi lærte, at de venter."),
        ("hvorfor de venter.", "Vi lærte: hvorfor de venter."),
        ("De venter, at sige.", "De venter, at sige."),
        ("atleter venter.", "Vi lærte: atleter venter."),
        ("400 hjem venter.", "400 hjem venter."),
        ("»at« er et ord.", "»at« er et ord."),
        ("", ""),
    ],
)
def test_a_sentence_begins_at_its_beginning(text, told):
    assert whole_sentence(text, LEARNED) == told


def test_a_mark_before_the_first_letter_is_not_in_the_way():
    assert whole_sentence("|børn| venter", LEARNED, "|") == "Vi lærte: |børn| venter"
