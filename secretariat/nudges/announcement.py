"""What the secretariat tells an audience, as long as it is worth getting."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Case, F, Func, QuerySet, When
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.nudges import NudgeKind, Rule, waiting_set
from netvaerk.people.models.person import PersonQuerySet
from secretariat.enums import Audience
from secretariat.models import Announcement
from secretariat.models.audience import people_in


def announcements(people: PersonQuerySet) -> QuerySet:
    """Sent and still worth telling, for each in its audience but whoever sent it."""
    return told_to(
        Announcement.objects.out(clock.today()), people, since="sent_at", sender=F("sent_by_id")
    )


def told_to(found: QuerySet, people: PersonQuerySet, *, since: Any, sender: Any) -> QuerySet:
    """Each of the announcements for each of the people who belong to its audience."""
    everybody = people.order_by()
    audience = Case(
        *(
            When(audience=one.value, then=ArraySubquery(people_in(one, everybody).values("pk")))
            for one in Audience
        )
    )
    array = ArrayField(BigIntegerField())
    others = Func(audience, sender, function="array_remove", output_field=array)
    return waiting_set(
        found,
        recipient=Func(others, function="unnest", output_field=BigIntegerField()),
        since=since,
        place="id",
        network=None,
        words="text",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        key="announcement",
        kind=NudgeKind.ANNOUNCEMENT,
        find=announcements,
        sentence=_("{title}"),
        action=_("Læs mere"),
        view="secretariat:announcement_detail",
        place_name="announcement_id",
        only_by_mail=True,
    ),
)
