"""The network's log as a paper: the cards and comments that the reader may read, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Max,
    Min,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.papers import Block, Facts, Heading, Markdown, Paper, Quote, Said, Small
from netvaerk.people.models import Person
from netvaerk.uploads import kind_in_words
from networks.enums import Audience
from networks.models import Attachment, LearningComment, Network
from networks.queries.learning import readable_cards
from networks.queries.learning_card import full_cards

CHUNK = 250  # cards in memory at a time
MAY_READ = {
    Audience.NETWORK: gettext_lazy("Indeholder tekster, som kun netværket må læse."),
    Audience.SECRETARIAT: gettext_lazy(
        "Indeholder tekster, som kun netværket og sekretariatet må læse."
    ),
    Audience.EMPLOYEES: gettext_lazy("Alt i loggen må læses af alle medarbejdere."),
}


@dataclass(frozen=True)
class LogReach:
    """How far what somebody would take out reaches."""

    first: datetime | None  # None when there is no card
    last: datetime | None
    narrowest: str  # an Audience; the first page says who may read

    @property
    def may_read(self) -> str:
        return str(MAY_READ[Audience(self.narrowest)])


@dataclass(frozen=True)
class LogContents(LogReach):
    """The same, counted: for the file, which reads every card anyway."""

    cards: int
    comments: int


def log_reach(person: Person, network: Network) -> LogReach:
    """The two ends of the log and the first text of the narrowest kind. One query, no count."""
    moments = readable_cards(person, network).order_by("noted_at", "pk").values("noted_at")
    narrow = [(one, found) for one in Audience.values for found in _kept_to(one, person, network)]
    found = Network.objects.filter(pk=network.pk).values(
        first=Subquery(moments[:1]),
        last=Subquery(moments.reverse()[:1]),
        narrowest=Case(
            *(When(Exists(found), then=Value(one)) for one, found in narrow),
            default=Value(Audience.EMPLOYEES.value),
            output_field=CharField(),
        ),
    )
    return LogReach(**found.get())


def _kept_to(audience: str, person: Person, network: Network) -> list[QuerySet[Any]]:
    """What is printed of the log and kept to that audience; nobody need look for the widest."""
    if audience == Audience.EMPLOYEES:
        return []
    cards = readable_cards(person, network)
    met = [cards.exclude(meeting=None)] if audience == Audience.NETWORK else []
    comments = _comments(person, network).filter(audience=audience)
    return [
        cards.filter(audience=audience),
        *met,
        cards.filter(assumption__audience=audience),
        comments,
    ]


def log_contents(person: Person, network: Network) -> LogContents:
    cards = full_cards(person, network)
    found = cards.aggregate(cards=Count("pk"), first=Min("noted_at"), last=Max("noted_at"))
    comments = _comments(person, network)
    audiences = {
        *_audiences(cards),
        *comments.order_by().values_list("audience", flat=True).distinct(),
    }
    narrowest = next((one for one in Audience.values if one in audiences), Audience.EMPLOYEES)
    return LogContents(**found, comments=comments.count(), narrowest=narrowest)


def _audiences(cards: QuerySet) -> set[str]:
    """The cards', and those of what is printed with them; a meeting is the network's own."""
    of_meeting = Case(When(meeting=None, then=False), default=True)
    rows = cards.order_by().values_list("audience", "assumption__audience", of_meeting)
    found = set()
    for own, tied, met in rows.distinct():
        found |= {own, tied or own, Audience.NETWORK if met else own}
    return found


def log_paper(person: Person, network: Network) -> Paper:
    """To be written once: the cards are fetched while it is."""
    contents = log_contents(person, network)
    title = _("Det har vi lært: %(title)s") % {"title": network.title}
    return Paper(
        title=title,
        subtitle=network.challenge,
        blocks=_blocks(person, network, contents),
        language=(get_language() or "da")[:2],
    )


def _blocks(person: Person, network: Network, contents: LogContents) -> Iterator[Block]:
    yield Facts(
        [
            (_("Taget ud"), _on(clock.now())),
            (_("Af"), person.name),
            (_("Indhold"), contents_in_words(contents)),
        ]
    )
    yield Small(contents.may_read)
    for card in _cards(person, network):
        yield from _card(card)


def contents_in_words(contents: LogContents) -> str:
    """ "12 kort og 3 kommentarer"."""
    cards = ngettext("%(n)s kort", "%(n)s kort", contents.cards) % {"n": contents.cards}
    comments = ngettext("%(n)s kommentar", "%(n)s kommentarer", contents.comments) % {
        "n": contents.comments
    }
    return _("%(cards)s og %(comments)s") % {"cards": cards, "comments": comments}


def _comments(person: Person, network: Network) -> QuerySet[LearningComment]:
    return LearningComment.objects.visible_to(person).filter(entry__network=network)


def _cards(person: Person, network: Network) -> Iterator[Any]:
    comments = LearningComment.objects.visible_to(person).select_related("author__unit")
    files = Attachment.objects.visible_to(person)
    cards = full_cards(person, network).order_by("noted_at", "pk")
    return cards.prefetch_related(
        Prefetch("comments", queryset=comments), Prefetch("attachments", queryset=files)
    ).iterator(chunk_size=CHUNK)


def _card(card: Any) -> Iterator[Block]:
    yield Heading(card.title or capfirst(_on(card.noted_at)))
    about = [
        *([_on(card.noted_at)] if card.title else []),
        *(_name(card.author), card.get_kind_display(), card.get_audience_display()),
    ]
    yield Small(" · ".join(map(str, about)))
    if card.met_about:
        met = {"day": _on(card.met_at), "question": card.met_about}
        yield Small(_("Fra mødet %(day)s: »%(question)s«") % met)
    if card.touched:
        yield Small(_("Rører ved antagelsen »%(sentence)s«") % {"sentence": card.touched})
    if card.tried:
        yield Small(_("Fra prøvehandlingen »%(what)s«") % {"what": card.tried})
    if card.text:
        yield Markdown(card.text)
    for question, words, _is_core in card.answers:
        yield Said(question, words, is_plain=True)
    yield from _beside(card)


def _beside(card: Any) -> Iterator[Block]:
    """The files by their names, and what others said to it."""
    files = [f"{one.name} ({kind_in_words(one.content_type)})" for one in card.attachments.all()]
    if files:
        yield Small(_("Filer ved kortet: %(files)s") % {"files": ", ".join(files)})
    for comment in card.comments.all():
        said = (_name(comment.author), _on(comment.written_at), comment.get_audience_display())
        yield Quote(comment.text, by=" · ".join(map(str, said)))


def _on(moment: datetime) -> str:
    """The day with its year: a paper is read in other years too."""
    # Translators: Django date format. English: "l j F Y".
    return date_format(timezone.localtime(moment), _("l j. F Y"))


def _name(person: Person) -> str:
    """Somebody erased has no name."""
    if not person.first_name:
        return _("Tidligere deltager")
    return f"{person.name}, {person.unit}" if person.unit else person.name
