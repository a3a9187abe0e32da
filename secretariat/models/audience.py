"""Who belongs to an audience, for rules, pages and whoever sends."""

from netvaerk.people.enums import Role
from netvaerk.people.models.person import SECRETARIAT, PersonQuerySet
from networks.models import Network
from networks.models.membership import Membership
from networks.models.network import LIVING
from secretariat.enums import Audience


def people_in(audience: str, people: PersonQuerySet) -> PersonQuerySet:
    """Those of the (active) people who belong to the audience."""
    match audience:
        case Audience.EMPLOYEES:
            return people.employees()
        case Audience.GUESTS:
            return people.exclude(roles__contains=[Role.EMPLOYEE])
        case Audience.CHIEFS:
            return people.chiefs()
        case Audience.LEADERS:
            return people.filter(pk__in=Network.objects.alive().values("leader"))
        case Audience.INSIDE:
            current = Membership.objects.filter(ended_at=None, network__status__in=LIVING)
            return people.filter(pk__in=current.values("person"))
        case Audience.SECRETARIAT:
            return people.filter(roles__overlap=SECRETARIAT)
    return people
