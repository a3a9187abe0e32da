"""One conversation: its page, its place in a calendar, and who is told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.calendar import Entry
from netvaerk.people.models import OutboxMail, Person
from netvaerk.people.models.person import SECRETARIAT, PersonQuerySet
from networks.models.membership import has_left
from networks.words import NO_LONGER_INSIDE
from secretariat.enums import UNFINISHED_SPARRING, SparringState
from secretariat.models import Absence, SparringNote, SparringSession, SparringTime
from secretariat.permissions.sparring import speaks_for_network

LONGEST = timedelta(minutes=480)


@dataclass(frozen=True)
class OneSparring:
    session: SparringSession
    people: tuple[Person, ...]  # the network's own and the peers; the partner stands by itself
    times: tuple[SparringTime, ...]  # proposed and still to come
    notes: tuple[SparringNote, ...]  # only for those who were to be there
    is_participant: bool
    may_propose: bool
    may_pick: bool
    may_move: bool
    may_withdraw: bool
    may_log: bool
    may_mend: bool  # what was logged by a slip of the finger
    may_note: bool


def one_sparring(person: Person, session: SparringSession) -> OneSparring:
    """At most four queries; `session` comes with its network, partner, asker and format."""
    state, is_alive = session.state, session.network.is_alive
    is_assigned = is_alive and state == SparringState.ASSIGNED
    is_agreed, is_unfinished = state == SparringState.AGREED, state in UNFINISHED_SPARRING
    people = _people(session)
    takes_part = session.partner_id == person.pk or person in people
    speaks = is_unfinished and speaks_for_network(person, session)
    at, now = session.takes_place_at, clock.now()
    has_begun = at is not None and at <= now
    times = session.times.filter(begins_at__gt=now) if is_assigned else ()
    return OneSparring(
        session=session,
        people=people,
        times=tuple(times),
        notes=tuple(_notes(person, session)) if takes_part else (),
        is_participant=takes_part,
        may_propose=is_assigned and (session.partner_id == person.pk or person.is_secretariat),
        may_pick=is_assigned and speaks,
        may_move=is_alive and is_agreed and (takes_part or person.is_secretariat),
        may_withdraw=is_unfinished and (speaks or person.is_secretariat),
        may_log=takes_part and has_begun and is_agreed,
        may_mend=takes_part and state in {SparringState.HELD, SparringState.NOT_HELD},
        may_note=takes_part and state == SparringState.HELD,
    )


def _people(session: SparringSession) -> tuple[Person, ...]:
    """Of what is still to be, only those who are still to be there."""
    is_unfinished = session.state in UNFINISHED_SPARRING
    people = told_of(session) if is_unfinished else Person.objects.filter(_among(session))
    others = people.in_danish_order().select_related("unit")
    return tuple(one for one in others if one.pk != session.partner_id)


def _notes(person: Person, session: SparringSession) -> QuerySet[SparringNote]:
    return SparringNote.objects.visible_to(person).filter(session=session).select_related("author")


def page_of(session: SparringSession) -> str:
    return reverse("secretariat:sparring_detail", args=[session.pk])


def entry_of(session: SparringSession) -> Entry:
    """An agreed or withdrawn conversation as a calendar knows it, with its question."""
    begins = _begins_at(session)
    address = settings.SITE_URL + page_of(session)
    return Entry(
        uid=f"{session.uid}@netvaerk",
        sequence=session.sequence,
        changed_at=session.changed_at,
        begins=begins,
        ends=_ends_at(session),
        summary=_("Sparring: %(title)s") % {"title": session.network.title},
        description="\n\n".join([session.question, session.format.name, address]),
        where=session.where,
        url=address,
        is_cancelled=session.state not in {SparringState.AGREED, SparringState.HELD},
    )


def taken_by(
    partner: Person, begins: datetime, minutes: int, *, but: int
) -> SparringSession | None:
    """Another agreed conversation that the partner has at that time; `but` is this one's key."""
    ends = begins + timedelta(minutes=minutes)
    near = SparringSession.objects.filter(
        partner=partner,
        state=SparringState.AGREED,
        takes_place_at__lt=ends,
        takes_place_at__gt=begins - LONGEST,
    )
    others = near.exclude(pk=but).select_related("network").order_by("takes_place_at")
    return next((one for one in others if _ends_at(one) > begins), None)


def away_on(partner: Person, begins: datetime) -> Absence | None:
    """Why the partner can't be given that day."""
    return Absence.objects.on(timezone.localdate(begins)).filter(person=partner).first()


def _ends_at(session: SparringSession) -> datetime:
    return _begins_at(session) + timedelta(minutes=session.minutes)


def _begins_at(session: SparringSession) -> datetime:
    """The database holds that what is agreed has a time."""
    return cast(datetime, session.takes_place_at)


def told_of(session: SparringSession) -> PersonQuerySet:
    """Those at the conversation; who has left the network meanwhile is not."""
    theirs = _among(session) & ~has_left(person=OuterRef("pk"), network=session.network)
    return Person.objects.active().filter(theirs | Q(pk=session.partner_id))


def _among(session: SparringSession) -> Q:
    return Q(pk__in=session.people.values("pk"))


def reason_not_to_tell(mail: OutboxMail) -> str:
    """The question is shielded, and only the newest word about a conversation counts."""
    pk, sequence = (int(part) for part in mail.cause.split(":")[1:3])
    session = SparringSession.objects.filter(pk=pk).select_related("network").first()
    if session is None or not (session.sequence == sequence or _still_strikes(mail, session)):
        return _("Der er skrevet noget nyere om samtalen")
    is_told = Q(roles__overlap=SECRETARIAT) | Q(pk__in=told_of(session).values("pk"))
    is_theirs = Person.objects.filter(is_told, pk=mail.recipient_id).exists()
    return "" if is_theirs else str(NO_LONGER_INSIDE)


def invited_who_left(now: datetime) -> list[Any]:
    """Participants of what lies ahead who have it in their calendar, have left the network, and
    have not been told; each with its `cause`. One query."""
    number = Cast("sparringsession_id", CharField())
    cause = Concat(Value("sparring_left:"), number, Value(":"), Cast("person_id", CharField()))
    letters = OutboxMail.objects.filter(recipient=OuterRef("person"))
    invited = letters.filter(
        cause__startswith=OuterRef("about"), calendar__contains="METHOD:REQUEST"
    )
    rows: Any = SparringSession.people.through.objects.filter(
        has_left(person=OuterRef("person"), network=OuterRef("sparringsession__network")),
        ~Q(person=F("sparringsession__partner")),
        sparringsession__in=SparringSession.objects.ahead(now).order_by(),
        person__is_active=True,
    )
    rows = rows.annotate(about=Concat(Value("sparring:"), number, Value(":")), cause=cause)
    told = letters.filter(cause=OuterRef("cause"))
    return list(
        rows.filter(Exists(invited), ~Exists(told))
        .select_related("person", "sparringsession__network", "sparringsession__format")
        .order_by("pk")
    )


def _still_strikes(mail: OutboxMail, session: SparringSession) -> bool:
    """It takes out of the calendars what no later letter puts at another time."""
    is_nowhere = session.state in {SparringState.ASSIGNED, SparringState.WITHDRAWN}
    return is_nowhere and "METHOD:CANCEL" in mail.calendar
