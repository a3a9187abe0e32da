"""One offering's page."""

from dataclasses import dataclass

from netvaerk import clock
from netvaerk.people.models import Person
from offerings.models import Offering, OfferingSession
from offerings.queries.calendar import when_of
from offerings.queries.catalogue import Asker, askers_of
from offerings.queries.seat import place_in_words, seats_in_words


@dataclass(frozen=True)
class SessionRow:
    id: int
    when: str
    where: str
    seats: str


@dataclass(frozen=True)
class OfferingPage:
    offering: Offering
    phases: str
    types: str  # empty when it is for all
    sessions: tuple[SessionRow, ...]  # the nearest first
    askers: tuple[Asker, ...]  # the reader's own living networks


def one_offering(person: Person, offering: Offering) -> OfferingPage:
    """Four queries; the offering comes with its holder."""
    ahead = OfferingSession.objects.ahead(clock.now()).with_seats().filter(offering=offering)
    return OfferingPage(
        offering=offering,
        phases=", ".join(one.name for one in offering.phases.all()),
        types=", ".join(one.name for one in offering.types.all()),
        sessions=tuple(_row(one) for one in ahead.select_related("reservation__place")),
        askers=tuple(askers_of(person, offering)),
    )


def _row(session: OfferingSession) -> SessionRow:
    return SessionRow(
        id=session.pk,
        when=when_of(session),
        where=place_in_words(session),
        seats=seats_in_words(session),
    )
