"""Nudges put into words at the moment their letter is sent, from how things stand then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core import signing
from django.urls import reverse
from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from netvaerk import clock
from netvaerk.mail import Item, Later, Letter, NotSent, Section, Written
from netvaerk.nudges import Rule
from netvaerk.people.enums import Language
from netvaerk.people.models import OutboxMail
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Nudge, NudgeRule
from secretariat.nudges import RULE_OF
from secretariat.queries.nudges import why_not_any_more
from secretariat.queries.office import the_office

TOKEN_SALT = "nudge"  # noqa: S105 a salt is no secret


def write_letters(letters: Sequence[OutboxMail]) -> Mapping[int, Written]:
    """Each letter in the words of what still waits; nothing is said that is no longer so."""
    office, now = the_office(), clock.now()
    if not office.is_open(now):
        later = Later(office.next_opening(now))
        return {letter.pk: later for letter in letters}
    told = _still_to_be_told(letters)
    wordings = {rule.key: rule for rule in NudgeRule.objects.on()}
    return {letter.pk: _letter_of(told[letter.pk], wordings) for letter in letters}


def _still_to_be_told(letters: Sequence[OutboxMail]) -> dict[int, list[Nudge]]:
    """The nudges of each letter that are still so; why the others are not is noted on them."""
    nudges = list(
        Nudge.objects.filter(letter__in=letters, skipped_because="")
        .select_related("recipient")
        .order_by("id")
    )
    gone = why_not_any_more(nudges)
    told: dict[int, list[Nudge]] = defaultdict(list)
    dropped: dict[str, list[int]] = defaultdict(list)
    for nudge in nudges:
        if why := gone.get(nudge.pk):
            dropped[why].append(nudge.pk)
        elif nudge.letter_id:
            told[nudge.letter_id].append(nudge)
    for because, keys in dropped.items():
        Nudge.objects.filter(pk__in=keys).update(skipped_because=because)
    return told


def _letter_of(nudges: list[Nudge], wordings: Mapping[str, NudgeRule]) -> Written:
    if not nudges:
        return NotSent(WhyNot.SETTLED.label)
    first = nudges[0]
    letter = letter_about(first, RULE_OF[first.rule], wordings[first.rule])
    if len(nudges) == 1:
        return letter
    items = [_item(nudge) for nudge in nudges]
    return Letter(
        subject=letter.subject,
        paragraphs=[],
        why=letter.why,
        sections=[Section(_("Det venter på dig"), items)],
    )


def letter_about(nudge: Nudge, rule: Rule, wording: NudgeRule) -> Letter:
    """The mail that asks one thing, in the recipient's language."""
    said = _said(nudge, wording)
    item = _item(nudge)
    return Letter(
        subject=said["subject"],
        paragraphs=[said["question"]],
        why=said["why"],
        button_label=item.button_label,
        button_path=item.button_path,
        not_now_path=item.not_now_path,
        not_relevant_path=item.not_relevant_path,
    )


def _said(nudge: Nudge, wording: NudgeRule) -> dict[str, str]:
    language = nudge.recipient.language
    with translation.override(language):
        days = (clock.now() - nudge.since).days
        waited = str(ngettext_lazy("%(days)d dag", "%(days)d dage", days) % {"days": days})
    filled = {"title": nudge.title, "waited": waited}
    english = "_en" if language == Language.ENGLISH else ""
    return {
        name: (getattr(wording, name + english) or getattr(wording, name)).format(**filled)
        for name in ("subject", "question")
    } | {"why": getattr(wording, "why" + english) or wording.why}


def _item(nudge: Nudge) -> Item:
    rule = RULE_OF[nudge.rule]
    answer_path = reverse("secretariat:nudge_letter", args=[token_for(nudge)])
    not_relevant = f"{answer_path}?svar={NudgeAnswer.NOT_RELEVANT}"
    return Item(
        sentence=str(rule.sentence).format(title=nudge.title),
        button_label=format_lazy("{}", rule.action),
        button_path=reverse(rule.view, kwargs={rule.place_name: nudge.place}),
        not_now_path=f"{answer_path}?svar={NudgeAnswer.NOT_NOW}",
        not_relevant_path="" if rule.asked_in_person else not_relevant,
    )


def token_for(nudge: Nudge) -> str:
    """A signed right to answer this one question, without signing in."""
    return signing.dumps([nudge.rule, nudge.subject, nudge.recipient_id], salt=TOKEN_SALT)
