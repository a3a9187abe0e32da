"""What stands beside a network's story: how many are in, what comes next, what lies below."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock, compiled
from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import Person
from netvaerk.people.models.org_unit import department_id_of
from networks.models import JoinRequest, Meeting, Membership, Network, PhaseChange, Promise
from networks.queries.connections import Connections, counted_connections
from networks.queries.promise import newest_promises, read_promises


@dataclass(frozen=True)
class NextMeeting:
    id: int
    question: str
    begins_at: datetime
    place: str


@dataclass(frozen=True)
class Move:
    """To a phase, with the one sentence that says what changed."""

    at: datetime
    to: str
    sentence: str


@dataclass(frozen=True)
class Beside:
    people: str  # "14 deltagere fra 6 afdelinger og 3 udefra"
    requests: int  # to be in, without an answer
    meeting: NextMeeting | None  # for those inside
    moves: tuple[Move, ...]  # from phase to phase, the newest first
    subnetworks: tuple[dict[str, str], ...]  # slug and title, as far as the person may see
    promises: tuple[Promise, ...]  # the chiefs' newest, for those who may read them
    connections: Connections  # whom it has brought together; for those inside


def beside_of(person: Person, network: Network, *, is_inside: bool = False) -> Beside:
    """One query."""
    question = _question_of(is_inside, tuple(person.roles), person.is_superuser)
    ((told,),) = compiled.rows(question, person.pk, network.pk)
    found = json.loads(told)
    meeting = found.get("meeting")
    return Beside(
        people=people_in_words(found),
        requests=found["requests"] or 0,
        meeting=NextMeeting(**_dated(meeting, "begins_at")) if meeting else None,
        moves=tuple(Move(**_dated(one, "at")) for one in found["moves"]),
        subnetworks=tuple(found["below"]),
        promises=read_promises(found["promised"]),
        connections=Connections(**found.get("met", {})),
    )


@cache
def _question_of(is_inside: bool, roles: tuple[str, ...], is_superuser: bool) -> compiled.Question:
    """The same for everybody with these roles who stands there: compiled once."""
    return partial(_asked, is_inside=is_inside, roles=roles, is_superuser=is_superuser)


def _asked(
    person: int, network: int, *, is_inside: bool, roles: tuple[str, ...], is_superuser: bool
) -> QuerySet:
    viewer = Person(pk=person, roles=list(roles), is_superuser=is_superuser)
    below = Network.objects.visible_to(viewer).filter(parent=OuterRef("pk")).in_danish_order()
    told: dict[str, Any] = {
        **_people(),
        "requests": _counted(JoinRequest.objects.pending().filter(network=OuterRef("pk"))),
        "promised": newest_promises(viewer, is_inside=is_inside),
        "moves": _moves(),
        "below": ArraySubquery(below.values(told=JSONObject(slug="slug", title="title"))),
    }
    if is_inside:
        told |= {"met": counted_connections(network), "meeting": _next_meeting()}
    return Network.objects.filter(pk=network).values_list(JSONObject(**told))


def _people() -> dict[str, Any]:
    """Those who are in, or were until it closed."""
    is_employee = Q(person__roles__contains=[Role.EMPLOYEE])
    members = Membership.objects.to_the_end().filter(network=OuterRef("pk"))
    return {
        "people": _counted(members),
        "guests": _counted(members.exclude(is_employee)),
        "departments": _counted(
            members.filter(is_employee).exclude(person__unit__kind=UnitKind.DIRECTOR_AREA),
            Count(department_id_of("person__unit"), distinct=True),
        ),
    }


def _counted(rows: QuerySet, count: Count | None = None) -> Subquery:
    grouped = rows.order_by().values("network").annotate(number=count or Count("pk"))
    return Subquery(grouped.values("number"))


def _moves() -> ArraySubquery:
    told = JSONObject(at="at", to="to__name", sentence="sentence")
    moves = PhaseChange.objects.filter(network=OuterRef("pk"))
    return ArraySubquery(moves.order_by("-at", "-pk").values(told=told))


def _dated(told: dict[str, Any], moment: str) -> dict[str, Any]:
    """JSON knows no moments, only how they are written."""
    return told | {moment: datetime.fromisoformat(told[moment])}


def _next_meeting() -> Subquery:
    ahead = Meeting.objects.ahead(clock.now()).filter(network=OuterRef("pk"))
    told = JSONObject(id="pk", question="question", begins_at="begins_at", place="place")
    return Subquery(ahead.values(told=told)[:1])


def people_in_words(counted: dict[str, Any]) -> str:
    """How many are in, from how many departments, and how many from outside the municipality."""
    counts = {name: counted[name] or 0 for name in ("people", "guests", "departments")}
    words = ngettext("%(people)d deltager", "%(people)d deltagere", counts["people"])
    if counts["departments"]:
        words += " " + ngettext(
            "fra %(departments)d afdeling", "fra %(departments)d afdelinger", counts["departments"]
        )
    if counts["guests"]:
        words += " " + _("og %(guests)d udefra")
    return words % counts
