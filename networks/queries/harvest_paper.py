"""The harvest as a paper that a chief carries along."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from netvaerk.dates import full_day
from netvaerk.papers import Block, Bullets, Facts, Heading, Paper, Said, Small, Text
from netvaerk.people.queries.role_word import role_label
from networks.models import LearningEntry
from networks.queries.harvest import Harvest, Shared, Step


def paper_of(harvest: Harvest) -> Paper:
    """No query; the same parts in the same order as the page, in the language that is on."""
    network = harvest.network
    return Paper(title=network.title, subtitle=network.challenge, blocks=tuple(_blocks(harvest)))


def _blocks(harvest: Harvest) -> Iterator[Block]:
    network = harvest.network
    yield _facts(harvest)
    if network.closing_words:
        yield Heading(_("Det tager vi med os"))
        yield Text(network.closing_words)
    if harvest.results.total or network.closed_without_receiver:
        yield Heading(_("Det giver netværket videre"))
        for result in harvest.results.shown:
            yield from told_result(result)
        yield from _more(harvest.results)
        if network.closed_without_receiver:
            yield Heading(_("Hvorfor ikke alt er taget imod"), 2)
            yield Text(network.closed_without_receiver)
    yield from told_assumptions(_("Det troede vi, men det holdt ikke"), harvest.fallen)
    yield from _cards(harvest.cards)
    yield from told_assumptions(_("Det holdt"), harvest.holding)
    yield from _way(harvest)
    yield Small(
        _("Skrevet ud fra det, netværket har delt med alle medarbejdere. Gælder på dagen: %(day)s.")
        % {"day": harvest.written_on}
    )


def _facts(harvest: Harvest) -> Facts:
    network = harvest.network
    rows = [
        (_("Hvornår"), harvest.period),
        (role_label("leader"), network.leader.name or _("Tidligere deltager")),
        (role_label("reference_leader"), network.reference_leader.name or _("Tidligere deltager")),
    ]
    if harvest.people.in_words:
        rows.append((_("Hvem var med"), harvest.people.in_words))
    return Facts(tuple(rows))


def told_result(result: Any) -> Iterator[Block]:
    yield Heading(result.title, 2)
    yield Text(result.text)
    rows = [(_("For hvem"), result.for_whom), (_("Det krævede det"), result.demanded)]
    if result.not_to_copy:
        rows.append((_("Det skal andre ikke efterligne"), result.not_to_copy))
    rows.append((_("Modtager"), result.home))
    yield Facts(tuple(rows))
    said = _("Efter %(months)d måneder: %(answer)s. »%(words)s«")
    looks = [
        said % {"months": one.months, "answer": one.in_words, "words": one.words}
        for one in result.looks
    ]
    if looks:
        yield Bullets(tuple(looks))


def told_assumptions(heading: str, found: Shared) -> Iterator[Block]:
    if found.total:
        yield Heading(heading)
    for assumption in found.shown:
        yield Heading(f"»{assumption.sentence}«", 2)
        yield Text(assumption.outcome_words)
    yield from _more(found)


def _cards(found: Shared) -> Iterator[Block]:
    if found.total:
        yield Heading(_("Det har vi lært"))
    for card in found.shown:
        yield from told_card(card)
    yield from _more(found)


def told_card(card: LearningEntry) -> Iterator[Block]:
    yield Heading(card.title or full_day(card.noted_at), 2)
    for asked, words, _is_core in card.answers:
        yield Said(asked, words, is_plain=True)


def _way(harvest: Harvest) -> Iterator[Block]:
    if direction := harvest.direction:
        yield Heading(_("Retningen, netværket fik"))
        yield Text(direction["why"])
        yield Heading(_("Det var åbent"), 2)
        yield Text(direction["is_open"])
        if direction.get("understanding"):
            yield Heading(_("Sådan forstod netværket den"), 2)
            yield Text(direction["understanding"])
    if harvest.steps:
        yield Heading(_("Vejen gennem faserne"))
        yield told_steps(harvest.steps)


def told_steps(steps: Iterable[Step]) -> Facts:
    return Facts(tuple((f"{step.name}, {full_day(step.at)}", step.sentence) for step in steps))


def _more(found: Shared) -> Iterator[Block]:
    if not found.is_total:
        yield Small(_("Og flere på netværkets side"))
    elif found.more:
        yield Small(_("Og %(more)d mere på netværkets side.") % {"more": found.more})
