"""The chiefs' lists as files: what their pages say of each, and nothing more."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from netvaerk.sheets import Listed
from networks.models import Network, Result
from secretariat.queries.leadership import row_of
from secretariat.queries.results_overview import result_row

AT_A_TIME = 500


def overview_sheet(
    found: QuerySet[Any], *, filtered: str = "", filters: tuple[str, ...] = ()
) -> Listed:
    """`found` comes from `by_alphabet`, narrowed as the page is."""
    columns = {
        _("Netværk"): "title",
        _("Type"): "type",
        _("Fase"): "stage",
        _("Retningen begynder"): "direction",
        _("Følger retningen for"): "above",
        _("Netværket har svaret på retningen"): "is_answered",
        _("Sidste læring"): "last_learning_at",
        _("Chefernes seneste ord"): "bearing",
        _("Skrevet"): "noted_at",
    }
    rows = (row_of(one) for one in found.iterator(chunk_size=AT_A_TIME))
    return _listed(_("Chefernes netværk"), Network, columns, rows, filtered, filters)


def results_overview_sheet(
    found: QuerySet[Any], *, filtered: str = "", filters: tuple[str, ...] = ()
) -> Listed:
    """`found` comes from `results_of`, narrowed as the page is."""
    columns = {
        _("Netværk"): "network",
        _("Aftryk"): "title",
        _("Sådan begynder det"): "text",
        _("Afdeling, der tog imod"): "unit",
        _("Taget imod"): "taken_at",
        _("Seneste genbesøg"): "look",
        _("Med en sætning"): "look_words",
        _("Set efter"): "looked_at",
        _("Næste genbesøg"): "next_look_on",
    }
    rows = (result_row(one) for one in found.iterator(chunk_size=AT_A_TIME))
    return _listed(_("Alle aftryk"), Result, columns, rows, filtered, filters)


def _listed(
    name: str,
    model: type[Model],
    columns: dict[str, str],
    rows: Iterator[Any],
    filtered: str,
    filters: tuple[str, ...],
) -> Listed:
    """The columns are what a row of the page is made of."""
    read = {heading: attrgetter(field) for heading, field in columns.items()}
    return Listed(name, model, read, rows, filtered=filtered, filters=filters)
