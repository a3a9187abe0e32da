"""The secretariat's pages of the ledger: one table for networks, consultants and offerings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from netvaerk.danish import danish_order
from netvaerk.dates import day
from netvaerk.words import Words
from networks.models import Network
from offerings.enums import Usefulness
from secretariat.queries.ledger.consultant import consultant_ledger_of, consultants_in
from secretariat.queries.ledger.network import ledger_of, with_ledger
from secretariat.queries.ledger.offering import offering_ledger_of, offerings_in
from secretariat.queries.ledger.period import Period
from secretariat.queries.ledger.words import HOUR, in_hours

PAGE = 50


CONSULTANTS = (
    *(_("Følger nu"), _("Samtaler forude"), _("Afholdte samtaler"), _("Timer i perioden")),
    *(_("Timer om ugen i profilen"), _("Væk")),
)
OFFERINGS = (
    *(_("Givet til netværk"), _("Brugt"), _("Ikke brugt")),
    *(_("Afholdte hold"), _("Pladser taget"), _("Mødte op")),
)


@dataclass(frozen=True)
class Line:
    """A row of the table: what it is about, where that is, and what is said of it."""

    label: str
    url: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One way to read the ledger. `columns` are the file's; `said` the table's after the first."""

    key: str
    name: Words
    about: Words
    said: tuple[Words, ...]
    columns: tuple[Words, ...]
    find: Callable[[Period], QuerySet[Any]]
    line: Callable[[Any], Line]
    figures: Callable[[Any], tuple[Any, ...]]

    def page(self, period: Period, number: str | None) -> Page:
        return Paginator(self.find(period), PAGE).get_page(number)


def sheet_of(key: str) -> Sheet:
    """The one that an address names; the first when it names none."""
    return next((one for one in SHEETS if one.key == key), SHEETS[0])


def networks_in(period: Period) -> QuerySet[Any]:
    """Those that lived in the period, with or without support."""
    lived = Q(closed_at=None) | Q(closed_at__gte=period.begins_at)
    networks = Network.objects.existing().filter(lived, decided_at__lt=period.next_at)
    return with_ledger(networks, period).order_by(danish_order("title"), "pk")


def _network_line(network: Any) -> Line:
    had = ledger_of(network)
    last = day(had.last_on) if had.last_on else ""
    url = reverse("secretariat:network_support", args=[network.slug])
    return Line(network.title, url, (had.asked, had.offered, had.given, had.unused, last))


def _network_figures(network: Any) -> tuple[Any, ...]:
    had = ledger_of(network)
    return (
        network.title,
        *(had.sparring_asked, had.offerings_asked, had.sparring_agreed, had.offerings_given),
        *(had.sparring_held, _as_number(had.minutes_held), had.offerings_used, had.seats_attended),
        *(had.sparring_unused, had.offerings_unused, had.requests_withdrawn, had.last_on),
    )


def _consultant_line(person: Any) -> Line:
    had = consultant_ledger_of(person)
    weekly = "" if had.hours_a_week is None else str(had.hours_a_week)
    figures = (str(had.networks), str(had.ahead), str(had.held), in_hours(had.minutes))
    return Line(str(person), "", (*figures, weekly, had.away))


def _consultant_figures(person: Any) -> tuple[Any, ...]:
    had = consultant_ledger_of(person)
    hours, weekly = _as_number(had.minutes), had.hours_a_week
    return (str(person), had.networks, had.ahead, had.held, hours, weekly, had.away)


def _offering_line(offering: Any) -> Line:
    had = offering_ledger_of(offering)
    counts = (had.given, had.used, had.unused, had.sessions, had.seats, had.attended)
    # What is no longer offered has no page.
    url = reverse("offerings:offering_detail", args=[offering.pk]) if offering.is_active else ""
    return Line(offering.title, url, (*(str(one) for one in counts), had.feedback_in_words))


def _offering_figures(offering: Any) -> tuple[Any, ...]:
    had = offering_ledger_of(offering)
    answers = [had.feedback[one] if had.feedback else None for one in Usefulness.values]
    counts = (had.given, had.used, had.unused, had.sessions, had.seats, had.attended)
    return (offering.title, *counts, *answers)


def _as_number(minutes: int) -> float:
    return round(minutes / HOUR, 2)


SHEETS = [
    Sheet(
        key="netvaerk",
        name=_("Netværk"),
        about=_(
            "Hvad netværkene har bedt om, fået og brugt. Tallene siger ikke, hvem der trænger mest."
        ),
        said=(
            *(_("Bedt om"), _("Tilbudt"), _("Fået og brugt"), _("Blev ikke til noget")),
            _("Seneste støtte"),
        ),
        columns=(
            *(_("Netværk"), _("Samtaler, bedt om"), _("Tilbud, bedt om"), _("Samtaler, aftalt")),
            *(_("Tilbud, givet"), _("Samtaler, holdt"), _("Timer, holdt"), _("Tilbud, brugt")),
            *(_("Pladser på hold, brugt"), _("Samtaler, ikke holdt"), _("Tilbud, ikke brugt")),
            *(_("Ønsker, trukket tilbage"), _("Seneste støtte")),
        ),
        find=networks_in,
        line=_network_line,
        figures=_network_figures,
    ),
    Sheet(
        key="konsulenter",
        name=_("Konsulenter"),
        about=_("Hvad hver konsulent følger og har aftalt, ved siden af de timer, der er til det."),
        said=CONSULTANTS,
        columns=(_("Konsulent"), *CONSULTANTS),
        find=consultants_in,
        line=_consultant_line,
        figures=_consultant_figures,
    ),
    Sheet(
        key="tilbud",
        name=_("Tilbud"),
        about=_(
            "Hvad der blev af tilbuddene. Tilbagemeldinger vises, når mindst tre har svaret, "
            "så ingen kan genkendes."
        ),
        said=(*OFFERINGS, _("Tilbagemeldinger")),
        columns=(_("Tilbud"), *OFFERINGS, *(one.label for one in Usefulness)),
        find=offerings_in,
        line=_offering_line,
        figures=_offering_figures,
    ),
]
