"""The agenda of the chiefs' meeting, with room to write in."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.dates import day
from netvaerk.papers import Block, Bullets, Facts, Heading, NewPage, Paper, Said, Small, Text
from networks.queries.round_items import Answer, RoundItem
from networks.queries.round_page import RoundPage

LINE_TO_WRITE_ON = "_" * 62
LINES = 4


def agenda_of(page: RoundPage) -> Paper:
    """No query; each proposal on pages of its own, in the order of the round's page."""
    title = _("Dagsorden: %(round)s") % {"round": page.round.name}
    subtitle = _("Chefforum beslutter %(day)s") % {"day": day(page.round.decided_on)}
    return Paper(title=title, subtitle=subtitle, blocks=tuple(_blocks(page)))


def _blocks(page: RoundPage) -> Iterator[Block]:
    yield Text(in_words(page))
    if page.items:
        yield Text("\n".join(f"{item.number}. {item.proposal.title}" for item in page.items))
    for item in page.items:
        yield NewPage()
        yield from _proposal(item)
    yield Small(
        _(
            "Til chefforum og sekretariatet. "
            "Sådan stod forslagene i Netværk, da dagsordenen blev hentet."
        )
    )


def in_words(page: RoundPage) -> str:
    """ "5 forslag ligger hos chefforum. 2 venter på beslutning." """
    total, waiting = len(page.items), len(page.undecided)
    if not total:
        return _("Ingen forslag ligger hos chefforum i den her runde endnu.")
    lie = ngettext(
        "%(total)d forslag ligger hos chefforum.",
        "%(total)d forslag ligger hos chefforum.",
        total,
    ) % {"total": total}
    if not waiting:
        return f"{lie} {_('Ingen venter på beslutning.')}"
    wait = ngettext(
        "%(waiting)d venter på beslutning.", "%(waiting)d venter på beslutning.", waiting
    )
    return f"{lie} {wait % {'waiting': waiting}}"


def _proposal(item: RoundItem) -> Iterator[Block]:
    proposal = item.proposal
    yield Heading(f"{item.number}. {proposal.title}")
    yield Text(proposal.challenge)
    yield Facts(tuple(_facts(item)))
    if proposal.consultant_note:
        yield Said(_("Sekretariatets ord til chefforum"), proposal.consultant_note, is_plain=True)
    for answer in item.answers:
        yield Said(f"{answer.number}. {answer.title}", _answer(answer), is_plain=True)
    if item.has_overlaps:
        yield Said(_("Rører ved det samme"), "")
        yield Bullets(tuple(_overlaps(item)))
    yield Heading(_("Beslutning"), 2)
    yield from _decision(item)


def _facts(item: RoundItem) -> Iterator[tuple[str, str]]:
    authors = (
        ", ".join(filter(None, (one.name or _("Tidligere medarbejder"), one.unit)))
        for one in item.authors
    )
    yield _("Foreslået af"), "; ".join(authors)
    yield _("Status"), str(item.proposal.get_status_display())
    if item.is_parked_here or item.came_from_earlier:
        yield _("Set før"), _("Chefforum sagde »ikke nu« og gemte forslaget til den her runde.")


def _answer(answer: Answer) -> str:
    picks = ", ".join(answer.picks)
    text = answer.text.strip() or _("Ikke skrevet endnu.")
    return f"{picks}\n\n{text}" if picks else text


def _overlaps(item: RoundItem) -> Iterator[str]:
    for network in item.networks:
        yield _("Netværket »%(title)s«: %(challenge)s") % {
            "title": network.title,
            "challenge": network.challenge,
        }
    for other in item.shared:
        yield _("Forslaget »%(title)s« berører også %(units)s") % {
            "title": other.title,
            "units": ", ".join(other.units),
        }


def _decision(item: RoundItem) -> Iterator[Block]:
    decided = item.standing
    if decided and not item.is_parked_here:
        yield Facts(((str(decided.label), day(decided.at)),))
        yield Text(decided.reason)
        return
    yield Text(_("☐ Ja      ☐ Ikke nu, men i runden:      ☐ Nej"))
    yield Said(_("Begrundelse"), "\n\n".join([LINE_TO_WRITE_ON] * LINES), is_plain=True)
