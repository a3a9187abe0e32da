"""Sentences that somebody could have written, composed in SQL: words are frequent, middling, rare.

What is searched for is known: FREQUENT is in every other card, MIDDLING in one of two hundred,
RARE in one of forty thousand; compounds fall off as words do in life.
"""

from tests.bench.sql import chance, one_of, said

FREQUENT, MIDDLING, RARE = "borgerne", "byhaven", "observationshjulet"
SUBJECTS = [
    *("Forældrene", "De unge", "Medarbejderne", "Lederne", "Borgerne", "Borgerne", "De pårørende"),
    *("Eleverne", "Naboerne", "Virksomhederne", "Foreningerne", "De ældre", "Vi selv", "Lærerne"),
    *("Hjemmehjælperne", "Politikerne", "Pædagogerne", "Sagsbehandlerne", "De frivillige"),
]
VERBS = [
    *("fortæller, at", "oplever, at", "siger, at", "tror ikke, at", "ved godt, at", "viser os, at"),
    *("undrer sig over, at", "er trætte af, at", "bliver glade, når", "regner med, at"),
]
CLAUSES = [
    "det første møde betyder mest",
    "ingen har talt med hinanden før",
    "borgerne selv finder den enkle vej",
    "reglerne står i vejen for det, alle ønsker",
    "en fast kontakt gør forskellen",
    "det er svært at finde ud af, hvem man skal ringe til",
    "borgerne får det samme spørgsmål tre gange",
    "vi mødes for sent på dagen",
    "tilliden vokser, når vi bliver",
    "et brev kan gøre mere skade end gavn",
    "ting falder mellem to stole",
    "det hjælper borgerne at høre, hvad andre gør",
    "vi har målt på det forkerte",
    "nogen har løst det før i en anden afdeling",
    "de mindste skridt er dem, der holder",
    "borgerne hellere vil spørges end informeres",
]
DOING = [
    "spørger vi dem selv næste gang",
    "prøver vi det af i to uger",
    "inviterer vi naboafdelingen med",
    "holder vi mødet hjemme hos dem",
    "skriver vi én side i stedet for ti",
    "ringer vi, før vi skriver",
    "lader vi dem sidde for bordenden",
]
FIRST = [
    *("skole", "fravær", "ældre", "bolig", "klub", "familie", "sundheds", "kultur", "idræts"),
    *("ungdoms", "forældre", "nabo", "have", "energi", "trafik", "bibliotek", "musik", "sprog"),
    *("børne", "demens", "hjemme", "plejehjems", "fritids", "uddannelses", "vejlednings"),
    *("beskæftigelses", "natur", "klima", "affalds", "genbrugs", "torve", "by", "krop", "mad"),
]
LAST = [
    *("møde", "samtale", "vejleder", "aften", "gruppe", "værksted", "netværk", "ordning", "plan"),
    *("kontakt", "besøg", "forløb", "tilbud", "prøve", "indsats", "fællesskab", "råd", "center"),
    *("dag", "rum", "forsøg", "leder", "partner", "historie", "regel", "tavle", "skema", "vagt"),
]
NAMES = [
    *("Anne", "Peter", "Maria", "Lars", "Fatima", "Jens", "Sofie", "Ahmed", "Karin", "Niels"),
    *("Ida", "Ole", "Line", "Bjørn", "Åse", "Jonas", "Helle", "Mikkel", "Yasmin", "Søren"),
]
SURNAMES = [
    *("Jensen", "Nielsen", "Hansen", "Pedersen", "Andersen", "Khan", "Larsen", "Ølgaard", "Krogh"),
    *("Møller", "Bach", "Ågård", "Poulsen", "Yilmaz", "Thomsen", "Friis", "Lund", "Holm", "Dahl"),
]


def compound(salt: int, of: str = "i") -> str:
    """Of nearly a thousand, the first of each list far oftener than the last."""
    return f"{_seldom(FIRST, salt, of)} || {_seldom(LAST, salt + 1, of)}"


def _seldom(words: list[str], salt: int, of: str) -> str:
    array = ", ".join(said(word) for word in words)
    falling = f"({chance(salt, 1000, of)} / 1000.0) ^ 2"
    return f"(ARRAY[{array}])[1 + ({falling} * {len(words)})::int % {len(words)}]"


def sentence(salt: int, of: str = "i") -> str:
    """A subject, what it says, and what it is about."""
    parts = (one_of(words, salt + n, of) for n, words in enumerate((SUBJECTS, VERBS, CLAUSES)))
    together = " || ' ' || ".join(parts)
    return f"({together} || '.')"


def learned(salt: int, of: str = "i") -> str:
    """A sentence with a compound, and now and then one of the words that is searched for."""
    return (
        f"({sentence(salt, of)} || ' Det handler om ' || {compound(salt + 5, of)} || ' og '"
        f" || {compound(salt + 7, of)} || CASE WHEN {of} % 40000 = 7 THEN ' og {RARE}'"
        f" WHEN {of} % 200 = 3 THEN ' og {MIDDLING}' ELSE '' END || '.')"
    )


def therefore(salt: int, of: str = "i") -> str:
    return f"('Derfor ' || {one_of(DOING, salt, of)} || ' i ' || {compound(salt + 1, of)} || '.')"


def title(salt: int, of: str = "i") -> str:
    """Of a network, an offering or a result: short, and not two alike side by side."""
    return (
        f"(initcap({_seldom(FIRST, salt, of)}) || {one_of(LAST, salt + 1, of)}"
        f" || ' ' || {one_of(['for', 'med', 'hos', 'sammen med'], salt + 2, of)} || ' '"
        f" || lower({one_of(SUBJECTS, salt + 3, of)}))"
    )
