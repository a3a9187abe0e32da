from netvaerk import clock
from netvaerk.people.models import Person
from networks.models import Meeting, Network
from networks.permissions.network import can_read_the_room, is_leader, is_member


def can_see_meetings(person: Person, network: Network) -> bool:
    return can_read_the_room(person, network)


def can_call_meeting(person: Person, network: Network) -> bool:
    """Every member may gather the others."""
    return network.is_alive and is_member(person, network)


def is_ahead(meeting: Meeting) -> bool:
    """To come or going on."""
    return meeting.cancelled_at is None and meeting.ends_at > clock.now()


def can_change_meeting(person: Person, meeting: Meeting) -> bool:
    """Whoever called it, or the leader, until it is over or cancelled."""
    is_theirs = meeting.called_by_id == person.pk or is_leader(person, meeting.network)
    return is_theirs and is_ahead(meeting) and can_call_meeting(person, meeting.network)


def can_reply_to_meeting(person: Person, meeting: Meeting) -> bool:
    """Those who are called: the members and the network's own sparring partners."""
    is_on = is_ahead(meeting) and meeting.network.is_alive
    return is_on and can_read_the_room(person, meeting.network)
