"""The round report as a paper: the page and the PDF are both made of it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk.charts import Bar, Bars, Link, Mark
from netvaerk.danish import danish_key
from netvaerk.dates import full_day
from netvaerk.papers import Block, Bullets, Facts, Heading, Paper, Picture, Said, Small, Text
from networks.enums import DecisionOutcome
from networks.queries.harvest import read_steps
from networks.queries.lifeline import lifeline_of, lifelines, local_day
from networks.queries.proposal import PastDecision, past_decision
from secretariat.queries.report.pieces import READERS, and_more, came_of, card_link
from secretariat.queries.report.round import MOST_OF_EACH, RoundReport

LINES_IN_A_PICTURE = 8  # as many as a page of paper has room for


def round_paper(report: RoundReport) -> Paper:
    """No query; in the language that is on."""
    title = _("Rapport: %(round)s") % {"round": report.round.name}
    days = {"day": full_day(report.round.decided_on)}
    decided = (
        _("Besluttet i chefforum den %(day)s") if report.is_decided else _("Besluttes %(day)s")
    )
    return Paper(title=title, subtitle=decided % days, blocks=tuple(_blocks(report)))


def _blocks(report: RoundReport) -> Iterator[Block]:
    yield Small(str(READERS))
    yield from _proposals(report)
    yield from _networks(report)
    yield from _lives(report)
    yield from _departments(report)
    yield from _themes(report)
    yield Small(_("Sådan stod det i Netværk den %(day)s.") % {"day": report.written_on})


def _proposals(report: RoundReport) -> Iterator[Block]:
    decided = _("Det blev foreslået og besluttet")
    yield Heading(decided if report.is_decided else _("Det er foreslået"))
    if not report.proposals:
        none = _("Ingen forslag har ligget hos chefforum i den her runde.")
        yet = _("Der ligger ikke nogen forslag hos chefforum i den her runde endnu.")
        yield Text(none if report.is_decided else yet)
    for proposal in report.proposals:
        url = reverse("networks:proposal_detail", args=[proposal.pk])
        yield Heading(proposal.title, 2, url=url)
        yield Text(proposal.challenge)
        yield from _decided(report, proposal)
    if report.has_more_proposals:
        yield and_more(_("Og flere forslag i runden"), _round_url(report))


def _decided(report: RoundReport, proposal: Any) -> Iterator[Block]:
    wrote = {proposal.proposed_in, *proposal.written_along_in} - {None}
    rows = [(_("Foreslået fra"), ", ".join(sorted(wrote, key=danish_key)))]
    rows.append((_("Rører ved"), ", ".join(proposal.unit_names)))
    past = [past_decision(one) for one in proposal.decision_rows]
    standing = next((one for one in past if one.reopened_at is None), None)
    rows.append((_("Beslutning"), _decision_words(report, standing)))
    yield Facts(tuple((label, words) for label, words in rows if words))
    if standing:
        yield Said(_("Begrundelsen"), standing.reason, is_plain=True)


def _decision_words(report: RoundReport, decision: PastDecision | None) -> str:
    if decision is None:
        return _("Ikke besluttet endnu")
    said = f"{decision.label}, {full_day(decision.at)}"
    if decision.outcome != DecisionOutcome.NOT_NOW:
        return said
    if decision.parked_to == report.round.name:
        return _("%(said)s. Gemt til den her runde.") % {"said": said}
    return _("%(said)s. Gemt til %(round)s.") % {"said": said, "round": decision.parked_to}


def _networks(report: RoundReport) -> Iterator[Block]:
    if not (report.networks or report.is_decided):
        return
    yield Heading(_("De netværk, der kom af det"))
    if not report.networks:
        yield Text(_("Der er ikke kommet et netværk af runden."))
    for network in report.networks:
        yield Heading(network.title, 2, url=came_of(network))
        yield Facts(tuple(_network_facts(network)))
        yield from _learned(network)
    if report.has_more_networks:
        yield and_more(_("Og flere netværk"), reverse("networks:network_list"))


def _network_facts(network: Any) -> Iterator[tuple[str, str]]:
    yield _("Type"), str(network.type)
    if network.closed_at:
        yield _("Nu"), _("Afsluttet %(day)s") % {"day": full_day(network.closed_at)}
    elif network.established_at:
        yield _("Nu"), _("I fasen %(phase)s") % {"phase": network.phase}
    else:
        yield _("Nu"), network.get_status_display()
    if network.told_results:
        shown = [
            _("»%(title)s« lever videre i %(unit)s") % one
            for one in network.told_results[:MOST_OF_EACH]
        ]
        if len(network.told_results) > MOST_OF_EACH:
            shown.append(_("og flere"))
        yield _("Taget imod i driften"), "; ".join(shown)


def _learned(network: Any) -> Iterator[Block]:
    cards = network.told_cards
    if not cards:
        yield Small(_("Netværket har ikke delt læring med alle medarbejdere endnu."))
        return
    yield Heading(_("Det har netværket lært, det nyeste først"), 3)
    log = reverse("networks:learning_list", args=[network.slug])
    links = [card_link(network.slug, one) for one in cards[:MOST_OF_EACH]]
    if len(cards) > MOST_OF_EACH:
        links.append(Link(_("Og flere"), log))
    yield Bullets(tuple(links))


def _lives(report: RoundReport) -> Iterator[Block]:
    for first in range(0, len(report.networks), LINES_IN_A_PICTURE):
        picture = lifelines(
            [
                lifeline_of(one, read_steps(one.told_steps), _marks(one), url=came_of(one))
                for one in report.networks[first : first + LINES_IN_A_PICTURE]
            ],
            name=f"lives-{first}",
            title=_("Netværkenes vej") if first == 0 else _("Netværkenes vej, fortsat"),
            description=_(
                "Fra chefforums ja, gennem faserne, til i dag eller afslutningen. "
                "Netværkene står efter alfabetet."
            ),
        )
        if picture:
            yield Picture(picture)


def _marks(network: Any) -> list[Mark]:
    """The newest shared cards, and what has been taken over."""
    learned = [
        Mark(_("Delt læring"), _day(one["noted_at"]), one["title"])
        for one in reversed(network.told_cards[:MOST_OF_EACH])
    ]
    taken = [
        Mark(_("Taget imod"), _day(one["at"]), one["title"])
        for one in network.told_results[:MOST_OF_EACH]
    ]
    return [*learned, *taken]


def _day(moment: str) -> Any:
    return local_day(datetime.fromisoformat(moment))


def _departments(report: RoundReport) -> Iterator[Block]:
    if not report.networks:
        return
    yield Heading(_("De afdelinger, der er med"))
    yield Small(
        _(
            "En afdeling nævnes her, når mindst tre derfra er eller har været med. "
            "Netværkenes egne sider nævner også dem med færre."
        )
    )
    yield Picture(
        Bars(
            name="departments",
            title=_("Afdelinger i rundens netværk"),
            description=_(
                "Hvor mange af rundens netværk hver afdeling er med i. Afdelingerne står i "
                "organisationens orden."
            ),
            headings=(_("Afdeling"), _("Netværk")),
            bars=tuple(Bar(one.name, (one.networks,)) for one in report.departments),
            empty=_("Ingen afdeling har tre eller flere med i det samme netværk."),
        )
    )


def _themes(report: RoundReport) -> Iterator[Block]:
    if not report.networks:
        return
    yield Heading(_("De pejlemærker, de bærer"))
    carried = defaultdict(list)
    for network in report.networks:
        for theme in network.theme_names:
            carried[theme].append(network.title)
    if carried:
        yield Facts(
            tuple((theme, ", ".join(carried[theme])) for theme in sorted(carried, key=danish_key))
        )
    bare = [one.title for one in report.networks if not one.theme_names]
    if bare:
        yield Small(_("Uden pejlemærke: %(titles)s.") % {"titles": ", ".join(bare)})


def _round_url(report: RoundReport) -> str:
    return reverse("networks:round_detail", args=[report.round.pk])
