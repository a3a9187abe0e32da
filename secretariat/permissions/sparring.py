"""Who may ask for sparring, arrange it, and remember what was said."""

from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Network
from networks.permissions.network import is_leader, is_member
from secretariat.enums import UNFINISHED_SPARRING, SparringState
from secretariat.models import SparringSession


def can_ask_for_sparring(person: Person, network: Network) -> bool:
    """Every member of a living network."""
    return network.is_alive and is_member(person, network)


def can_assign_sparring(person: Person) -> bool:
    return person.is_secretariat


def can_keep_consultant(person: Person, consultant: Person) -> bool:
    """What somebody knows of, their hours and days away: one's own, and the lead everybody's."""
    is_own = person.is_secretariat and person.pk == consultant.pk
    return is_own or person.is_secretariat_lead


def is_participant(person: Person, session: SparringSession) -> bool:
    return SparringSession.objects.with_participant(person).filter(pk=session.pk).exists()


def speaks_for_network(person: Person, session: SparringSession) -> bool:
    """Whoever asked, while they are in the network, and its leader."""
    if is_leader(person, session.network):
        return True
    return session.asked_by_id == person.pk and is_member(person, session.network)


def can_propose_times(person: Person, session: SparringSession) -> bool:
    """The partner, or the secretariat for them, until a time is agreed."""
    is_theirs = session.partner_id == person.pk or person.is_secretariat
    is_open = session.state == SparringState.ASSIGNED and session.network.is_alive
    return is_theirs and is_open


def can_pick_time(person: Person, session: SparringSession) -> bool:
    """Those who speak for the network, until a time is agreed."""
    is_open = session.state == SparringState.ASSIGNED and session.network.is_alive
    return is_open and speaks_for_network(person, session)


def can_move_sparring(person: Person, session: SparringSession) -> bool:
    """Those who take part, and the secretariat: give an agreed conversation another time."""
    is_open = session.state == SparringState.AGREED and session.network.is_alive
    return is_open and (person.is_secretariat or is_participant(person, session))


def can_reopen_times(person: Person, session: SparringSession) -> bool:
    """None of the times fits, or the agreed one fell through: new ones are looked for."""
    return can_pick_time(person, session) or can_move_sparring(person, session)


def can_withdraw_sparring(person: Person, session: SparringSession) -> bool:
    """Those who speak for the network, or the secretariat, until it has been held."""
    is_open = session.state in UNFINISHED_SPARRING
    return is_open and (person.is_secretariat or speaks_for_network(person, session))


def can_log_sparring(person: Person, session: SparringSession) -> bool:
    """Those who were to be there, once the time has come; a slip can be mended."""
    is_time = session.takes_place_at is not None and session.takes_place_at <= clock.now()
    loggable = {SparringState.AGREED, SparringState.HELD, SparringState.NOT_HELD}
    return is_time and session.state in loggable and is_participant(person, session)


def can_note_sparring(person: Person, session: SparringSession) -> bool:
    """Those who were there, when it was held."""
    return session.state == SparringState.HELD and is_participant(person, session)
