from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed
from networks.models import Proposal, Question, ThemeRound
from networks.queries.round import all_rounds
from networks.queries.round_items import RoundItem, agenda_rows, items_of


def rounds_sheet() -> Listed:
    return Listed(
        name=_("Temarunder"),
        model=ThemeRound,
        columns={
            _("Temarunde"): "name",
            _("Forslag senest"): "proposals_by",
            _("Chefforum beslutter"): "decided_on",
            _("Forslag hos chefforum"): "before_chiefs",
            _("Venter på beslutning"): "waiting",
            _("Gemt hertil"): "parked_here",
        },
        found=all_rounds().order_by("-proposals_by"),
    )


def agenda_sheet(person: Person, theme_round: ThemeRound) -> Listed:
    """The proposals side by side, one to a row: few enough to be held at once, as on the page."""
    said = _("Det, der ligger hos chefforum i »{name}«.")
    return Listed(
        name=theme_round.name,
        model=Proposal,
        columns={**_columns(), **_answers(), **_decision()},
        found=items_of(theme_round, agenda_rows(person, theme_round), {}),
        filtered=said.format(name=theme_round.name),
        within=theme_round,
    )


def _columns() -> dict[str, Callable[[RoundItem], Any]]:
    return {
        _("Nummer"): lambda item: item.number,
        _("Titel"): lambda item: item.proposal.title,
        _("Udfordring"): lambda item: item.proposal.challenge,
        _("Skrevet af"): _authors,
        _("Sekretariatets ord"): lambda item: item.proposal.consultant_note,
    }


def _answers() -> dict[str, Callable[[RoundItem], Any]]:
    """One column for each of the seven questions."""
    return {
        f"{question.number}. {question.short}": _answer_to(question.number)
        for question in Question.objects.all()
    }


def _answer_to(number: int) -> Callable[[RoundItem], str]:
    def answer(item: RoundItem) -> str:
        found = next((one for one in item.answers if one.number == number), None)
        return "\n".join(filter(None, [", ".join(found.picks), found.text])) if found else ""

    return answer


def _decision() -> dict[str, Callable[[RoundItem], Any]]:
    return {
        _("Status"): lambda item: item.proposal.get_status_display(),
        _("Begrundelse"): lambda item: item.standing.reason if item.standing else "",
        _("Besluttet"): lambda item: item.standing.at if item.standing else None,
    }


def _authors(item: RoundItem) -> str:
    return "\n".join(
        ", ".join(filter(None, [author.name or _("Tidligere medarbejder"), author.unit]))
        for author in item.authors
    )
