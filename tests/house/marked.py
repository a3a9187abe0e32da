"""A mark in every text of the tests' world that is not for everybody, and who may read it."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import deliver_mail, queue_mail
from netvaerk.people.enums import MailState, Role
from netvaerk.people.models import OutboxMail, Person
from networks.actions.direction import acknowledge_direction
from networks.actions.membership import answer_join_request, ask_to_join
from networks.actions.proposal import submit_proposal, withdraw_proposal
from networks.actions.sharpening import comment_on_proposal, return_proposal
from networks.enums import Audience, LearningKind
from networks.models import (
    AlignmentNote,
    Direction,
    JoinRequest,
    LearningEntry,
    Promise,
    Proposal,
    ProposalAnswer,
    ProposalComment,
)
from secretariat.actions.content import install_content
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.planner import gather_letters, plan_nudges
from secretariat.enums import Audience as NewsAudience
from secretariat.models import Announcement, NudgeRule, QuietPeriod, Snooze
from secretariat.queries.office import the_office
from tests.factories.networks import (
    answer_all,
    make_direction,
    make_draft,
    make_learning,
    open_round,
)
from tests.house.marked_room import mark_room, rewrite_room
from tests.house.marked_support import mark_support, rewrite_support
from tests.house.world import World, person

# Whoever is not of the network. Texts for the secretariat are read by those after the bar.
OUTSIDE = ["guest", "employee", "manager", "receiver", "chief", "reference", "root"]
SECRETARIAT = ["consultant", "lead"]
EVERYBODY = [*OUTSIDE, *SECRETARIAT]
BEFORE_THE_CHIEFS = ["forwarded", "accepted", "parked", "rejected"]


@dataclass
class Marks:
    """What was written where, and who may read it all the same."""

    readers: dict[str, set[str]] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)

    def new(self, place: str, *readers: str) -> str:
        mark = f"mrk{secrets.token_hex(6)}"
        self.places[mark], self.readers[mark] = place, set(readers)
        return mark

    def wrongly_in(self, text: str, role: str) -> list[str]:
        return [
            self.places[mark]
            for mark, readers in self.readers.items()
            if role not in readers and mark in text
        ]

    def not_in(self, answers: dict[str, str]) -> set[str]:
        """The places that none of the answers tells of."""
        text = " ".join(answers.values())
        return {place for mark, place in self.places.items() if mark not in text}


def write_everything(world: World, marks: Marks) -> None:
    """A mark in every text that is not for everybody, written as people write them."""
    _learning(world, marks)
    _proposals(world, marks)
    _requests(world, marks)
    _direction(world, marks)
    mark_support(world, marks, [*SECRETARIAT, "root"])
    mark_room(world, marks, SECRETARIAT)
    _told(world, marks)
    _nudges(world)


def _learning(world: World, marks: Marks) -> None:
    for audience, readers in {Audience.NETWORK: (), Audience.SECRETARIAT: SECRETARIAT}.items():
        card = make_learning(world.network, by=world.people["member"], audience=audience)
        for name in ("believed", "saw", "learned", "therefore"):
            setattr(card, name, marks.new(f"{audience} card: {name}", *readers))
        card.save()


def _proposals(world: World, marks: Marks) -> None:
    open_round()
    author, consultant = world.people["member"], world.people["own"]
    draft = make_draft(author, title=marks.new("a draft's title"))
    draft.challenge = marks.new("a draft's challenge")
    draft.save()
    answer_all(draft, text=marks.new("a draft's answers"))
    given_up = make_draft(author, title=marks.new("a withdrawn draft's title"))
    answer_all(given_up, text=marks.new("a withdrawn draft's answers"))
    withdraw_proposal(by=author, proposal=given_up)
    staff = [*SECRETARIAT, "root"]
    for state in ("sent", "returned"):
        title = marks.new(f"a {state} proposal's title", *staff)
        proposal = make_draft(author, title=title)
        answer_all(proposal, text=marks.new(f"a {state} proposal's answers", *SECRETARIAT))
        proposal = submit_proposal(by=author, proposal=proposal)
        said = marks.new(f"a comment on a {state} proposal", *SECRETARIAT)
        comment_on_proposal(by=consultant, proposal=proposal, question=None, text=said)
        if state == "returned":
            asked = marks.new("what a proposal was returned with", *SECRETARIAT)
            return_proposal(by=consultant, proposal=proposal, text=asked)
    before_chiefs = world.arguments["proposal_id"]
    remark = marks.new("a comment on what lies before the chiefs", *SECRETARIAT)
    ProposalComment.objects.create(proposal_id=before_chiefs, author=consultant, text=remark)


def _requests(world: World, marks: Marks) -> None:
    network, leader = world.network, world.people["leader"]
    asker, answered = person("asker2", Role.EMPLOYEE), person("asker3", Role.EMPLOYEE)
    ask_to_join(by=asker, network=network, sentence=marks.new("a join request"))
    sentence = marks.new("a join request that was answered")
    request = ask_to_join(by=answered, network=network, sentence=sentence)
    answer = marks.new("the answer to a join request")
    answer_join_request(by=leader, request=request, is_welcome=False, answer=answer)
    letter = Letter(marks.new("a letter's subject"), [marks.new("a letter's text")], "Derfor")
    queue_mail(to=asker, cause="marked", kind="marked", letter=letter)


def _direction(world: World, marks: Marks) -> None:
    readers = ["chief", "reference", *SECRETARIAT]
    words = {
        name: marks.new(f"an unshared direction: {name}", *readers)
        for name in ("why", "is_open", "is_fixed", "chiefs_will")
    }
    direction = make_direction(world.network, is_shared=False, **words)
    acknowledge_direction(
        by=world.people["leader"],
        network=world.network,
        version=direction.version,
        understanding=marks.new("the understanding of an unshared direction", *readers),
    )


def _nudges(world: World) -> None:
    """Every rule asks at once, and everything asked is sent: on a morning when the office opens."""
    install_content()
    QuietPeriod.objects.all().delete()
    on = {"is_on": True, "looked_at": clock.now(), "active_from": "2020-01-01"}
    NudgeRule.objects.update(**on, delay_days=0)
    opening = the_office().next_opening(clock.now() + timedelta(days=1))
    with clock.set_to(opening - timedelta(hours=1)):
        plan_nudges()
    with clock.set_to(opening + timedelta(hours=1)):
        gather_letters()
        deliver_mail()
    assert OutboxMail.objects.filter(kind="nudge", state=MailState.SENT).exists()
    request = JoinRequest.objects.pending().first()
    answer_nudge(
        by=world.people["leader"],
        rule="join_request_unanswered",
        subject=str(request.pk),
        answer="ikke-nu",
    )


def _told(world: World, marks: Marks) -> None:
    """What is promised to the network, told to the secretariat, and said to it in confidence."""
    promised = marks.new("a chief's promise", "chief", "reference", *SECRETARIAT)
    Promise.objects.update(text=promised)
    AlignmentNote.objects.update(
        reason=marks.new("a chief's note", "chief", "reference", *SECRETARIAT),
        answer=marks.new("the answer to a chief's note", "chief", "reference", *SECRETARIAT),
        answered_at=clock.now(),
        answered_by=world.people["leader"],
    )
    Announcement.objects.update(
        title=marks.new("the title of an announcement to the secretariat", *SECRETARIAT, "root"),
        text=marks.new("an announcement to the secretariat", *SECRETARIAT),
        audience=NewsAudience.SECRETARIAT,
    )
    Snooze.objects.update(word=marks.new("why it is not relevant", *SECRETARIAT))


def rewrite_what_is_shielded(reader: Person) -> None:
    """Every text that the reader, an employee or a chief outside, may not read says another."""
    other = "Noget helt andet, og meget længere. " * 9
    cards = LearningEntry.objects.exclude(audience=Audience.EMPLOYEES)
    cards.update(believed=other, saw=other, learned=other, therefore=other)
    cards.filter(kind=LearningKind.LONG).update(title=other[:120], text=other)
    ProposalComment.objects.update(text=other)
    JoinRequest.objects.update(sentence=other[:300], answer=other[:300])
    OutboxMail.objects.exclude(recipient=reader).update(subject=other[:200], text=other, html=other)
    Announcement.objects.filter(audience=NewsAudience.SECRETARIAT).update(
        title=other[:120], text=other
    )
    rewrite_support(other)
    rewrite_room(other)
    seen = BEFORE_THE_CHIEFS if reader.is_chief else []
    unseen = Proposal.objects.exclude(status__in=seen)
    ProposalAnswer.objects.filter(proposal__in=unseen).update(text=other)
    unseen.update(title=other[:90], challenge=other[:160], consultant_note=other)
    if not reader.is_chief:
        _rewrite_what_chiefs_read(other)


def _rewrite_what_chiefs_read(other: str) -> None:
    Direction.objects.filter(is_shared=False).update(
        why=other, is_open=other, is_fixed=other, chiefs_will=other, understanding=other
    )
    AlignmentNote.objects.update(reason=other, answer=other)
    Promise.objects.update(text=other[:300])
