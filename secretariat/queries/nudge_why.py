"""Why did, or didn't, somebody get a mail? Told so that it can be said on, on the phone."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from netvaerk import clock
from netvaerk.danish import danish_order
from netvaerk.dates import day, moment
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail, Person, RefusedAddress
from secretariat.enums import Channel, WhyNot
from secretariat.models import Nudge, NudgeRule
from secretariat.models.nudge import LETTER_KIND
from secretariat.nudges import RULE_OF
from secretariat.queries.choices import Chosen, chosen_by, digests
from secretariat.queries.nudge_ledger import fate_in_words, title_for_the_desk, with_fate
from secretariat.queries.nudge_timing import Timing, timing
from secretariat.queries.outlook import Candidate, outlooks

BACK = timedelta(days=90)
MOST = 100  # questions lately, the newest first
LETTERS = 20


@dataclass(frozen=True)
class RuleStory:
    """One rule: what waits for the person now, and what they were asked lately."""

    name: str
    waits: list[str]
    asked: list[str]


@dataclass(frozen=True)
class Why:
    person: Person
    about: list[str]  # what goes for every rule
    rules: list[RuleStory]
    quiet: list[str]  # names of rules with nothing to tell
    mails: list[str]  # the mails that gathered nudges


def why_of(person: Person, only: NudgeRule | None = None) -> Why:
    """Eight queries, whatever there is to tell."""
    wordings = [only] if only else list(NudgeRule.objects.order_by(danish_order("name"), "pk"))
    known = [(RULE_OF[one.key], one) for one in wordings if one.key in RULE_OF]
    waiting = outlooks(known, Person.objects.active().filter(pk=person.pk))
    asked = _asked_lately(person, only)
    hours = timing()
    stories = [
        RuleStory(
            name=one.name,
            waits=[_verdict(it, one, hours) for it in waiting.get(one.key, [])],
            asked=asked.get(one.key, []),
        )
        for one in wordings
    ]
    return Why(
        person=person,
        about=[*_about(person), _gathered(hours), hours.today()],
        rules=[one for one in stories if one.waits or one.asked],
        quiet=[one.name for one in stories if not (one.waits or one.asked)],
        mails=_mails(person),
    )


def _about(person: Person) -> list[str]:
    """What decides, before any rule does."""
    name, said = person.first_name, []
    if not person.is_active:
        said.append(_("Kontoen er lukket, så {name} får ingen mails."))
    if not person.wants_nudges_by_mail:
        said.append(_("{name} har slået skub på mail fra. De står på forsiden."))
    said = [one.format(name=name) for one in said]
    if refused := RefusedAddress.objects.marked().filter(address=person.email).first():
        words = _(
            "Mailserveren har afvist {address} {times} gange, senest {when}: »{said}«. "
            "Derfor sender vi ingen skub dertil."
        )
        address, when = refused.address, moment(refused.last_at)
        said.append(
            words.format(address=address, times=refused.times, when=when, said=refused.said)
        )
    return [*said, _chosen(name, chosen_by(person))]


def _chosen(name: str, chosen: Chosen) -> str:
    kinds = [
        f"{how}: {', '.join(str(kind.label) for kind in kinds)}" for how, kinds in chosen.by_channel
    ]
    return _("Sådan vil {name} spørges. {kinds}.").format(name=name, kinds=". ".join(kinds))


def _gathered(hours: Timing) -> str:
    when = digests(hours.office.hours)
    words = _("Den samlede mail om dagen kommer {daily}, den om ugen {weekly}.")
    return words.format(daily=when.daily, weekly=when.weekly)


def _asked_lately(person: Person, only: NudgeRule | None) -> dict[str, list[str]]:
    """By rule, one sentence a question; the newest first."""
    own = Nudge.objects.filter(recipient=person, planned_at__gt=clock.now() - BACK)
    if only:
        own = own.filter(rule=only.key)
    told: dict[str, list[str]] = defaultdict(list)
    for nudge in with_fate(own)[:MOST]:
        about = _quoted(nudge.rule, nudge.title)
        words = _("{when}, {about}: {fate}")
        told[nudge.rule].append(
            words.format(when=day(nudge.planned_at), about=about, fate=fate_in_words(nudge))
        )
    return told


def _verdict(one: Candidate, wording: NudgeRule, hours: Timing) -> str:
    """ "Siden tirsdag 3. november har »Elever med højt fravær« ventet. Der bliver spurgt ..." """
    words = _("Siden {since} har {about} ventet. {verdict}")
    return words.format(
        about=_quoted(wording.key, one.title),
        since=day(one.since),
        verdict=_would_be_asked(one, wording, hours),
    )


def _quoted(rule: str, title: str) -> str:
    said = title_for_the_desk(rule, title)
    return f"»{said}«" if said else _("noget, som kun modtageren kan se")


def _would_be_asked(one: Candidate, wording: NudgeRule, hours: Timing) -> str:
    if not wording.is_on:
        return _("Reglen er slået fra, så der bliver ikke spurgt.")
    if wording.pk in hours.resting:
        return _("Reglen holder stille i dag, så der bliver ikke spurgt endnu.")
    if not one.why_not:
        when = moment(hours.leaves_at(Channel(one.channel)))
        return _("Der bliver spurgt, og mailen kommer {when}.").format(when=when)
    because = f"{WhyNot(one.why_not).label}."
    if one.why_not == WhyNot.EARLY:
        return (
            because
            + " "
            + _("Der bliver tidligst spurgt {when}.").format(
                when=day(hours.office.next_opening(one.first))
            )
        )
    if one.why_not == WhyNot.ASKED:
        again = day(hours.office.next_opening(_next_period(one.first, wording.repeat_days)))
        return because + " " + _("Venter det stadig, spørges der igen {when}.").format(when=again)
    return because


def _next_period(first: datetime, repeat_days: int) -> datetime:
    passed = max(0, (clock.now() - first).days) // repeat_days
    return first + timedelta(days=(passed + 1) * repeat_days)


def _mails(person: Person) -> list[str]:
    """When each left, or why not; never what stood in it."""
    told = Count("nudges", filter=Q(nudges__skipped_because=""))
    letters = (
        OutboxMail.objects.filter(
            recipient=person, kind=LETTER_KIND, dated_at__gt=clock.now() - BACK
        )
        .annotate(told=told)
        .order_by("-dated_at", "-pk")
        .values("dated_at", "state", "sent_at", "reason", "told")
    )
    return [_mail(letter) for letter in letters[:LETTERS]]


def _mail(letter: Mapping[str, Any]) -> str:
    asked = ngettext("%(n)s spørgsmål", "%(n)s spørgsmål", letter["told"]) % {"n": letter["told"]}
    state, reason = MailState(letter["state"]), letter["reason"].rstrip(".")
    if state == MailState.SENT:
        when = moment(letter["sent_at"])
        return _("Sendt {when} med {asked}.").format(when=when, asked=asked)
    said = _("Skrevet {when}: {state}.").format(when=moment(letter["dated_at"]), state=state.label)
    return f"{said} {reason}." if reason else said
