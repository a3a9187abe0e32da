"""How a person wants to be asked, kind by kind, and when the gathered mails come."""

from dataclasses import dataclass
from operator import itemgetter

from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from netvaerk.nudges import NudgeKind
from netvaerk.people.models import Person
from netvaerk.words import Words
from secretariat.enums import CHANNELS, Channel
from secretariat.models import NudgeChoice
from secretariat.models.office import OfficeHours
from secretariat.permissions.choices import can_choose_kind
from secretariat.queries.office import the_office

ON_WEEKDAYS = (
    *(gettext_lazy("om mandagen"), gettext_lazy("om tirsdagen"), gettext_lazy("om onsdagen")),
    *(gettext_lazy("om torsdagen"), gettext_lazy("om fredagen")),
)
NEVER_BY_MAIL = gettext_lazy("Slet ikke på mail")


@dataclass(frozen=True)
class Chosen:
    """What a person gets by mail, and how; every kind that can concern them has a channel."""

    wants_mail: bool
    channels: dict[NudgeKind, Channel]

    @property
    def by_channel(self) -> list[tuple[str, list[NudgeKind]]]:
        """How they come, the most impatient first, each with its kinds."""
        said: dict[str, list[NudgeKind]] = {}
        for kind, channel in sorted(self.channels.items(), key=itemgetter(1)):
            said.setdefault(str(how(kind, channel)), []).append(kind)
        return list(said.items())


@dataclass(frozen=True)
class Digests:
    """ "kl. 8 på hverdage", "om mandagen kl. 8"."""

    daily: str
    weekly: str


def how(kind: NudgeKind, channel: Channel) -> Words:
    """The channel in words; news is no step on the first page."""
    is_news = kind == NudgeKind.ANNOUNCEMENT and channel == Channel.PAGE
    return NEVER_BY_MAIL if is_news else channel.label


def kinds_for(person: Person) -> list[NudgeKind]:
    return [kind for kind in NudgeKind if can_choose_kind(person, kind)]


def chosen_by(person: Person) -> Chosen:
    """One query."""
    made = dict(NudgeChoice.objects.filter(person=person).values_list("kind", "channel"))
    return Chosen(
        wants_mail=person.wants_nudges_by_mail,
        channels={
            kind: Channel(made.get(kind, CHANNELS[kind][0].value)) for kind in kinds_for(person)
        },
    )


def digests(hours: OfficeHours | None = None) -> Digests:
    """As the desk has set the hours; two queries where they are not given."""
    hours = hours or the_office().hours
    at = {"time": _hour_of(hours), "day": ON_WEEKDAYS[hours.weekly_on]}
    return Digests(daily=_("kl. %(time)s på hverdage") % at, weekly=_("%(day)s kl. %(time)s") % at)


def _hour_of(hours: OfficeHours) -> str:
    """ "8", or "8.30"."""
    return date_format(hours.digest_at, "G.i" if hours.digest_at.minute else "G")
