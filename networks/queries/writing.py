"""A proposal as it is written: one section at a time, in any order."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from netvaerk import clock
from netvaerk.people.models import Person
from networks.enums import ProposalStatus
from networks.models import Proposal, ProposalAnswer, Question
from networks.queries.known import Known, known_about
from networks.queries.proposal import (
    AnsweredQuestion,
    Reading,
    Remark,
    is_answered,
    reading_of,
)

OUTLINE, READ_THROUGH = "om", "laes"


@dataclass(frozen=True)
class Step:
    """One stop on the way through a proposal."""

    key: str
    sign: str  # what stands in the circle
    label: str | Promise
    is_done: bool
    is_current: bool


@dataclass(frozen=True)
class Writing:
    """The page of one section."""

    reading: Reading
    section: str
    steps: Sequence[Step]
    question: AnsweredQuestion | None
    person: Person

    @cached_property
    def known(self) -> Known:
        """What already is about it, and whom to ask; two queries, if the page shows it."""
        return known_about(
            person=self.person,
            title=self.proposal.title,
            challenge=self.proposal.challenge,
            answers=[one.text for one in self.reading.questions],
        )

    @property
    def proposal(self) -> Proposal:
        return self.reading.proposal

    @property
    def remarks(self) -> list[Remark]:
        """What the secretariat said to this section, and what it sent the proposal back with."""
        own = list(self.question.remarks) if self.question else []
        is_returned = self.proposal.status == ProposalStatus.RETURNED
        return [*self.reading.remarks, *own] if is_returned else own

    @property
    def sections(self) -> list[str]:
        return [step.key for step in self.steps]

    @property
    def following(self) -> str:
        """The section after this one; the last is followed by itself."""
        return self.sections[min(self.sections.index(self.section) + 1, len(self.steps) - 1)]

    @property
    def saved_today(self) -> bool:
        return timezone.localdate(self.proposal.saved_at) == clock.today()

    @property
    def based_on(self) -> str:
        """What the writer sees, so that a save can tell whether somebody else was there first."""
        if self.question:
            return self.question.saved_at.isoformat() if self.question.saved_at else ""
        proposal = self.proposal
        return outline_version(proposal.title, proposal.challenge, proposal.co_authors.all())


def writing_of(*, person: Person, proposal: Proposal, section: str) -> Writing:
    """The page of `section` for a row of `readable_by`; it must be one of its `sections`."""
    reading = reading_of(proposal)
    numbered = {str(question.number): question for question in reading.questions}
    return Writing(
        reading=reading,
        section=section,
        steps=tuple(_steps(reading, section)),
        question=numbered.get(section),
        person=person,
    )


def first_unfinished(reading: Reading) -> str:
    """The section to go on from: the first that lacks something, or the reading-through."""
    return next(step.key for step in _steps(reading, "") if not step.is_done)


def _steps(reading: Reading, current: str) -> Iterable[Step]:
    has_outline = not reading.lacks_challenge
    yield Step(OUTLINE, "•", _("Om forslaget"), has_outline, current == OUTLINE)
    for question in reading.questions:
        key = str(question.number)
        yield Step(key, key, question.short, question.is_answered, current == key)
    yield Step(READ_THROUGH, "→", _("Læs og send"), False, current == READ_THROUGH)


def outline_version(title: str, challenge: str, co_authors: Iterable[Person]) -> str:
    """Short for exactly these words and people."""
    people = sorted(person.pk for person in co_authors)
    return hashlib.sha256(repr((title, challenge, people)).encode()).hexdigest()[:16]


def missing_answers(proposal: Proposal) -> list[int]:
    """The numbers of the questions without an answer; 0 stands for the challenge in one line."""
    units = list(proposal.units.all())
    written = dict(
        ProposalAnswer.objects.filter(proposal=proposal).values_list("question_id", "text")
    )
    missing = [
        number
        for number in Question.objects.values_list("number", flat=True)
        if not is_answered(number, written.get(number), units)
    ]
    return missing if proposal.challenge.strip() else [0, *missing]
