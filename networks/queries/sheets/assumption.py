from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed
from networks.models import Assumption, Network
from networks.queries.assumption import all_fallen, nearest, on_board, state_of


def fallen_sheet(person: Person) -> Listed:
    return Listed(
        name=_("Faldne antagelser"),
        model=Assumption,
        columns={
            _("Netværk"): "network__title",
            _("Antagelsen"): "sentence",
            _("Hvem troede det"): "held_by",
            _("Det viste sig"): "outcome_words",
            _("Faldt"): "settled_at",
        },
        found=all_fallen(person),
        filtered=_("De faldne antagelser, som netværkene deler med alle medarbejdere."),
    )


def board_sheet(person: Person, network: Network, *, is_inside: bool) -> Listed:
    """The board, one to a row; who may read each is said inside only, as on the page."""
    columns: dict[str, Callable[[Any], Any]] = {
        _("Antagelsen"): lambda one: one.sentence,
        _("Hvem tror det"): lambda one: one.held_by,
        _("Hvor meget afhænger af den"): lambda one: one.get_weight_display(),
        _("Hvor sikre er de"): lambda one: one.get_certainty_display(),
        _("Hvor langt er den"): lambda one: state_of(one, network),
        _("Prøves af"): _tried,
        _("Hvornår"): _tried_on,
        _("Det viste sig"): lambda one: one.outcome_words if one.outcome else "",
        _("Skrevet"): lambda one: one.written_at,
    }
    if is_inside:
        columns[_("Hvem kan læse det")] = lambda one: one.get_audience_display()
    said = _("De antagelser fra »{title}«, som du må læse.")
    return Listed(
        name=_("Antagelser"),
        model=Assumption,
        columns=columns,
        found=on_board(person, network),
        filtered=said.format(title=network.title),
        within=network,
    )


def _tried(assumption: Assumption) -> str:
    trial = nearest(assumption)
    return trial.what if trial else ""


def _tried_on(assumption: Assumption) -> date | None:
    trial = nearest(assumption)
    return trial.on if trial else None
