"""What networks have asked for, and conversations that wait for a time or for a word."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.models import OfferingRequest
from secretariat.enums import SparringState
from secretariat.models import SparringSession, SparringTime
from secretariat.queries.desk.pile import (
    SHOWN,
    Pile,
    Row,
    person_at,
    pile_of,
    told_longest_waiting,
    total_of,
    write_to,
)

SESSIONS = "admin:secretariat_sparringsession_changelist"
REQUESTS = "admin:offerings_offeringrequest_changelist"
ASKED, ASSIGNED, AGREED = SparringState.ASKED, SparringState.ASSIGNED, SparringState.AGREED


def questions(person: int) -> list[QuerySet[Any]]:
    """For `tell`: conversations wished for, without a time, without a word on whether they were
    held; and wished offerings, which stand among the wishes."""
    requests = OfferingRequest.objects.waiting().filter(network__in=Network.objects.alive())
    return [
        *_sessions(person),
        told_longest_waiting(
            requests.order_by("asked_at", "pk"),
            asked_at="asked_at",
            network=F("network__title"),
            offering=F("offering__title"),
            asked_by=person_at("asked_by"),
        ),
    ]


def conversations(
    wished: Sequence[Any], untimed: Sequence[Any], unlogged: Sequence[Any], offerings: Sequence[Any]
) -> list[Pile]:
    """What was found for `questions`."""
    return [
        _wishes(wished, offerings),
        pile_of(
            "tidspunkt",
            _("Sparring, der mangler et tidspunkt"),
            untimed,
            _find_time,
            all_url=f"{reverse(SESSIONS)}?state__exact={ASSIGNED}",
        ),
        pile_of(
            "noter",
            _("Sparring, der skal noteres"),
            unlogged,
            _log,
            all_url=f"{reverse(SESSIONS)}?state__exact={AGREED}",
        ),
    ]


def _sessions(person: int) -> list[QuerySet[Any]]:
    theirs = SparringSession.objects.with_participant(Person(pk=person)).filter(pk=OuterRef("pk"))
    to_pick = SparringTime.objects.filter(session=OuterRef("pk"), begins_at__gt=clock.now())
    alive = SparringSession.objects.filter(network__in=Network.objects.alive())
    over = SparringSession.objects.filter(state=AGREED, takes_place_at__lte=clock.now())
    network = {"network": F("network__title")}
    return [
        told_longest_waiting(
            alive.filter(state=ASKED).order_by("asked_at", "pk"),
            **network,
            asked_at="asked_at",
            format=F("format__name"),
            asked_by=person_at("asked_by"),
        ),
        told_longest_waiting(
            alive.filter(state=ASSIGNED).order_by("assigned_at", "pk"),
            **network,
            since_at="assigned_at",
            has_times=Exists(to_pick),
            partner=person_at("partner"),
            leader=person_at("network__leader"),
        ),
        told_longest_waiting(
            over.order_by("takes_place_at", "pk"),
            **network,
            since_at="takes_place_at",
            is_theirs=Exists(theirs),
            partner=person_at("partner"),
        ),
    ]


def _wishes(sparring: Sequence[Any], requests: Sequence[Any]) -> Pile:
    """Two kinds in one pile, since both are a network that waits for an answer."""
    talks_first = [(one.asked_at, _find_partner(one)) for one in sparring]
    both = talks_first + [(one.asked_at, _answer(one)) for one in requests]
    rows = [row for _asked_at, row in sorted(both, key=itemgetter(0))]
    talks, offerings = total_of(sparring), total_of(requests)
    lists = [
        (talks, _("Alle {n} ønsker om sparring"), f"{reverse(SESSIONS)}?state__exact={ASKED}"),
        (offerings, _("Alle {n} ønsker om tilbud"), f"{reverse(REQUESTS)}?svar=venter"),
    ]
    is_more = talks + offerings > SHOWN
    links = [(words.format(n=n), url) for n, words, url in lists if n and is_more]
    return Pile("oensker", _("Ønsker om støtte"), rows[:SHOWN], links, talks + offerings)


def _find_partner(session: Any) -> Row:
    """The question is for those who take part and for whoever finds them, on its own page."""
    detail = _("{format}, bedt om af {name}").format(
        format=session.format, name=session.asked_by.name
    )
    return Row(
        what=session.network,
        detail=detail,
        since=session.asked_at,
        label=_("Find en sparringspartner"),
        url=reverse("admin:secretariat_sparringsession_change", args=[session.pk]) + "#id_chosen",
    )


def _answer(request: Any) -> Row:
    detail = _("Tilbuddet »{offering}«, bedt om af {name}").format(
        offering=request.offering, name=request.asked_by.name
    )
    return Row(
        what=request.network,
        detail=detail,
        since=request.asked_at,
        label=_("Svar på ønsket"),
        url=reverse("admin:offerings_offeringrequest_change", args=[request.pk]) + "#id_is_granted",
    )


def _find_time(session: Any) -> Row:
    """The partner proposes, or the secretariat for them; after that the network picks."""
    named = {"name": session.partner.name}
    if session.has_times:
        label, url = write_to(session.leader)
        detail = _("Med {name}, der har foreslået tider. Netværket vælger").format(**named)
    else:
        label, url = _("Foreslå tider"), reverse("secretariat:sparring_times", args=[session.pk])
        detail = _("Med {name}, der ikke har foreslået tider").format(**named)
    return Row(session.network, detail, session.since_at, label, url)


def _log(session: Any) -> Row:
    """Only those who were to be there can say; of others' the partner is asked."""
    label, url = write_to(session.partner)
    if session.is_theirs:
        page = reverse("secretariat:sparring_detail", args=[session.pk])
        label, url = _("Sig, om den blev holdt"), f"{page}#log"
    detail = _("Med {name}").format(name=session.partner.name)
    return Row(session.network, detail, session.since_at, label, url)
