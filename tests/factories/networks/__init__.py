"""Proposals and networks, brought about by the actions, so that a test can't break the rules."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

import factory

from netvaerk import clock
from netvaerk.people.enums import Role, UnitKind
from netvaerk.people.models import OrgUnit, Person, StakeholderKind
from networks.actions.content import install_content
from networks.actions.decision import decide_proposal
from networks.actions.direction import write_direction
from networks.actions.establishment import assign_consultant
from networks.actions.learning import record_learning
from networks.actions.membership import answer_join_request, ask_to_join
from networks.actions.proposal import begin_proposal, save_answer, submit_proposal
from networks.actions.sharpening import forward_proposal
from networks.enums import Audience, DecisionOutcome
from networks.models import (
    Direction,
    LearningEntry,
    Network,
    NetworkType,
    Proposal,
    Question,
    StrategicTheme,
    ThemeRound,
)


class ThemeRoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ThemeRound
        django_get_or_create = ("proposals_by",)

    proposals_by = factory.LazyFunction(lambda: clock.today() + timedelta(days=30))
    decided_on = factory.LazyAttribute(lambda made: made.proposals_by + timedelta(days=45))
    name = factory.LazyAttribute(lambda made: f"Runden {made.proposals_by}")


class StrategicThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StrategicTheme

    key = factory.Sequence(lambda number: f"pejlemaerke-{number}")
    title = factory.Sequence(lambda number: f"Pejlemærke {number}")
    text = "Alle børn skal have en voksen at gå til."
    position = factory.Sequence(lambda number: number)


def open_round(proposals_by: date | None = None) -> ThemeRound:
    """The round that a proposal sent today lands in; made when there is none."""
    if proposals_by is None and (found := ThemeRound.objects.open_on(clock.today()).first()):
        return found
    return ThemeRoundFactory(**({"proposals_by": proposals_by} if proposals_by else {}))


def content() -> None:
    """The seven questions, network types, phases and stakeholder kinds, as they are shipped."""
    if not Question.objects.exists():
        install_content()


def make_draft(
    by: Person,
    *,
    title: str = "Elever med højt fravær",
    challenge: str = "Hvorfor bliver nogle børn væk, og hvem ser det først?",
    co_authors: Iterable[Person] = (),
) -> Proposal:
    """A draft with a title and a challenge, and no answers yet."""
    content()
    proposal = begin_proposal(by=by, key=uuid.uuid4(), title=title, challenge=challenge)
    proposal.co_authors.set(co_authors)
    return proposal


def answer_all(proposal: Proposal, *, text: str = "Vi ved det ikke endnu.") -> Proposal:
    """Answer the seven questions as the proposer; each answer ends with its number."""
    for question in Question.objects.all():
        save_answer(
            by=proposal.proposer,
            proposal=proposal,
            question=question,
            text=f"{text} {question.number}",
            based_on=None,
            units=[some_unit()] if question.number == Question.UNITS else None,
            voices=StakeholderKind.objects.filter(key="citizen")
            if question.number == Question.VOICES
            else None,
        )
    return proposal


def make_ready(by: Person, **outline) -> Proposal:
    """A draft that lacks nothing."""
    return answer_all(make_draft(by, **outline))


def make_submitted(by: Person, **outline) -> Proposal:
    """A proposal with the secretariat, in the next open round."""
    open_round()
    return submit_proposal(by=by, proposal=make_ready(by, **outline))


def make_forwarded(
    by: Person, *, forwarded_by: Person | None = None, note: str = "Stærkt forslag.", **outline
) -> Proposal:
    """A proposal before the chiefs."""
    return forward_proposal(
        by=forwarded_by or somebody(Role.CONSULTANT),
        proposal=make_submitted(by, **outline),
        note=note,
    )


def make_network(
    *,
    leader: Person,
    reference_leader: Person,
    consultant: Person | None = None,
    members: Iterable[Person] = (),
    proposer: Person | None = None,
    type_key: str = "velfaerd",
    direction: bool = True,
    **outline,
) -> Network:
    """A network the whole way; established when it has a consultant and `direction` is true."""
    proposal = make_forwarded(proposer or leader, forwarded_by=consultant, **outline)
    decide_proposal(
        by=reference_leader,
        proposal=proposal,
        outcome=DecisionOutcome.YES,
        reason="Det kan ingen afdeling løse alene.",
        network_type=NetworkType.objects.get(key=type_key),
        reference_leader=reference_leader,
        network_leader=leader,
    )
    network = Network.objects.get(proposal=proposal)
    if consultant:
        assign_consultant(by=consultant, network=network, consultant=consultant)
    if direction:
        make_direction(network)
    for person in members:
        make_member(network, person)
    network.refresh_from_db()
    return network


def make_member(network: Network, person: Person) -> None:
    """Let somebody in by the front door: they ask, the leader welcomes."""
    request = ask_to_join(by=person, network=network, sentence="Jeg møder børnene i klubben.")
    answer_join_request(by=network.leader, request=request, is_welcome=True, answer="Velkommen!")


def make_direction(
    network: Network, *, themes: Iterable[StrategicTheme] = (), is_shared: bool = True, **words: str
) -> Direction:
    """The next version of the network's direction, by its reference leader."""
    newest = network.directions.order_by("-version").first()
    written = {
        "why": "Fordi fraværet vokser.",
        "is_open": "Hvem der skal være med.",
        "is_fixed": "Loven om undervisning.",
        "chiefs_will": "Vi møder op, når I kalder.",
    }
    return write_direction(
        by=network.reference_leader,
        network=network,
        based_on=newest.version if newest else 0,
        is_shared=is_shared,
        themes=themes,
        **{**written, **words},
    )


def make_learning(
    network: Network,
    *,
    by: Person | None = None,
    learned: str = "De vil helst spørges.",
    audience: str = Audience.NETWORK,
) -> LearningEntry:
    """A learning card, by the network's leader if nobody else is named."""
    return record_learning(
        by=by or network.leader,
        network=network,
        form_key=uuid.uuid4(),
        believed="Vi troede, at de unge var ligeglade.",
        saw="De blev hængende efter mødet.",
        learned=learned,
        therefore="Derfor spørger vi dem først næste gang.",
        audience=audience,
    )


def some_unit() -> OrgUnit:
    """Any department; made when the test has none."""
    found = OrgUnit.objects.departments().in_danish_order().first()
    return found or OrgUnit.objects.create(name="Skole & Uddannelse", kind=UnitKind.DEPARTMENT)


def somebody(role: str) -> Person:
    """Anybody with the role; made when the test has nobody."""
    found = Person.objects.filter(roles__contains=[role]).order_by("pk").first()
    return found or Person.objects.create(
        email=f"{role}@demo.example", first_name=role.title(), roles=[Role.EMPLOYEE, role]
    )
