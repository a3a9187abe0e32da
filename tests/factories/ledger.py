"""Support that has been had: rows as the actions leave them, at a moment of the test's choosing."""

from datetime import datetime, timedelta

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from offerings.enums import BookingState
from offerings.models import AssignedOffering, Booking, OfferingRequest, OfferingSession
from secretariat.enums import SparringState
from secretariat.models import SparringSession
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_format


def asked_sparring(network: Network, *, at: datetime | None = None, **more) -> SparringSession:
    """The network has asked, and nobody has answered."""
    said = {"question": "Hvad nu?", "state": SparringState.ASKED, "asked_by": network.leader}
    given = {**said, "asked_at": at or clock.now(), "changed_at": at or clock.now(), **more}
    return SparringSession.objects.create(network=network, format=make_format(), **given)


def timed_sparring(
    network: Network, partner: Person, at: datetime, *, state: str = SparringState.HELD, **more
) -> SparringSession:
    """Asked for three weeks before, with a partner and a time."""
    logged = state in {SparringState.HELD, SparringState.NOT_HELD}
    said = {
        "state": state,
        "partner": partner,
        "assigned_by": partner,
        "assigned_at": at - timedelta(weeks=2),
        "takes_place_at": at,
        "logged_by": partner if logged else None,
        "logged_at": at if logged else None,
    }
    session = asked_sparring(network, at=at - timedelta(weeks=3), **{**said, **more})
    session.people.add(network.leader)
    return session


def request_for(network: Network, *, at: datetime | None = None, **more) -> OfferingRequest:
    given = {"words": "Til den første dag.", "asked_by": network.leader, **more}
    return OfferingRequest.objects.create(
        offering=make_offering(), network=network, asked_at=at or clock.now(), **given
    )


def given_offering(network: Network, by: Person, *, at: datetime, **more) -> AssignedOffering:
    given = {"offering": make_offering(), "network": network, "assigned_by": by, "assigned_at": at}
    return AssignedOffering.objects.create(**{**given, **more})


def make_hold(held_by: Person, begins_at: datetime, **more) -> OfferingSession:
    """An offering held for two hours, with a deadline the day before."""
    given = {
        "offering": more.pop("offering", None) or make_offering(),
        "begins_at": begins_at,
        "ends_at": begins_at + timedelta(hours=2),
        "book_by": begins_at - timedelta(days=1),
        "capacity": 2,
        "held_by": held_by,
        "planned_by": held_by,
        **more,
    }
    return OfferingSession.objects.create(**given)


def seat(session: OfferingSession, person: Person, **more) -> Booking:
    given = {"state": BookingState.BOOKED, "booked_by": person, **more}
    return Booking.objects.create(session=session, person=person, **given)
