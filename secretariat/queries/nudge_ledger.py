"""What became of each nudge, in words that the secretariat can say on."""

from datetime import datetime
from typing import Any

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from netvaerk.dates import moment
from netvaerk.people.enums import MailState
from netvaerk.people.models import Person
from secretariat.enums import Channel, WhyNot
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF, RULES

# A rule that the code no longer knows may have been shielded.
OPEN_RULES = [rule.key for rule in RULES if not rule.title_is_shielded]


class Fate(TextChoices):
    """What became of a nudge, before anybody answered it."""

    PENDING = "venter", gettext_lazy("Venter på den samlede mail")
    OUTBOX = "udbakke", gettext_lazy("Venter i udbakken")
    SENT = "sendt", gettext_lazy("Sendt")
    NOT_SENT = "ikke-sendt", gettext_lazy("Ikke sendt")
    DEAD = "ikke-leveret", gettext_lazy("Kunne ikke leveres")


# In a narrow column; a form says it in full.
HOW = {
    Channel.INSTANT: gettext_lazy("Med det samme"),
    Channel.DAILY: gettext_lazy("Dagligt"),
    Channel.WEEKLY: gettext_lazy("Ugentligt"),
    Channel.PAGE: gettext_lazy("Forsiden"),
}
_KEPT = Q(skipped_because="")
FATES: dict[str, Q] = {
    Fate.NOT_SENT: ~_KEPT | Q(letter__state=MailState.SKIPPED),
    Fate.SENT: _KEPT & Q(letter__state=MailState.SENT),
    Fate.OUTBOX: _KEPT & Q(letter__state=MailState.WAITING),
    Fate.DEAD: _KEPT & Q(letter__state=MailState.DEAD),
    Fate.PENDING: _KEPT & Q(letter=None),
}


def with_fate(nudges: QuerySet[Nudge]) -> QuerySet[Any]:
    """Each with its `fate` and its letter's moment and reason; never the letter's text."""
    fates = [When(condition, then=Value(fate)) for fate, condition in FATES.items()]
    return nudges.annotate(
        fate=Case(*fates, default=Value("")),
        sent_at=F("letter__sent_at"),
        letter_reason=F("letter__reason"),
    )


def with_rule_name(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each with what the desk calls its rule, as `said`."""
    names = NudgeRule.objects.filter(key=OuterRef("rule")).values("name")
    return rows.annotate(said=Subquery(names[:1]))


def title_for_the_desk(rule: str, title: str) -> str:
    """What a nudge is about; empty where that is the recipient's alone."""
    return RULE_OF[rule].title_for_the_desk(title) if rule in RULE_OF else ""


def fate_in_words(nudge: Any) -> str:
    """ "Sendt tirsdag 3. november kl. 8.00. Klaret 2 dage efter.", of a nudge `with_fate`."""
    said = [f"{_what_was_sent(nudge)}.", _answered(nudge), _settled(nudge)]
    return " ".join(filter(None, said))


def found(nudges: QuerySet[Nudge], text: str) -> QuerySet[Nudge]:
    """Each word in the recipient's name or address, or in a title that the desk may read."""
    for word in text.split():
        people = Person.objects.filter(
            Q(first_name__icontains=word) | Q(last_name__icontains=word) | Q(email__icontains=word)
        )
        about = Q(rule__in=OPEN_RULES, title__icontains=word)
        nudges = nudges.filter(Q(recipient__in=people.values("pk")) | about)
    return nudges


def _what_was_sent(nudge: Any) -> str:
    match nudge.fate:
        case Fate.SENT:
            return _("Sendt {when}").format(when=moment(nudge.sent_at))
        case Fate.NOT_SENT:
            because = nudge.skipped_because
            why = WhyNot(because).label if because in WhyNot.values else nudge.letter_reason
            return _("Ikke sendt: {why}").format(why=str(why).rstrip("."))
        case Fate.DEAD:
            return _("Kunne ikke leveres: {why}").format(why=nudge.letter_reason.rstrip("."))
        case Fate.PENDING if nudge.channel == Channel.INSTANT:
            return _("Venter på arbejdstid")
    return str(Fate(nudge.fate).label)


def _answered(nudge: Any) -> str:
    answer = nudge.get_answer_display().lower()
    return _("Svaret: {answer}.").format(answer=answer) if answer else ""


def _settled(nudge: Any) -> str:
    if nudge.settled_at is None:
        return ""
    if nudge.fate != Fate.SENT:
        return _("Klaret siden.")
    days = (_day(nudge.settled_at) - _day(nudge.sent_at)).days
    if days < 0:
        return ""
    after = ngettext("Klaret %(n)s dag efter.", "Klaret %(n)s dage efter.", days)
    return after % {"n": days} if days else _("Klaret samme dag.")


def _day(at: datetime) -> Any:
    return timezone.localdate(at)
