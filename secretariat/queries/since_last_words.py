"""What happened in a network, as the chiefs read it: a heading, its own words, and where it is."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.sentences import ASSUMED, LEARNED, whole_sentence
from networks.enums import Afterlife, Bearing, PromiseOutcome
from secretariat.queries.since_last_kinds import LETTERS
from secretariat.queries.told import Told, beginning


@dataclass(frozen=True)
class Line:
    heading: str
    text: str
    url: str

    @property
    def mark(self) -> str:
        """What stands between the two."""
        if self.heading.endswith((".«", "?«", "!«", ".”", "?”", "!”")):
            return ""
        if ":" in self.heading:
            return "."
        return "," if self.text.startswith("at ") else ":"


def line_of(kind: str, told: Told, slug: str) -> Line:
    """`told` is one of the kind's; `slug` its network's."""
    heading, text, door, *which = WORDS[kind](told)
    return Line(heading, beginning(text, LETTERS), reverse(f"networks:{door}", args=[slug, *which]))


def closed(slug: str, words: str) -> Line:
    url = reverse("networks:harvest_report", args=[slug])
    return Line(_("Netværket er afsluttet"), beginning(words, LETTERS), url)


def established(slug: str, challenge: str, *, is_below: bool) -> Line:
    heading = _("Undernetværket er begyndt") if is_below else _("Netværket er etableret")
    return Line(heading, challenge, reverse("networks:network_detail", args=[slug]))


def reason_after(answer: str, reason: str) -> str:
    """What stands after "Ja." doesn't say "Ja." once more."""
    said = re.match(rf"\s*{re.escape(answer)}\s*[.,:;!–-]\s*", reason, re.IGNORECASE)
    rest = reason[said.end() :] if said else reason
    return f"{rest[:1].upper()}{rest[1:]}"


Said = tuple[str, str, str] | tuple[str, str, str, int]


def _direction(told: Told) -> Said:
    heading = _("Retningen er skrevet") if told["version"] == 1 else _("Ny retning")
    return heading, told["text"], "direction_detail"


def _understanding(told: Told) -> Said:
    return _("Sådan forstår netværket retningen"), told["text"], "direction_detail"


def _phase(told: Told) -> Said:
    return _("Ny fase: {phase}").format(phase=told["phase"]), told["text"], "phase_list"


def _note(told: Told) -> Said:
    said = {"name": _name(told["by"]), "bearing": Bearing(told["bearing"]).label}
    return _("{bearing}, skrev {name}").format(**said), told["text"], "alignment_detail", told["pk"]


def _answer(told: Told) -> Said:
    asked = Bearing(told["bearing"]).label
    heading = _("Netværket svarede på »{bearing}«").format(bearing=asked)
    return heading, told["text"], "alignment_detail", told["pk"]


def _promise(told: Told) -> Said:
    heading = _("{name} lovede").format(name=_name(told["by"]))
    return heading, told["text"], "direction_detail"


def _promise_answer(told: Told) -> Said:
    said = {"promise": told["promise"], "outcome": PromiseOutcome(told["outcome"]).label}
    return _("{outcome}: »{promise}«").format(**said), told["text"], "direction_detail"


def _result(told: Told) -> Said:
    heading = _("Aftryk: {title}").format(title=told["title"])
    taken = _("{unit} har taget imod.").format(unit=told["unit"])
    return heading, taken if told["unit"] else _("Ingen har taget imod endnu."), "result_list"


def _taken(told: Told) -> Said:
    heading = _("Nogen har taget imod: {title}").format(title=told["title"])
    return heading, told["unit"], "result_list"


def _look_again(told: Told) -> Said:
    said = {"title": told["title"], "answer": Afterlife(told["answer"]).label}
    return _("Genbesøg af {title}: {answer}").format(**said), told["text"], "result_list"


def _fallen(told: Told) -> Said:
    sentence = whole_sentence(told["sentence"], ASSUMED)
    heading = _("En antagelse faldt: »{sentence}«").format(sentence=sentence)
    return heading, told["text"], "assumption_detail", told["pk"]


def _learning(told: Told) -> Said:
    if told["title"]:
        text = whole_sentence(told["text"], LEARNED)
        return told["title"], text, "learning_detail", told["pk"]
    return _("Netværket lærte"), told["text"], "learning_detail", told["pk"]


def _name(person: Told) -> str:
    return f"{person['first_name']} {person['last_name']}".strip()


WORDS: dict[str, Callable[[Told], Said]] = {
    "direction": _direction,
    "understanding": _understanding,
    "phase": _phase,
    "note": _note,
    "answer": _answer,
    "promise": _promise,
    "promise_answer": _promise_answer,
    "result": _result,
    "taken": _taken,
    "look_again": _look_again,
    "fallen": _fallen,
    "learning": _learning,
}
