"""Giving a network an offering, and keeping the catalogue."""

import pytest

from netvaerk import clock
from netvaerk.mail import reason_not_to_send
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.decision import reopen_decision
from offerings.actions.offering import AlreadyAssigned, assign_offering, save_offering
from offerings.models import AssignedOffering
from tests.factories.networks import make_network
from tests.factories.offerings import make_offering


@pytest.fixture
def network(mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def letters() -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind="offering").order_by("id")
    return list(found.values_list("recipient__first_name", "subject"))


def test_the_leader_is_told_once_with_the_reason(network, karen):
    offering = make_offering("Lyt, før du spørger")
    assign_offering(by=karen, network=network, offering=offering, note="I skal ud til familier.")
    assert letters() == [("Mia", "Et tilbud til »Elever med højt fravær«: Lyt, før du spørger")]
    letter = OutboxMail.objects.get(kind="offering")
    assert "I skal ud til familier." in letter.text
    assert f"/netvaerk/{network.slug}/stoette/" in letter.text


def test_assigning_leaves_a_trace_without_text(network, karen):
    offering = make_offering()
    assign_offering(by=karen, network=network, offering=offering, note="Hemmelig grund")
    entry = AuditEntry.objects.get(verb="assign_offering")
    assert (entry.by, entry.subject_id, entry.facts) == (
        karen,
        str(network.pk),
        {"offering": offering.pk},
    )


def test_a_leader_who_has_left_is_not_told_why_it_was_given(network, karen, mia):
    assign_offering(by=karen, network=network, offering=make_offering(), note="Hemmelig grund")
    letter = OutboxMail.objects.get(kind="offering")
    assert reason_not_to_send(letter) == ""
    mia.memberships.update(ended_at=clock.now(), ended_because="left")
    assert reason_not_to_send(letter) == "Modtageren er ikke længere med i netværket"


def test_the_same_offering_is_given_once(network, karen):
    offering = make_offering()
    assign_offering(by=karen, network=network, offering=offering, note="Første gang")
    with pytest.raises(AlreadyAssigned):
        assign_offering(by=karen, network=network, offering=offering, note="Anden gang")
    assert AssignedOffering.objects.get().note == "Første gang"
    assert len(letters()) == 1


@pytest.mark.parametrize("who", ["mia", "bo", "eva"])
def test_only_the_secretariat_assigns(network, who, request):
    with pytest.raises(NotPossibleNow):
        assign_offering(
            by=request.getfixturevalue(who), network=network, offering=make_offering(), note=""
        )
    assert letters() == []


def test_what_is_no_longer_offered_is_not_assigned(network, karen):
    with pytest.raises(NotPossibleNow):
        assign_offering(by=karen, network=network, offering=make_offering(is_active=False), note="")


def test_a_cancelled_network_is_given_nothing(mia, bo, karen):
    forming = make_network(leader=mia, reference_leader=bo, consultant=karen, direction=False)
    reopen_decision(by=bo, proposal=forming.proposal, reason="Vi ser på det igen.")
    with pytest.raises(NotPossibleNow):
        assign_offering(by=karen, network=forming, offering=make_offering(), note="")


def test_only_the_secretariat_edits_the_catalogue(eva, karen):
    offering = make_offering("Før")
    offering.title = "Efter"
    with pytest.raises(NotPossibleNow):
        save_offering(by=eva, offering=offering, phases=[])
    offering.refresh_from_db()
    assert offering.title == "Før"
    offering.title = "Efter"
    save_offering(by=karen, offering=offering, phases=[])
    offering.refresh_from_db()
    assert offering.title == "Efter"
