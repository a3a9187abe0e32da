"""When a rule asks and in which words; and that somebody has looked before it does."""

from datetime import date, timedelta
from string import Formatter

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.content import save_content
from netvaerk.people.models import Person
from netvaerk.refusals import Refusal, require
from netvaerk.words import Words
from secretariat.enums import CHANNELS, Channel
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.permissions.nudge import can_edit_nudge_rules

PLACEHOLDERS = {"title", "waited"}
FILLED_IN = ("subject", "question", "subject_en", "question_en")
SAID_AS_IT_STANDS = ("why", "why_en")
# What decides who is asked, and when: another dry run is looked at when one of them changes.
WHO_AND_WHEN = ("delay_days", "repeat_days", "at_most", "audience", "channel")
# How a rule stands is nothing that a form can say.
STANDING = ("is_on", "active_from", "looked_at", "looked_by")
LEAST_AND_MOST = {"delay_days": (0, 365), "repeat_days": (1, 365), "at_most": (1, 50)}
A_YEAR = timedelta(days=366)


class UnknownPlaceholder(Refusal):
    """A wording can hold {title} and {waited}, and no other braces."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "I tuborgklammer kan der kun stå {title} og {waited}. "
                "Ret stavemåden, eller fjern klammerne."
            )
        )


class BracesInWhy(Refusal):
    """Why somebody gets a mail is the same for everybody."""

    def __init__(self) -> None:
        super().__init__(
            _("Her bliver intet fyldt ud. Skriv det uden tuborgklammer, så det passer til alle.")
        )


class TooImpatient(Refusal):
    """Only what somebody waits for, or what has its hour, comes by itself."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Kun når nogen venter på et svar, eller noget har et fast tidspunkt, kommer det "
                "med det samme. Vælg en samlet mail, så kommer det sammen med resten."
            )
        )


class OutOfBounds(Refusal):
    """So often, or so late, asks nobody a sensible question."""

    def __init__(self, least: int, most: int) -> None:
        words = _("Skriv et tal fra {least} til {most}.")
        super().__init__(format_lazy(words, least=least, most=most))


class LookedAtSomethingElse(Refusal):
    """Somebody changed the rule since its dry run was shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Reglen er ændret, siden du åbnede prøvekørslen, så den er ikke slået til. "
                "Se, hvem der nu bliver spurgt, og slå den til, hvis det stadig passer."
            )
        )


class TooFarAway(Refusal):
    """A rule begins about now."""

    def __init__(self) -> None:
        super().__init__(_("Vælg en dag, der ligger højst et år fra i dag."))


@transaction.atomic
def save_nudge_rule(*, by: Person, rule: NudgeRule) -> NudgeRule:
    """Save when the rule asks and in which words; a wording that can't be filled in is refused.

    Never whether it is on. One that is on goes off when somebody else, or at another time, would
    be asked than whoever turned it on has seen.
    """
    require(can_edit_nudge_rules(by))
    require_sound(rule)
    stands = _locked(rule) if rule.pk else NudgeRule()
    for name in STANDING:
        setattr(rule, name, getattr(stands, name))
    save_content(by=by, content=rule)
    if rule.is_on and shape_of(rule) != shape_of(stands):
        _go_off(by=by, rule=rule, because="changed")
    return rule


@transaction.atomic
def turn_on_rule(*, by: Person, rule: NudgeRule, active_from: date) -> NudgeRule:
    """Let the rule ask, by somebody who has just looked at its dry run.

    `rule` is as it was looked at; one that has changed since is looked at again.
    """
    require(can_edit_nudge_rules(by))
    require_near(active_from)
    stands = _locked(rule)
    require(stands.key in RULE_OF and not stands.is_on)
    if shape_of(rule) != shape_of(stands):
        raise LookedAtSomethingElse
    go_on(by=by, rule=stands, active_from=active_from)
    return stands


@transaction.atomic
def turn_off_rule(*, by: Person, rule: NudgeRule) -> NudgeRule:
    """Ask no more. What lies in a letter already is given up by the last look."""
    require(can_edit_nudge_rules(by))
    stands = _locked(rule)
    require(stands.is_on)
    _go_off(by=by, rule=stands)
    return stands


@transaction.atomic
def go_on(*, by: Person, rule: NudgeRule, active_from: date) -> None:
    """Of a locked rule, by somebody who has just looked at whom it asks."""
    rule.is_on, rule.active_from = True, active_from
    rule.looked_at, rule.looked_by = clock.now(), by
    rule.save(update_fields=STANDING)
    record(by=by, verb="turn_on_rule", subject=rule, rule=rule.key, since=str(active_from))


def shape_of(rule: NudgeRule) -> str:
    """Who is asked and when, in short: a dry run of another shape shows something else."""
    return "-".join(str(getattr(rule, name)) for name in WHO_AND_WHEN)


def require_sound(rule: NudgeRule) -> None:
    """Refuse what can't be said, counted or sent."""
    for name in FILLED_IN:
        require_known_placeholders(getattr(rule, name))
    for name in SAID_AS_IT_STANDS:
        require_no_braces(getattr(rule, name))
    for name, (least, most) in LEAST_AND_MOST.items():
        if not least <= getattr(rule, name) <= most:
            raise OutOfBounds(least, most)
    require_patient(rule.key, rule.channel)


def require_known_placeholders(wording: str) -> None:
    """Raise UnknownPlaceholder unless `wording.format(title=, waited=)` is safe and works."""
    try:
        pieces = [piece[1:] for piece in Formatter().parse(wording) if piece[1] is not None]
    except ValueError as error:  # a brace that is never closed
        raise UnknownPlaceholder from error
    if any(piece not in {(name, "", None) for name in PLACEHOLDERS} for piece in pieces):
        raise UnknownPlaceholder


def require_no_braces(wording: str) -> None:
    if "{" in wording or "}" in wording:
        raise BracesInWhy


def require_patient(key: str, channel: int) -> None:
    """Raise TooImpatient for »at once« where the rule's kind has only digests."""
    if channel not in dict(channels_of(key)):
        raise TooImpatient


def channels_of(key: str) -> list[tuple[int, Words]]:
    """How the rule may reach somebody, with its words."""
    may_be_instant = key in RULE_OF and Channel.INSTANT in CHANNELS[RULE_OF[key].kind]
    return [
        (channel.value, channel.label)
        for channel in Channel
        if may_be_instant or channel != Channel.INSTANT
    ]


def require_near(active_from: date) -> None:
    if abs(active_from - clock.today()) > A_YEAR:
        raise TooFarAway


def _go_off(*, by: Person, rule: NudgeRule, **why: str) -> None:
    rule.is_on, rule.looked_at, rule.looked_by = False, None, None
    rule.save(update_fields=STANDING)
    # Nobody has seen what is planned: when the rule is on again, it is planned anew.
    Nudge.objects.pending().filter(rule=rule.key).delete()
    record(by=by, verb="turn_off_rule", subject=rule, rule=rule.key, **why)


def _locked(rule: NudgeRule) -> NudgeRule:
    return NudgeRule.objects.select_for_update().get(pk=rule.pk)
