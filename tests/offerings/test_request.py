"""A network asks for an offering, and the secretariat answers."""

import uuid

import pytest

from netvaerk.mail import reason_not_to_send
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from networks.models import Membership, Network
from offerings.actions.offering import AlreadyAssigned, assign_offering
from offerings.actions.request import (
    AlreadyAsked,
    NoNeedsWords,
    answer_request,
    ask_for_offering,
    withdraw_request,
)
from offerings.models import AssignedOffering, OfferingRequest
from offerings.queries.request import requests_of
from tests.factories.networks import make_network
from tests.factories.offerings import make_assigned, make_offering, make_request
from tests.networks.rooms import cast_of, let_in


@pytest.fixture
def network(mia, bo, karen, ali, noor) -> Network:
    network = make_network(leader=mia, reference_leader=bo, consultant=karen, members=[ali])
    let_in(network, noor)
    return network


def letters(kind: str = "offering_request") -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind=kind).order_by("id")
    return [(one.recipient.first_name, one.subject) for one in found]


def test_the_consultant_is_told_once_with_the_words(network, ali):
    offering = make_offering("Lyt")
    make_request(network, offering, by=ali, words="Vi mangler forældrene.")
    assert letters() == [("Karen", "»Elever med højt fravær« beder om »Lyt«. Kan de få det?")]
    assert "Vi mangler forældrene." in OutboxMail.objects.get(kind="offering_request").text


def test_without_a_consultant_those_who_lead_the_secretariat_are_told(mia, bo, sanne):
    make_request(make_network(leader=mia, reference_leader=bo, direction=False))
    assert [name for name, _subject in letters()] == ["Sanne"]


def test_a_consultant_who_has_left_is_not_written_to(network, karen, sanne):
    Person.objects.filter(pk=karen.pk).update(is_active=False)
    make_request(network)
    assert [name for name, _subject in letters()] == ["Sanne"]


def test_a_form_sent_twice_is_one_request(network, ali):
    said = {"network": network, "offering": make_offering(), "form_key": uuid.uuid4()}
    first = ask_for_offering(by=ali, words="Én gang", **said)
    assert ask_for_offering(by=ali, words="Én gang", **said) == first
    assert (OfferingRequest.objects.count(), len(letters())) == (1, 1)


def test_anothers_form_key_opens_nothing(network, ali, noor):
    said = {"network": network, "offering": make_offering(), "form_key": uuid.uuid4()}
    ask_for_offering(by=ali, words="Mit", **said)
    with pytest.raises(NotPossibleNow):
        ask_for_offering(by=noor, words="Dit", **said)


def test_one_wish_waits_at_a_time(network, ali, noor):
    offering = make_offering()
    make_request(network, offering, by=ali)
    with pytest.raises(AlreadyAsked):
        make_request(network, offering, by=noor)
    assert OfferingRequest.objects.count() == 1


def test_what_was_given_is_not_asked_for(network, ali):
    offering = make_offering()
    make_assigned(network, offering)
    with pytest.raises(AlreadyAssigned):
        make_request(network, offering, by=ali)


def test_what_is_no_longer_offered_is_not_asked_for(network):
    with pytest.raises(NotPossibleNow):
        make_request(network, make_offering(is_active=False))


def test_only_members_ask_and_guests_are_members(request, db):
    cast = cast_of(request)
    may = set()
    for name, person in cast.people.items():
        if person is None:
            continue
        try:
            make_request(cast.network, make_offering(), by=person)
        except NotPossibleNow:
            continue
        may.add(name)
    assert may == {"leader", "member", "guest in it"}


def test_the_traces_hold_no_text(network, ali, karen):
    asked = make_request(network, by=ali, words="Hemmeligt")
    answer_request(by=karen, request=asked, is_granted=False, answer="Også hemmeligt")
    entries = AuditEntry.objects.filter(verb__in=["ask_for_offering", "answer_request"])
    assert [(one.by, one.facts) for one in entries.order_by("id")] == [
        (ali, {"offering_request": asked.pk}),
        (karen, {"offering_request": asked.pk}),
    ]


def test_a_yes_gives_the_offering_and_is_told_asker_and_leader_once(network, ali, karen):
    offering = make_offering("Lyt")
    asked = make_request(network, offering, by=ali)
    answered = answer_request(by=karen, request=asked, is_granted=True, answer="God idé.")
    assigned = AssignedOffering.objects.get()
    assert (assigned.network, assigned.offering, assigned.note) == (network, offering, "God idé.")
    assert (answered.is_granted, answered.answered_by, answered.answer) == (True, karen, "God idé.")
    subject = "I får »Lyt« til »Elever med højt fravær«"
    assert letters()[1:] == [("Ali", subject), ("Mia", subject)]
    assert letters("offering") == []
    assert all("God idé." in one.text for one in OutboxMail.objects.filter(subject=subject))


def test_a_yes_needs_no_words_and_a_leader_who_asked_hears_once(network, karen):
    answer_request(by=karen, request=make_request(network), is_granted=True, answer="")
    assert [name for name, _subject in letters()[1:]] == ["Mia"]


def test_a_no_says_why_and_gives_nothing(network, ali, karen):
    asked = make_request(network, make_offering("Lyt"), by=ali)
    with pytest.raises(NoNeedsWords):
        answer_request(by=karen, request=asked, is_granted=False, answer="")
    answer_request(by=karen, request=asked, is_granted=False, answer="Vent til maj.")
    assert not AssignedOffering.objects.exists()
    subject = "Svar på jeres ønske om »Lyt« til »Elever med højt fravær«"
    assert letters()[1:] == [("Ali", subject), ("Mia", subject)]


def test_after_a_no_one_may_ask_again(network, karen):
    offering = make_offering()
    first = make_request(network, offering)
    answer_request(by=karen, request=first, is_granted=False, answer="Vent.")
    assert make_request(network, offering) != first


def test_giving_what_was_asked_for_is_the_answer(network, ali, sanne):
    offering = make_offering("Lyt")
    asked = make_request(network, offering, by=ali)
    other = make_request(network, make_offering("Tegn"), by=ali)
    assign_offering(by=sanne, network=network, offering=offering, note="Her!")
    asked.refresh_from_db()
    other.refresh_from_db()
    assert (asked.is_granted, asked.answered_by, asked.answer) == (True, sanne, "Her!")
    assert other.answered_at is None
    assert {name for name, subject in letters() if "I får" in subject} == {"Ali", "Mia"}


@pytest.mark.parametrize("who", ["mia", "ali", "bo", "eva", "root"])
def test_only_the_secretariat_answers(network, who, request):
    asked = make_request(network)
    with pytest.raises(NotPossibleNow):
        answer_request(by=request.getfixturevalue(who), request=asked, is_granted=True, answer="Ja")
    assert not AssignedOffering.objects.exists()


def test_an_answer_stands(network, karen):
    asked = make_request(network)
    answer_request(by=karen, request=asked, is_granted=False, answer="Vent.")
    with pytest.raises(NotPossibleNow):
        answer_request(by=karen, request=asked, is_granted=True, answer="Alligevel")


def test_asker_and_leader_take_it_back_while_it_waits(network, ali, mia, noor, karen):
    by_asker, by_leader = make_request(network, by=ali), make_request(network, by=ali)
    with pytest.raises(NotPossibleNow):
        withdraw_request(by=noor, request=by_asker)
    withdraw_request(by=ali, request=by_asker)
    withdraw_request(by=mia, request=by_leader)
    at = OfferingRequest.objects.get(pk=by_asker.pk).withdrawn_at
    assert withdraw_request(by=ali, request=by_asker).withdrawn_at == at
    with pytest.raises(NotPossibleNow):
        answer_request(by=karen, request=by_asker, is_granted=True, answer="")
    assert requests_of(network) == []
    assert AuditEntry.objects.filter(verb="withdraw_request").count() == 2


def test_what_is_answered_is_not_taken_back(network, ali, karen):
    asked = make_request(network, by=ali)
    answer_request(by=karen, request=asked, is_granted=False, answer="Vent.")
    with pytest.raises(NotPossibleNow):
        withdraw_request(by=ali, request=asked)


def test_who_has_left_is_not_told_of_the_answer(network, noor, karen):
    asked = make_request(network, by=noor)
    answer_request(by=karen, request=asked, is_granted=False, answer="Vent.")
    to_noor, to_mia = OutboxMail.objects.filter(subject__startswith="Svar").order_by("id")
    Membership.objects.filter(person=noor).update(ended_at=asked.asked_at, ended_because="left")
    assert reason_not_to_send(to_noor) == "Modtageren er ikke længere med i netværket"
    assert reason_not_to_send(to_mia) == ""


def test_who_has_left_takes_nothing_back_on_the_networks_behalf(network, noor):
    asked = make_request(network, by=noor)
    Membership.objects.filter(person=noor).update(ended_at=asked.asked_at, ended_because="left")
    with pytest.raises(NotPossibleNow):
        withdraw_request(by=noor, request=asked)


def test_the_words_are_read_by_the_room_and_the_secretariat(request, db):
    cast = cast_of(request)
    make_request(cast.network)
    reads = {
        name
        for name, person in cast.people.items()
        if person and OfferingRequest.objects.visible_to(person).exists()
    }
    secretariat = {"consultant", "consultant elsewhere", "secretariat lead"}
    assert reads == {"leader", "member", "guest in it", "co-driver", *secretariat}
