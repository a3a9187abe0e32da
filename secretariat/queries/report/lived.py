"""Which networks lived in a year."""

from datetime import date

from django.db.models import Q, QuerySet

from netvaerk.people.models import Person
from networks.models import Network
from secretariat.queries.ledger.period import Period


def period_of_year(year: int) -> Period:
    return Period(str(year), date(year, 1, 1), date(year + 1, 1, 1))


def lived_in(person: Person, period: Period) -> QuerySet[Network]:
    """Established before it was over, and not closed before it began."""
    goes_on = Q(closed_at=None) | Q(closed_at__gte=period.begins_at)
    return Network.objects.visible_to(person).filter(goes_on, established_at__lt=period.next_at)
