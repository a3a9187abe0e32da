"""The proposer's side: begin, write, submit, withdraw."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from netvaerk.refusals import EditedMeanwhile, Refusal, require
from networks.enums import ProposalStatus
from networks.models import Proposal, ProposalAnswer, Question, ThemeRound
from networks.permissions.proposal import (
    can_begin_proposal,
    can_edit_proposal,
    can_withdraw_proposal,
)
from networks.queries.writing import missing_answers, outline_version


class NoOpenRound(Refusal):
    """There is no theme round left to land in."""

    def __init__(self) -> None:
        super().__init__(
            _("Der er ingen åben temarunde. Skriv til sekretariatet, så opretter de den næste.")
        )


class ProposalIncomplete(Refusal):
    """Something is still unwritten; `missing` holds the question numbers, 0 for the one line."""

    def __init__(self, missing: list[int]) -> None:
        super().__init__(
            ngettext(
                "Der mangler et svar. Skriv et par linjer, så kan du sende forslaget.",
                "Der mangler %(count)d svar. Skriv et par linjer hvert sted, så kan du sende.",
                len(missing),
            )
            % {"count": len(missing)}
        )
        self.missing = missing


def locked(proposal: Proposal) -> Proposal:
    """The proposal as it stands now, held until the transaction ends."""
    return Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)


@transaction.atomic
def begin_proposal(*, by: Person, key: uuid.UUID, title: str, challenge: str = "") -> Proposal:
    """Begin a draft; `key` was made with the form, so a form sent twice is one draft."""
    require(can_begin_proposal(by))
    proposal, is_new = Proposal.objects.get_or_create(
        pk=key, defaults={"proposer": by, "title": title, "challenge": challenge}
    )
    require(proposal.proposer_id == by.pk)
    if is_new:
        record(by=by, verb="begin_proposal", subject=proposal)
    return proposal


@transaction.atomic
def save_outline(
    *,
    by: Person,
    proposal: Proposal,
    title: str,
    challenge: str,
    co_authors: Iterable[Person],
    based_on: str | None = None,
) -> Proposal:
    """The title, the challenge in one line, and who writes along.

    `based_on` is the `outline_version` that the writer saw. Raises EditedMeanwhile, with the
    proposal that stands, when a co-author saved other words in between.
    """
    proposal = locked(proposal)
    require(can_edit_proposal(by, proposal))
    co_authors = [person for person in co_authors if person.pk != proposal.proposer_id]
    wanted = outline_version(title, challenge, co_authors)
    stands = outline_version(proposal.title, proposal.challenge, proposal.co_authors.all())
    if stands == wanted:
        return proposal
    if based_on is not None and based_on != stands:
        raise EditedMeanwhile(proposal)
    proposal.title, proposal.challenge, proposal.saved_at = title, challenge, clock.now()
    proposal.save(update_fields=["title", "challenge", "saved_at"])
    before = set(proposal.co_authors.all())
    proposal.co_authors.set(co_authors)
    record(by=by, verb="save_outline", subject=proposal)
    _welcome(set(co_authors) - before, by=by, proposal=proposal)
    return proposal


def _welcome(new: set[Person], *, by: Person, proposal: Proposal) -> None:
    """Who has been put down as a co-author learns it, once for each proposal."""
    letter = Letter(
        subject=format_lazy(_("Vil du skrive med på »{title}«?"), title=proposal.title),
        paragraphs=[
            format_lazy(
                _(
                    "{name} har skrevet dig på som medforfatter til et forslag til et netværk. "
                    "Du kan læse det og rette i det, til det bliver sendt."
                ),
                name=by.name,
            )
        ],
        button_label=_("Læs forslaget"),
        button_path=reverse("networks:proposal_detail", args=[proposal.pk]),
        why=_("Du får mailen, fordi du er medforfatter."),
    )
    for person in new:
        cause = f"co-author:{proposal.pk}:{person.pk}"
        queue_mail(to=person, cause=cause, kind="co_author", letter=letter)


@transaction.atomic
def save_answer(
    *,
    by: Person,
    proposal: Proposal,
    question: Question,
    text: str,
    based_on: datetime | None,
    units: Iterable[OrgUnit] | None = None,
    voices: Iterable[StakeholderKind] | None = None,
) -> ProposalAnswer:
    """Save one answer; `based_on` is the `saved_at` that the writer saw, None for none yet.

    Raises EditedMeanwhile, with the answer that stands, when a co-author saved in between.
    """
    proposal = locked(proposal)
    require(can_edit_proposal(by, proposal))
    found = proposal.answers.filter(question=question).first()
    answer = found or ProposalAnswer(proposal=proposal, question=question)
    if _stands(answer, text, units, voices):
        return answer
    if found and found.saved_at != based_on:
        raise EditedMeanwhile(found)
    answer.text, answer.saved_at = text, clock.now()
    answer.save()
    if units is not None:
        proposal.units.set(units)
    if voices is not None:
        proposal.voices.set(voices)
    proposal.saved_at = answer.saved_at
    proposal.save(update_fields=["saved_at"])
    record(by=by, verb="save_answer", subject=proposal, question=question.pk)
    return answer


def _stands(
    answer: ProposalAnswer,
    text: str,
    units: Iterable[OrgUnit] | None,
    voices: Iterable[StakeholderKind] | None,
) -> bool:
    """Whether exactly this is saved already: a form sent twice, or one just walked through."""
    proposal = answer.proposal
    return (
        answer.text == text
        and (units is None or set(units) == set(proposal.units.all()))
        and (voices is None or set(voices) == set(proposal.voices.all()))
    )


@transaction.atomic
def submit_proposal(*, by: Person, proposal: Proposal) -> Proposal:
    """Hand the proposal to the secretariat; it lands in the next open theme round."""
    proposal = locked(proposal)
    require(can_edit_proposal(by, proposal))
    missing = missing_answers(proposal)
    if missing:
        raise ProposalIncomplete(missing)
    theme_round = ThemeRound.objects.open_on(clock.today()).first()
    if theme_round is None:
        raise NoOpenRound
    proposal.round, proposal.submitted_at = theme_round, clock.now()
    proposal.status = ProposalStatus.SUBMITTED
    proposal.save(update_fields=["round", "submitted_at", "status"])
    record(by=by, verb="submit_proposal", subject=proposal, round=theme_round.pk)
    return proposal


@transaction.atomic
def withdraw_proposal(*, by: Person, proposal: Proposal) -> Proposal:
    """The proposer takes it back; it stays readable for those who wrote it."""
    proposal = locked(proposal)
    require(can_withdraw_proposal(by, proposal))
    proposal.status = ProposalStatus.WITHDRAWN
    proposal.save(update_fields=["status"])
    record(by=by, verb="withdraw_proposal", subject=proposal)
    return proposal
