"""Nudges put into words at the moment their letter is sent, from how things stand then."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from netvaerk import clock
from netvaerk.mail import Answer, Item, Later, Letter, NotSent, Section, Written
from netvaerk.nudges import Rule, Waiting
from netvaerk.people.models import OutboxMail, Person
from secretariat.actions.one_click import answers_to
from secretariat.enums import NudgeAnswer, WhyNot
from secretariat.models import Announcement, Nudge, NudgeRule
from secretariat.queries.digest import (
    Facts,
    Group,
    Told,
    and_more,
    facts_about,
    grouped,
    in_words,
    said_in,
)
from secretariat.queries.nudge_keys import stop_token_for, token_for
from secretariat.queries.nudges import last_look
from secretariat.queries.office import the_office

Wordings = Mapping[str, NudgeRule]


def write_letters(letters: Sequence[OutboxMail]) -> Mapping[int, Written]:
    """Each letter in the words of what still waits; nothing is said that is no longer so."""
    office, now = the_office(), clock.now()
    if not office.is_open(now):
        later = Later(office.next_opening(now))
        return {letter.pk: later for letter in letters}
    nudges = Nudge.objects.filter(letter__in=letters).select_related("recipient").order_by("id")
    wordings = {rule.key: rule for rule in NudgeRule.objects.on()}
    told, given_up = _looked_at(list(nudges), on=wordings.keys())
    facts = facts_about(one for mine in told.values() for one in mine)
    return {
        letter.pk: _letter_of(told[letter.pk], wordings, facts)
        if told[letter.pk]
        else NotSent(given_up.get(letter.pk, WhyNot.SETTLED).label)
        for letter in letters
    }


def _looked_at(
    nudges: list[Nudge], *, on: Set[str]
) -> tuple[dict[int, list[Told]], dict[int, WhyNot]]:
    """By letter: the nudges that are still so, and why one was given up; noted on each."""
    look = last_look(nudges, on=on)
    told: dict[int, list[Told]] = defaultdict(list)
    given_up: dict[int, WhyNot] = {}
    dropped: dict[WhyNot, list[int]] = defaultdict(list)
    for nudge in nudges:
        letter = nudge.letter_id or 0
        if why := look.gone.get(nudge.pk):
            given_up.setdefault(letter, why)
            dropped[why].append(nudge.pk)
        else:
            told[letter].append(Told(nudge, look.waiting[nudge.pk]))
    for because, keys in dropped.items():
        Nudge.objects.filter(pk__in=keys, skipped_because="").update(skipped_because=because)
    return told, given_up


def _letter_of(told: list[Told], wordings: Wordings, facts: Facts) -> Letter:
    """In the language of the one it is to, from the first word to the last."""
    person = told[0].nudge.recipient
    with translation.override(person.language):
        if len(told) == 1:
            only, wording = told[0], wordings[told[0].nudge.rule]
            letter = _about_one(only, wording, when=facts.when(only), news=facts.news_of(only))
        else:
            letter = _about_several(told, wordings, facts)
    return _with_foot(letter, person)


def letter_about(
    nudge: Nudge, rule: Rule, wording: NudgeRule, *, news: Announcement | None = None
) -> Letter:
    """The mail that asks one thing, for this nudge and in its recipient's language; or tells it,
    when there is `news`."""
    waiting = Waiting(
        rule=rule.key,
        subject=nudge.subject,
        recipient=nudge.recipient_id,
        since=nudge.since,
        title=nudge.title,
        place=nudge.place,
        words=news.text if news else "",
        network=None,
    )
    with translation.override(nudge.recipient.language):
        letter = _about_one(Told(nudge, waiting), wording, news=news)
    return _with_foot(letter, nudge.recipient)


def _about_one(
    told: Told, wording: NudgeRule, *, when: str = "", news: Announcement | None = None
) -> Letter:
    person, rule = told.nudge.recipient, told.rule
    item = _item(told, "", text=when, news=news)
    said = {
        field: in_words(said_in(wording, field, person.language), told)
        for field in ("subject", "question")
    }
    why = said_in(wording, "why", person.language)
    return Letter(
        subject=said["subject"],
        paragraphs=[text for text in (item.text, said["question"]) if text],
        why=why if rule.only_by_mail else f"{why} {_also_on_the_first_page()}",
        answers=item.answers,
        button_label=item.button_label,
        button_path=item.button_path,
        not_now_path=item.not_now_path,
        not_relevant_path=item.not_relevant_path,
    )


def _about_several(told: list[Told], wordings: Wordings, facts: Facts) -> Letter:
    person = told[0].nudge.recipient
    groups = grouped(told, facts.titles)
    first = groups[0].told[0]
    question = in_words(said_in(wordings[first.nudge.rule], "subject", person.language), first)
    return Letter(
        subject=and_more(question, len(told) - 1),
        heading=_greeting(person.first_name, groups),
        paragraphs=[],
        why=_why_several(groups),
        sections=[_section(group, wordings, facts) for group in groups],
    )


def _why_several(groups: Sequence[Group]) -> str:
    if groups[0].told[0].is_news:
        return _("Du får mailen, fordi sekretariatet har skrevet til dig.")
    why = _("Du får mailen, fordi der er nogen eller noget, der venter på dig.")
    return f"{why} {_also_on_the_first_page()}"


def _greeting(name: str, groups: Sequence[Group]) -> str:
    if groups[0].told[0].is_news:
        return _("Hej %(name)s. Her er nyt fra sekretariatet.") % {"name": name}
    return _("Hej %(name)s. Det her venter på dig.") % {"name": name}


def _section(group: Group, wordings: Wordings, facts: Facts) -> Section:
    return Section(group.heading, list(_items(group, wordings, facts)))


def _items(group: Group, wordings: Wordings, facts: Facts) -> Iterable[Item]:
    for told in group.told:
        subject = said_in(wordings[told.nudge.rule], "subject", told.nudge.recipient.language)
        sentence = in_words(subject, told, network_title=group.network_title)
        yield _item(told, sentence, text=facts.when(told), news=facts.news_of(told))


def _item(told: Told, sentence: str, *, text: str, news: Announcement | None) -> Item:
    """One thing with its button and its answers; of news there is nothing to answer."""
    rule, waiting = told.rule, told.waiting
    item = Item(
        sentence=sentence,
        button_label=str(rule.action),
        button_path=reverse(rule.view, kwargs={rule.place_name: waiting.place}),
        # What the secretariat tells many is the one text that somebody wrote for a mail.
        text=waiting.words if told.is_news else text,
    )
    if news and news.link:
        return replace(item, button_label=news.link_label, button_path=news.link)
    if told.is_news:
        return item
    path = reverse("secretariat:nudge_letter", args=[token_for(told.nudge)])
    answers: list[Answer] = [
        (str(label), f"{path}?svar={key}") for key, label in answers_to(rule.key).items()
    ]
    return replace(
        item,
        answers=answers,
        not_now_path=f"{path}?svar={NudgeAnswer.NOT_NOW}",
        not_relevant_path="" if rule.asked_in_person else f"{path}?svar={NudgeAnswer.NOT_RELEVANT}",
    )


def _with_foot(letter: Letter, person: Person) -> Letter:
    """Where to choose what one gets, and where to say no to it all."""
    token = stop_token_for(person)
    return replace(
        letter,
        settings_path=reverse("secretariat:nudge_choices"),
        unsubscribe_path=reverse("secretariat:nudge_unsubscribe", args=[token]),
    )


def _also_on_the_first_page() -> str:
    return _("Det står også på din forside, så du kan roligt slette mailen.")
