"""The year report as a paper: the page and the PDF are both made of it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk.charts import Column, Columns, Link
from netvaerk.dates import full_day
from netvaerk.papers import Block, Bullets, Facts, Heading, Paper, Picture, Small, Table, Text
from networks.enums import Afterlife
from networks.queries.report_paper import promise_went
from secretariat.queries.report.pieces import READERS, and_more, came_of, card_link
from secretariat.queries.report.year import Some, YearReport
from secretariat.queries.report.year_themes import NAMED
from secretariat.queries.report.year_told import Kind

Row = dict[str, Any]


def year_paper(report: YearReport) -> Paper:
    """No query; in the language that is on."""
    title = _("Året i netværk: %(year)s") % {"year": report.year}
    running = _("Året er ikke slut. Sådan står det %(day)s.") % {"day": report.written_on}
    return Paper(
        title=title,
        subtitle=running if report.is_running else "",
        blocks=tuple(_blocks(report)),
    )


def _blocks(report: YearReport) -> Iterator[Block]:
    yield Small(str(READERS))
    if report.is_empty:
        yield Text(_("Der var ikke noget netværk i gang det år."))
    else:
        yield from _lived(report)
    yield from _learned(report)
    told = report.told
    yield from _told(_("Det troede vi, men det holdt ikke"), told.fallen, _fallen)
    yield from _told(_("Det gav netværkene videre"), told.results, _result)
    yield from _told(_("Det viste sig, da vi så efter igen"), told.looks, _look)
    yield from _themes(report)
    yield from _told(_("Løfter, og hvordan det gik"), told.promises, _promise)
    yield from _support(report)
    yield from _relations()
    yield Small(_("Sådan stod det i Netværk den %(day)s.") % {"day": report.written_on})


def _lived(report: YearReport) -> Iterator[Block]:
    yield Heading(_("Netværkene"))
    yield Picture(_new_networks(report))
    begun, ended = (
        (_("Netværk"), _("Type"), _("Begyndte")),
        (_("Netværk"), _("Type"), _("Sluttede")),
    )
    yield from _listed(_("Begyndte i %(year)s"), report, report.began, begun, "established_at")
    yield from _listed(_("Sluttede i %(year)s"), report, report.closed, ended, "closed_at")
    if report.going_on.shown:
        yield Heading(_("Var i gang hele vejen"), 2)
        yield Bullets(tuple(Link(one.title, came_of(one)) for one in report.going_on.shown))
        yield from _more(report.going_on)


def _new_networks(report: YearReport) -> Columns:
    first, second = _("1. halvår %(year)s"), _("2. halvår %(year)s")
    return Columns(
        name="new-networks",
        title=_("Nye netværk"),
        description=_("Så mange netværk blev etableret i hvert halvår. Tallene er ikke et mål."),
        headings=(_("Halvår"), _("Nye netværk")),
        columns=tuple(
            Column(
                (first if half.number == 1 else second) % {"year": half.year},
                half.networks,
                is_running=half.is_running,
            )
            for half in report.halves
        ),
    )


def _listed(
    heading: str, report: YearReport, some: Some, headings: tuple[str, ...], moment: str
) -> Iterator[Block]:
    if not some.shown:
        return
    yield Heading(heading % {"year": report.year}, 2)
    rows = tuple(
        (Link(one.title, came_of(one)), one.type.name, full_day(getattr(one, moment)))
        for one in some.shown
    )
    yield Table(headings, rows)
    yield from _more(some)


def _more(some: Some) -> Iterator[Block]:
    if some.more:
        words = ngettext("Og %(more)d netværk mere", "Og %(more)d netværk mere", some.more)
        yield and_more(words % {"more": some.more}, reverse("networks:network_list"))


def _learned(report: YearReport) -> Iterator[Block]:
    yield Heading(_("Det har netværkene lært"))
    if not report.learned:
        yield Text(_("Netværkene delte ikke læring med alle medarbejdere det år."))
    for network in report.learned:
        log = reverse("networks:learning_list", args=[network.slug])
        yield Heading(network.title, 2, url=log)
        links = [card_link(network.slug, one) for one in network.cards]
        if network.has_more:
            links.append(Link(_("Og flere"), log))
        yield Bullets(tuple(links))
    if report.has_more_learned:
        words = _("Her står det nyeste. Der er delt mere i årets løb.")
        yield and_more(words, reverse("networks:learning_shared"))


def _told(heading: str, kind: Kind, said: Callable[[Row], tuple[str, str]]) -> Iterator[Block]:
    if not kind.networks:
        return
    yield Heading(heading)
    for network in kind.networks:
        url = reverse("networks:network_detail", args=[network.slug])
        yield Heading(network.title, 2, url=url)
        yield Facts(tuple(said(row) for row in network.rows))
    if kind.has_more:
        yield Small(_("Her står det nyeste. Der er mere på netværkenes egne sider."))


def _fallen(row: Row) -> tuple[str, str]:
    return f"»{row['sentence']}«", row["words"]


def _result(row: Row) -> tuple[str, str]:
    if not row["unit"]:
        return row["title"], _("Har ikke fundet sin modtager endnu")
    return row["title"], _("Taget imod af %(unit)s") % {"unit": row["unit"]}


def _look(row: Row) -> tuple[str, str]:
    label = _("%(title)s, efter %(months)d måneder") % {
        "title": row["title"],
        "months": row["months"],
    }
    return label, f"{Afterlife(row['answer']).label}. »{row['words']}«"


def _promise(row: Row) -> tuple[str, str]:
    return f"»{row['text']}«", promise_went(row)


def _themes(report: YearReport) -> Iterator[Block]:
    themes = report.themes
    if not (themes.carried or themes.bare):
        return
    yield Heading(_("Pejlemærkerne"))
    if themes.carried:
        yield Facts(tuple((theme.title, _named(theme)) for theme in themes.carried))
    if themes.bare:
        yield Heading(_("Uden et netværk det år"), 2)
        yield Bullets(tuple(theme.title for theme in themes.bare))


def _named(theme: Any) -> str:
    titles = ", ".join(one["title"] for one in theme.named[:NAMED])
    if len(theme.named) <= NAMED:
        return titles
    return _("%(titles)s og flere") % {"titles": titles}


def _support(report: YearReport) -> Iterator[Block]:
    yield Heading(_("Støtten"))
    had = report.support.in_words
    if had:
        yield Text(_("Netværkene fik og brugte tilsammen %(support)s.") % {"support": had})
    else:
        yield Text(_("Der er ikke noteret støtte til netværkene det år."))


def _relations() -> Iterator[Block]:
    url = reverse("secretariat:relations")
    yield Heading(_("Forbindelserne"))
    yield Text(_("De afdelinger, der er begyndt at arbejde sammen, står på en side for sig."))
    yield Bullets((Link(_("Se forbindelserne"), url),))
