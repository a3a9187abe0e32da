"""What the secretariat gave the networks in a year, all of them together."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, Sum, Value
from django.db.models.functions import Coalesce

from offerings.models import AssignedOffering
from secretariat.enums import SparringState
from secretariat.models import SparringSession
from secretariat.queries.ledger.period import Period
from secretariat.queries.ledger.words import hours, offerings, said_together, talks


@dataclass(frozen=True)
class Support:
    talks: int
    minutes: int
    offerings: int

    @property
    def in_words(self) -> str:
        """ "2 samtaler (3 timer) og 1 tilbud"; empty when there was none."""
        held = talks(self.talks)
        return said_together(
            f"{held} ({hours(self.minutes)})" if held else "", offerings(self.offerings)
        )


def support_in(period: Period) -> Support:
    """One query."""
    held = SparringSession.objects.filter(
        period.moments("takes_place_at"), state=SparringState.HELD
    )
    used = AssignedOffering.objects.filter(period.days("used_on"))
    none = Value(0, output_field=IntegerField())
    rows = (
        held.order_by()
        .values(kind=Value("talks"))
        .annotate(size=Count("pk"), minutes_held=Coalesce(Sum("minutes"), none))
        .values_list("kind", "size", "minutes_held")
        .union(
            used.order_by()
            .values(kind=Value("offerings"))
            .annotate(size=Count("pk"), minutes_held=none)
            .values_list("kind", "size", "minutes_held"),
            all=True,
        )
    )
    found = {kind: (size, minutes) for kind, size, minutes in rows}
    held_count, minutes = found.get("talks", (0, 0))
    return Support(talks=held_count, minutes=minutes, offerings=found.get("offerings", (0, 0))[0])
