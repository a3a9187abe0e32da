"""How an action says no: one named exception each, with a sentence for the person."""


class Refusal(Exception):
    """The action was not carried out; `str(refusal)` says why and how to mend it, in Danish."""
