"""A letter of several nudges: what stands first, what belongs together, in whose words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock, dates
from netvaerk.mail import SUBJECT_LENGTH
from netvaerk.nudges import NudgeKind, Rule, Waiting
from netvaerk.people.enums import Language
from networks.models import Meeting, Network
from networks.queries.meeting import when_of as meeting_when
from offerings.models import Booking
from offerings.queries.calendar import when_of as session_when
from secretariat.models import Announcement, Nudge, NudgeRule, SparringSession
from secretariat.nudges import RULE_OF, RULES
from secretariat.queries.announcement import texts_of

ORDER = {rule.key: position for position, rule in enumerate(RULES)}
QUOTED_TITLES = ("»{title}«", "“{title}”", '"{title}"')
# Of these a mail tells when it is, to those for whom it still waits.
WITH_A_TIME: dict[str, tuple[Any, tuple[str, ...], Any]] = {
    "meeting_unanswered": (Meeting, (), meeting_when),
    "session_tomorrow": (Booking, ("session",), lambda seat: session_when(seat.session)),
    "sparring_tomorrow": (SparringSession, (), lambda talk: dates.moment(talk.takes_place_at)),
    "sparring_unlogged": (SparringSession, (), lambda talk: dates.moment(talk.takes_place_at)),
}


class Told(NamedTuple):
    """A nudge that is still so, and what waits as it stands now."""

    nudge: Nudge
    waiting: Waiting

    @property
    def rule(self) -> Rule:
        return RULE_OF[self.nudge.rule]

    @property
    def is_asked_in_person(self) -> bool:
        return self.rule.kind == NudgeKind.ASKED or self.rule.asked_in_person

    @property
    def is_news(self) -> bool:
        return self.rule.kind == NudgeKind.ANNOUNCEMENT


@dataclass(frozen=True)
class Group:
    """What stands under one heading; under a network's own, its title need not be said again."""

    heading: str
    told: Sequence[Told]
    network_title: str = ""


@dataclass(frozen=True)
class Facts:
    """What the letters of a batch need to know besides: a fixed number of queries."""

    titles: Mapping[int, str]  # of networks
    timed: Mapping[tuple[str, str], Any]  # (rule, subject) → what has a time
    news: Mapping[str, Announcement]  # subject → what the secretariat wrote

    def when(self, told: Told) -> str:
        """When it is, in the active language; empty where that is not said."""
        found = self.timed.get((told.nudge.rule, told.nudge.subject))
        return WITH_A_TIME[told.nudge.rule][2](found) if found else ""

    def news_of(self, told: Told) -> Announcement | None:
        return self.news.get(told.nudge.subject) if told.is_news else None


def facts_about(told: Iterable[Told]) -> Facts:
    told = list(told)
    networks = {one.waiting.network for one in told if one.waiting.network}
    titles = Network.objects.filter(pk__in=networks).values_list("pk", "title")
    timed: dict[tuple[str, str], Any] = {}
    for rule, (model, related, _when) in WITH_A_TIME.items():
        keys = [one.nudge.subject for one in told if one.nudge.rule == rule]
        if keys:
            found = model.objects.select_related(*related).filter(pk__in=keys)
            timed |= {(rule, str(one.pk)): one for one in found}
    news = [one.nudge.subject for one in told if one.is_news]
    return Facts(dict(titles), timed, texts_of(news) if news else {})


def grouped(told: Sequence[Told], titles: Mapping[int, str]) -> list[Group]:
    """What somebody asks of me, then network by network, then the rest, then the news."""
    told = sorted(told, key=lambda one: (ORDER[one.nudge.rule], one.waiting.since, one.nudge.pk))
    asked = [one for one in told if one.is_asked_in_person]
    news = [one for one in told if one.is_news]
    ordinary = [one for one in told if not one.is_asked_in_person and not one.is_news]
    of_network: dict[int, list[Told]] = {}
    rest: list[Told] = []
    for one in ordinary:
        network = one.waiting.network
        if network and network in titles:
            of_network.setdefault(network, []).append(one)
        else:
            rest.append(one)
    groups = [
        Group(_("Nogen spørger dig"), asked),
        *(Group(titles[key], mine, network_title=titles[key]) for key, mine in of_network.items()),
        Group(_("Andet"), rest),
        Group(_("Nyt fra sekretariatet"), news),
    ]
    return [group for group in groups if group.told]


def in_words(text: str, told: Told, *, network_title: str = "") -> str:
    """A rule's wording filled; below a network's own heading it is "netværket"."""
    days = (clock.now() - told.waiting.since).days
    waited = ngettext("%(days)d dag", "%(days)d dage", days) % {"days": days}
    the_network = _("netværket")
    if told.waiting.title == network_title and the_network not in text.lower():
        for quoted in QUOTED_TITLES:
            text = text.replace(quoted, the_network)
        text = capfirst(text)
    return text.format(title=told.waiting.title, waited=waited)


def said_in(wording: NudgeRule, field: str, language: str) -> str:
    """The rule's words in the language; in Danish where nobody has written them in English."""
    english = getattr(wording, f"{field}_en") if language == Language.ENGLISH else ""
    return english or getattr(wording, field)


def and_more(question: str, others: int) -> str:
    """The subject of a letter of several things; the count is never what is cut off."""
    tail = ngettext("… og %(n)d ting mere", "… og %(n)d ting mere", others) % {"n": others}
    return f"{Truncator(question).chars(SUBJECT_LENGTH - len(tail) - 1)} {tail}"
