from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from netvaerk.people.models import Person
from netvaerk.sheets import Listed
from networks.enums import ReceiverAnswer
from networks.models import Network, Result
from networks.permissions.result import results_open_to
from networks.queries.result import result_card, with_receivers


def results_sheet(person: Person, network: Network, *, is_inside: bool) -> Listed:
    """What the network leaves behind; who was asked in vain is known inside only."""
    columns: dict[str, Callable[[Any], Any]] = {
        _("Resultat"): lambda one: one.title,
        _("Sådan virker det"): lambda one: one.text,
        _("For hvem"): lambda one: one.for_whom,
        _("Det krævede det"): lambda one: one.demanded,
        _("Det skal andre ikke efterligne"): lambda one: one.not_to_copy,
        _("Taget imod af"): lambda one: _receiver(one),
        _("Afdeling"): lambda one: one.asked[-1].unit.name if _is_taken(one) else "",
        _("Taget imod"): lambda one: one.asked[-1].answered_at if _is_taken(one) else None,
        _("Genbesøg"): _looks,
        _("Skrevet"): lambda one: one.written_at,
        _("Hvem kan læse det"): lambda one: one.get_audience_display(),
    }
    if is_inside:
        columns[_("Spurgt")] = _asked
    return Listed(
        name=_("Aftryk"),
        model=Result,
        columns=columns,
        found=with_receivers(results_open_to(person).filter(network=network)),
        filtered=_("De resultater fra »{title}«, som du må læse.").format(title=network.title),
        within=network,
    )


def _is_taken(result: Any) -> bool:
    return result_card(result).is_taken


def _name(result: Any) -> str:
    return result.asked[-1].person.name or _("Tidligere deltager")


def _receiver(result: Any) -> str:
    return _name(result) if _is_taken(result) else ""


def _asked(result: Any) -> str:
    """Whoever has not said yes."""
    if _is_taken(result) or not result.asked:
        return ""
    asked = result.asked[-1]
    if asked.answer == ReceiverAnswer.DECLINED:
        said = _("%(name)s har sagt nej tak: »%(words)s«")
        return said % {"name": _name(result), "words": asked.answer_words}
    return _name(result)


def _looks(result: Any) -> str:
    said = _("Efter %(months)s måneder: %(answer)s. %(words)s")
    return "\n".join(
        said % {"months": one.months, "answer": one.get_answer_display(), "words": one.words}
        for one in result_card(result).looks
        if one.answer
    )
