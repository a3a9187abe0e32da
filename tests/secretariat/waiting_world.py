"""Networks in which nearly every rule waits for somebody, brought about by the actions."""

from dataclasses import dataclass, field
from datetime import timedelta

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import Person
from networks.actions.membership import ask_to_join
from networks.actions.phase import move_phase
from networks.enums import Bearing
from networks.models import LookAgain, Membership, Network, Phase
from offerings.actions.booking import book_seats, cancel_booking
from tests.factories.booking import make_session
from tests.factories.networks import make_member, make_network
from tests.factories.networks.agreement import give_manager, make_agreement
from tests.factories.networks.alignment import make_note
from tests.factories.networks.assumption import make_assumption, make_trial
from tests.factories.networks.invitation import make_invitation
from tests.factories.networks.meeting import make_held_meeting, make_meeting
from tests.factories.networks.promise import make_promise
from tests.factories.networks.result import make_receiver, make_result, make_taken
from tests.factories.offerings import make_assigned as make_given
from tests.factories.offerings import make_request
from tests.factories.people import PersonFactory
from tests.factories.sparring import make_agreed, make_ask
from tests.factories.sparring import make_assigned as make_with_partner

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MANAGED = ("ali", "ida", "liv", "ole")  # members with a line manager


@dataclass
class WaitingWorld:
    people: dict[str, Person]
    networks: dict[str, Network] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people[name]


def build_waiting_world() -> WaitingWorld:
    """`busy` has lived for a month, `quiet` has done nothing, the others lack somebody."""
    world = WaitingWorld(_people())
    with clock.set_to(clock.now() - 30 * DAY):
        for name in ("busy", "quiet", "orphaned"):
            world.networks[name] = _network(world, name)
        world.networks["forming"] = _network(world, "forming", direction=False, consultant=None)
        _long_ago(world)
    Membership.objects.filter(network=world.networks["orphaned"]).delete()
    _lately(world)
    _seats(world)
    _talks(world)
    return world


def _people() -> dict[str, Person]:
    more = {
        "bo": [Role.CHIEF],
        "chief": [Role.CHIEF],
        "per": [Role.CONSULTANT],
        "karen": [Role.CONSULTANT],
        "rikke": [Role.CONSULTANT],
        "sanne": [Role.SECRETARIAT_LEAD],
    }
    names = ("mia", "eva", "rita", "gry", "dan", "jens", "manager", *MANAGED, *more)
    return {
        name: PersonFactory(first_name=name.title(), roles=[Role.EMPLOYEE, *more.get(name, [])])
        for name in names
    }


def _network(world: WaitingWorld, title: str, **other) -> Network:
    people = {"reference_leader": world["bo"], "consultant": world["karen"], **other}
    return make_network(leader=world["mia"], proposer=world["dan"], title=title, **people)


def _long_ago(world: WaitingWorld) -> None:
    busy = world.networks["busy"]
    for name in (*MANAGED, "jens"):
        make_member(busy, world[name])
    for name in MANAGED:
        give_manager(world[name], world["manager"])
    make_agreement(busy, world["ida"])
    make_agreement(busy, world["ole"], confirmed=True)
    make_invitation(busy, "silent@borger.example")
    make_assumption(busy)
    make_trial(make_assumption(busy), on=clock.today() + DAY)
    make_promise(busy)
    make_note(world.networks["quiet"], bearing=Bearing.NEW_DIRECTION)
    make_given(busy)


def _lately(world: WaitingWorld) -> None:
    busy = world.networks["busy"]
    other = Phase.objects.for_type(busy.type).exclude(pk=busy.phase_id).first()
    assert other
    move_phase(by=world["mia"], network=busy, to=other, sentence="Vi ved nok.")
    Network.objects.filter(pk=busy.pk).update(horizon_on=clock.today() - DAY)
    make_agreement(busy, world["ida"], by=world["manager"])
    make_agreement(busy, world["liv"])
    make_invitation(busy, world["gry"].email)
    world["gry"].emailaddress_set.create(email=world["gry"].email, verified=True)
    ask_to_join(by=world["eva"], network=busy, sentence="Jeg vil gerne være med.")
    make_held_meeting(busy)
    make_meeting(busy)
    make_request(busy, by=world["ole"])
    make_result(busy, title="Uden modtager")
    make_receiver(make_result(busy, title="Spurgt"), world["rita"])
    taken = make_taken(make_result(busy, title="Taget"), world["rita"])
    LookAgain.objects.create(result=taken.result, months=1, due_on=clock.today())


def _seats(world: WaitingWorld) -> None:
    """Ali's: one tomorrow, one that is over, and one that is offered. Per holds them all."""
    busy, now = world.networks["busy"], clock.now()

    def book(*names: str, **planned):
        session = make_session(held_by=world["per"], **planned)
        people = [world[name] for name in names]
        book_seats(by=world["mia"], session=session, people=people, network=busy)
        return session

    book("ali", begins_at=now + DAY, book_by=now + HOUR)
    with clock.set_to(now - 10 * DAY):
        book("ali")
    full = book("jens", "ali", begins_at=now + 14 * DAY, capacity=1)
    cancel_booking(by=world["jens"], booking=full.bookings.get(person=world["jens"]))


def _talks(world: WaitingWorld) -> None:
    """Ali asked for those that Per is the partner of, and Ida for the one without."""
    busy, now = world.networks["busy"], clock.now()
    given = {"partner": world["per"], "by": world["ali"]}
    make_ask(busy, by=world["ida"])
    make_with_partner(busy, **given)
    make_with_partner(busy, times=[now + 5 * DAY], **given)
    make_agreed(busy, at=now + DAY, **given)
    with clock.set_to(now - 3 * DAY):
        make_agreed(busy, at=now - DAY, **given)
