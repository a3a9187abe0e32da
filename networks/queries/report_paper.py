"""The network report as a paper: the page and the PDF are both made of it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.charts import Link
from netvaerk.dates import full_day
from netvaerk.papers import Block, Bullets, Facts, Heading, Paper, Picture, Said, Small, Text
from netvaerk.people.queries.role_word import role_label
from networks.enums import Bearing, PromiseOutcome
from networks.models import Network
from networks.queries.harvest import Shared
from networks.queries.harvest_paper import told_assumptions, told_card, told_result, told_steps
from networks.queries.lifeline import lifeline_of, lifelines
from networks.queries.report import NetworkReport


def report_paper(report: NetworkReport) -> Paper:
    """No query; in the language that is on."""
    network = report.network
    return Paper(title=network.title, subtitle=network.challenge, blocks=tuple(_blocks(report)))


def _blocks(report: NetworkReport) -> Iterator[Block]:
    yield Small(report.may_read)
    yield Facts(tuple(_facts(report)))
    yield from _direction(report)
    yield from _way(report)
    yield from _learned(report)
    yield from told_assumptions(_("Det troede vi, men det holdt ikke"), report.fallen)
    yield from told_assumptions(_("Det holdt"), report.holding)
    yield from _results(report)
    yield from _promises(report)
    yield from _notes(report)
    yield Small(_("Sådan stod det i Netværk den %(day)s.") % {"day": report.written_on})


def _facts(report: NetworkReport) -> Iterator[tuple[str, str]]:
    network = report.network
    yield _("Hvornår"), _period(network)
    yield _("Type og fase"), f"{network.type}, {network.stage}"
    for role in ("leader", "reference_leader"):
        yield role_label(role), getattr(network, role).name or _("Tidligere deltager")
    if report.departments:
        words = _(
            "%(names)s. En afdeling nævnes her, når mindst tre derfra er med. "
            "Netværkets egen side nævner også dem med færre."
        )
        yield _("Afdelinger, der er med"), words % {"names": ", ".join(report.departments)}


def _period(network: Network) -> str:
    if network.closed_at:
        return f"{full_day(network.established_at)} – {full_day(network.closed_at)}"
    if network.established_at:
        return _("I gang siden %(day)s") % {"day": full_day(network.established_at)}
    return _("Besluttet %(day)s og ved at blive etableret") % {"day": full_day(network.decided_at)}


def _direction(report: NetworkReport) -> Iterator[Block]:
    direction = report.direction
    if not direction:
        return
    yield Heading(_("Retningen"))
    if report.is_inherited:
        yield Small(_("Retningen er givet til »%(title)s«.") % {"title": direction.network.title})
    parts = [
        (_("Derfor er det vigtigt"), direction.why),
        (_("Det er åbent"), direction.is_open),
        (_("Det ligger fast"), direction.is_fixed),
        (_("Det vil cheferne gøre anderledes"), direction.chiefs_will),
        (_("Sådan forstår netværket den"), direction.understanding),
        (_("Pejlemærker"), ", ".join(direction.theme_titles)),
    ]
    for label, text in parts:
        if text:
            yield Said(label, text, is_plain=True)


def _way(report: NetworkReport) -> Iterator[Block]:
    yield Heading(_("Vejen gennem faserne"))
    picture = lifelines(
        [lifeline_of(report.network, report.steps)],
        name="way",
        title=_("Netværkets vej"),
        description=_("Fra chefforums ja og frem, med de faser, netværket har været i."),
    )
    if picture:
        yield Picture(picture)
    if report.steps:
        yield told_steps(report.steps)


def _learned(report: NetworkReport) -> Iterator[Block]:
    yield Heading(_("Det har vi lært"))
    if report.is_bare:
        yield Text(_("Her er endnu ikke noget, du kan læse. Læring bliver delt, når den er moden."))
    for card in report.cards:
        yield from told_card(card)
    if report.has_more_cards:
        log = reverse("networks:learning_list", args=[report.network.slug])
        yield Bullets((Link(_("Og flere på netværkets side"), log),))


def _results(report: NetworkReport) -> Iterator[Block]:
    results: Shared = report.results
    if results.total:
        yield Heading(_("Det giver netværket videre"))
    for result in results.shown:
        yield from told_result(result)
    if results.more:
        yield Small(_("Og %(more)d mere på netværkets side.") % {"more": results.more})


def _promises(report: NetworkReport) -> Iterator[Block]:
    if not report.promises:
        return
    yield Heading(_("Løfter til netværket"))
    yield Facts(tuple((f"»{one['text']}«", promise_went(one)) for one in report.promises))


def promise_went(promise: dict[str, Any]) -> str:
    """ "Lovet af Bo Lund. Det lykkedes: »De fik fri i marts.«" """
    by = _("Lovet af %(name)s.") % {"name": promise["by"]} if promise.get("by") else ""
    if not promise["outcome"]:
        went = _("Har ikke fået sit svar endnu.")
    else:
        went = f"{PromiseOutcome(promise['outcome']).label}: »{promise['answer']}«"
    return f"{by} {went}".strip()


def _notes(report: NetworkReport) -> Iterator[Block]:
    if not report.notes:
        return
    yield Heading(_("Chefernes ord og netværkets svar"))
    for note in report.notes:
        bearing = Bearing(note["bearing"]).label
        yield Said(f"{bearing}, {note['by']}" if note["by"] else bearing, note["reason"], True)
        if note["answer"]:
            yield Said(_("Netværket svarede"), note["answer"], is_plain=True)
