from netvaerk.words import Words


class Fault(Exception):
    """A file that isn't let in; `said_of(name)` names it and says how to mend it."""

    def __init__(self, sentence: Words, **words: str) -> None:
        super().__init__()
        self.sentence, self.words = sentence, words

    def said_of(self, name: str) -> str:
        return str(self.sentence) % {**self.words, "name": name}
