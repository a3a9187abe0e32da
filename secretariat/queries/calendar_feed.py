"""What a calendar that follows a secret address is told; asked anew each time it is read."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.calendar import Entry
from netvaerk.people.models import Person
from networks.enums import ProposalStatus, ReceiverAnswer
from networks.models import LookAgain, Meeting, Network, Proposal, ThemeRound
from networks.queries.calendar import entry_of as meeting_entry
from offerings.enums import BookingState
from offerings.models import Booking, OfferingSession
from offerings.queries.calendar import entry_of as session_entry
from secretariat.enums import WITH_A_TIME, FeedKind
from secretariat.models import Feed, SparringSession
from secretariat.queries.sparring import entry_of as sparring_entry

# A calendar shows the near past; older things are read on their pages.
BACK = timedelta(days=60)


def entries_of(feed: Feed) -> list[Entry]:
    """Everything in the feed; six queries for one's own, four for the secretariat's."""
    since = clock.now() - BACK
    if feed.kind == FeedKind.SECRETARIAT:
        return [*_all_sessions(since), *_all_sparring(since), *_rounds(), *_horizons(Q())]
    person = feed.person
    return [
        *_meetings(person, since),
        *_sparring(person, since),
        *_seats(person, since),
        *_rounds_for(person),
        *_own_days(person),
    ]


def _meetings(person: Person, since: datetime) -> list[Entry]:
    mine = Meeting.objects.visible_to(person).filter(ends_at__gt=since).select_related("network")
    return [
        meeting_entry(one, address=_address("networks:meeting_detail", one.network.slug, one.pk))
        for one in mine.order_by("pk")
    ]


def _sparring(person: Person, since: datetime) -> list[Entry]:
    """Those that the person takes part in, unless they have left the network since."""
    left = Network.objects.ever_with_member(person).exclude(
        pk__in=Network.objects.with_member(person).values("pk")
    )
    mine = SparringSession.objects.with_participant(person).filter(
        Q(partner=person) | ~Q(network__in=left.values("pk"))
    )
    return [sparring_entry(one) for one in _timed(mine, since)]


def _all_sparring(since: datetime) -> list[Entry]:
    """When and where; the question belongs to those who talk."""
    entries = [sparring_entry(one) for one in _timed(SparringSession.objects, since)]
    return [replace(entry, description=entry.url) for entry in entries]


def _timed(sessions, since: datetime):
    timed = sessions.filter(state__in=WITH_A_TIME, takes_place_at__gt=since)
    return timed.select_related("network", "partner", "format").order_by("pk")


def _seats(person: Person, since: datetime) -> list[Entry]:
    """Seats that one has, and the day on which an offered one must be answered."""
    mine = Booking.objects.filter(
        person=person,
        state__in=[BookingState.BOOKED, BookingState.OFFERED],
        session__ends_at__gt=since,
    ).select_related("session__offering", "session__reservation__place")
    return [_seat(one) for one in mine.order_by("pk")]


def _seat(booking: Booking) -> Entry:
    address, session = _address("offerings:booking_detail", booking.pk), booking.session
    if booking.state == BookingState.BOOKED or booking.offered_until is None:
        return session_entry(session, address=address, may_cancel_there=True)
    words = _("Svar på den plads, du er tilbudt: {title}").format(title=session.offering.title)
    return _day(f"offer-{booking.pk}", timezone.localdate(booking.offered_until), words, address)


def _all_sessions(since: datetime) -> list[Entry]:
    every = OfferingSession.objects.filter(ends_at__gt=since).select_related(
        "offering", "reservation__place"
    )
    return [
        session_entry(one, address=_address("offerings:session_detail", one.pk))
        for one in every.order_by("pk")
    ]


def _rounds_for(person: Person) -> list[Entry]:
    """The chiefs' and the secretariat's; for others when a draft of theirs has a deadline."""
    is_concerned = person.is_chief or person.is_secretariat
    unsent = Proposal.objects.written_by(person).filter(
        status__in=[ProposalStatus.DRAFT, ProposalStatus.RETURNED]
    )
    return _rounds() if is_concerned or unsent.exists() else []


def _rounds() -> list[Entry]:
    entries = []
    for one in ThemeRound.objects.filter(decided_on__gte=clock.today() - BACK).order_by("pk"):
        by, on = _("Sidste dag for forslag: {round}"), _("Chefforum beslutter: {round}")
        page = _address("networks:proposal_list")
        entries += [
            _day(f"round-{one.pk}-by", one.proposals_by, by.format(round=one.name), page),
            _day(f"round-{one.pk}-on", one.decided_on, on.format(round=one.name), page),
        ]
    return entries


def _horizons(mine: Q) -> list[Entry]:
    return [_horizon(*row) for row in _horizon_rows(mine)]


def _horizon_rows(mine: Q) -> QuerySet:
    alive = Network.objects.alive().filter(mine).exclude(horizon_on=None).order_by()
    return alive.values_list("pk", "horizon_on", "title", "slug")


def _horizon(pk: int, on: date, title: str, slug: str) -> Entry:
    summary = _("»{title}« når sin horisont").format(title=title)
    return _day(f"horizon-{pk}", on, summary, _address("networks:network_detail", slug))


def _own_days(person: Person) -> list[Entry]:
    """Horizons of networks that one has a part in, and days on which one is asked how a result
    that one took over fares; one query."""
    mine = Q(leader=person) | Q(reference_leader=person) | Q(consultant=person)
    looks = LookAgain.objects.filter(
        answer="",
        result__receivers__person=person,
        result__receivers__answer=ReceiverAnswer.ACCEPTED,
    ).order_by()
    rows = looks.values_list("pk", "due_on", "result__network__title", Value(""))
    entries = []
    for pk, on, title, slug in _horizon_rows(mine).union(rows, all=True).order_by("horizon_on"):
        entries.append(_horizon(pk, on, title, slug) if slug else _look_again(pk, on, title))
    return entries


def _look_again(pk: int, on: date, title: str) -> Entry:
    summary = _("Se igen på et resultat fra »{title}«").format(title=title)
    return _day(f"look-{pk}", on, summary, _address("networks:look_again_answer", pk))


def _day(uid: str, on: date, summary: str, url: str) -> Entry:
    """A whole day; the moment it was written is the day itself, so it never wavers."""
    return Entry(
        uid=f"{uid}@netvaerk",
        sequence=0,
        changed_at=timezone.make_aware(datetime.combine(on, time())),
        begins=on,
        ends=on + timedelta(days=1),
        summary=summary,
        description=url,
        url=url,
    )


def _address(view: str, *arguments: object) -> str:
    return settings.SITE_URL + reverse(view, args=arguments)
