"""What a chief promises a network: made, read, and answered by the one who made it."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.closing import close_network
from networks.actions.leaving import leave_network
from networks.actions.promise import (
    AlreadyAnswered,
    PromisedWithOtherWords,
    answer_promise,
    make_promise,
)
from networks.enums import PromiseOutcome
from networks.models import Membership, Network, Promise
from tests.factories.networks import make_network
from tests.factories.networks.promise import make_answered
from tests.factories.networks.promise import make_promise as promised
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

TEXT = "Jeg sørger for, at lærerne kan få fri til to møder."
MARK = "MARK-et-loefte"
READERS = ["leader", "member", "guest in it", "reference leader", "director", "consultant"]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def page(cast: Cast, name: str = "promise_new") -> str:
    return reverse(f"networks:{name}", args=[cast.network.slug])


def answer_page(promise: Promise) -> str:
    return reverse("networks:promise_answer", args=[promise.pk])


def letters() -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind="promise").order_by("pk")
    return list(found.values_list("recipient__first_name", "subject"))


def test_a_chief_promises_and_the_leader_hears_of_it(cast: Cast):
    client = cast.client("reference leader")
    key = uuid.uuid4()
    answer = client.post(page(cast), {"text": TEXT, "form_key": key})
    assert (answer.status_code, answer.url) == (302, page(cast, "direction_detail"))
    client.post(page(cast), {"text": TEXT, "form_key": key})
    made = Promise.objects.get()
    assert (made.text, made.made_by, made.network) == (
        TEXT,
        cast.network.reference_leader,
        made.network,
    )
    assert letters() == [("Mia", f"{made.made_by.name} har givet »{made.network.title}« et løfte")]
    trail = AuditEntry.objects.filter(verb="make_promise")
    assert [entry.facts for entry in trail] == [{"promise": made.pk}]


def test_other_words_in_the_same_form_are_kept_and_refused(cast: Cast):
    client, key = cast.client("reference leader"), uuid.uuid4()
    client.post(page(cast), {"text": TEXT, "form_key": key})
    answer = client.post(page(cast), {"text": "Noget helt andet.", "form_key": key})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert str(PromisedWithOtherWords()) in html
    assert "Noget helt andet." in html
    assert str(key) not in html
    assert Promise.objects.count() == 1


def test_an_empty_promise_is_refused_in_words(cast: Cast):
    answer = cast.client("director").post(page(cast), {"text": " ", "form_key": uuid.uuid4()})
    assert answer.status_code == 422
    assert "Skriv, hvad du lover. En sætning er nok." in answer.content.decode()
    too_long = cast.client("director").post(page(cast), {"text": "a" * 301})
    assert (too_long.status_code, Promise.objects.count()) == (422, 0)
    assert "a" * 301 in too_long.content.decode()


@pytest.mark.parametrize(
    "who",
    ["leader", "member", "guest in it", "consultant", "employee outside", "secretariat lead"],
)
def test_only_chiefs_promise(cast: Cast, who: str):
    client = cast.client(who)
    assert client.get(page(cast)).status_code == 404
    assert client.post(page(cast), {"text": TEXT, "form_key": uuid.uuid4()}).status_code == 404
    with pytest.raises(NotPossibleNow):
        make_promise(by=cast.people[who], network=cast.network, form_key=uuid.uuid4(), text=TEXT)
    assert Promise.objects.count() == 0


def test_a_closed_network_is_promised_nothing_and_can_still_be_answered(cast: Cast):
    promise = promised(cast.network)
    close_network(by=cast.network.leader, network=cast.network, words="Tak.", why_without="Ok.")
    client = cast.client("reference leader")
    assert client.get(page(cast)).status_code == 404
    form = {"answer": "Nej, desværre.", "outcome": PromiseOutcome.NOT_KEPT}
    assert client.post(answer_page(promise), form).status_code == 302
    assert letters()[-1] == ("Mia", f"Det lykkedes ikke: et løfte til »{cast.network.title}«")


@pytest.mark.parametrize("name", ["direction_detail", "network_detail"])
@pytest.mark.parametrize("who", READERS)
def test_those_around_the_network_read_it_and_how_it_went(cast: Cast, who: str, name: str):
    open_one, answered = promised(cast.network, text=MARK), promised(cast.network, text="Lokalet.")
    make_answered(answered)
    html = html_of(cast.client(who), page(cast, name))
    assert MARK in html
    assert "De fik fri i marts." in html
    asks = answer_page(open_one) in html
    assert asks == (who == "reference leader")
    assert answer_page(answered) not in html


@pytest.mark.parametrize("who", ["employee outside", "superuser"])
def test_others_see_no_promise(cast: Cast, who: str):
    make_answered(promised(cast.network, text=MARK))
    for name in ["direction_detail", "network_detail"]:
        html = html_of(cast.client(who), page(cast, name))
        assert MARK not in html
        assert "De fik fri i marts." not in html
        assert "Løfter til netværket" not in html


def test_who_has_left_or_stands_in_another_network_sees_none(cast: Cast, eva, ali, bo):
    promised(cast.network, text=MARK)
    make_network(leader=eva, reference_leader=bo, title="Et andet netværk")
    Membership.objects.filter(person=ali).update(
        ended_at=cast.network.decided_at, ended_because="left", joined_at=cast.network.decided_at
    )
    for person in (eva, ali):
        assert list(Promise.objects.visible_to(person)) == []
    stranger = Client()
    assert stranger.get(page(cast, "direction_detail")).status_code == 302


def test_a_promise_stays_with_its_own_network(cast: Cast, bo):
    other = make_network(leader=cast.network.leader, reference_leader=bo, title="Et andet")
    promised(other, text=MARK)
    for name in ["direction_detail", "network_detail"]:
        assert MARK not in html_of(cast.client("leader"), page(cast, name))


def test_the_one_who_made_it_answers_once(cast: Cast):
    promise = promised(cast.network)
    client = cast.client("reference leader")
    assert TEXT in html_of(client, answer_page(promise))
    form = {"answer": "De fik fri i marts.", "outcome": PromiseOutcome.KEPT}
    for _again in range(2):
        answer = client.post(answer_page(promise), form)
        assert (answer.status_code, answer.url) == (302, page(cast, "direction_detail"))
    promise.refresh_from_db()
    assert (promise.outcome, promise.answer) == ("kept", "De fik fri i marts.")
    assert letters()[1:] == [("Mia", f"Det lykkedes: et løfte til »{cast.network.title}«")]
    text = OutboxMail.objects.filter(kind="promise").latest("pk").text
    assert TEXT in text
    assert "De fik fri i marts." in text
    changed = client.post(answer_page(promise), form | {"answer": "Alligevel ikke."})
    assert changed.status_code == 422
    assert str(AlreadyAnswered()) in changed.content.decode()
    assert "Alligevel ikke." in changed.content.decode()
    promise.refresh_from_db()
    assert promise.answer == "De fik fri i marts."
    trail = AuditEntry.objects.filter(verb="answer_promise")
    assert [entry.facts for entry in trail] == [{"promise": promise.pk, "outcome": "kept"}]


@pytest.mark.parametrize(
    "form", [{"outcome": "kept"}, {"answer": "Jo."}, {"answer": "Jo.", "outcome": "x"}]
)
def test_half_an_answer_loses_nothing(cast: Cast, form: dict):
    promise = promised(cast.network)
    answer = cast.client("reference leader").post(answer_page(promise), form)
    assert answer.status_code == 422
    assert form.get("answer", "") in answer.content.decode()
    promise.refresh_from_db()
    assert promise.outcome == ""


@pytest.mark.parametrize(
    "who", ["leader", "member", "director", "consultant", "employee outside", "superuser"]
)
def test_nobody_else_answers(cast: Cast, who: str):
    promise = promised(cast.network, text=MARK)
    client, form = cast.client(who), {"answer": "Jo.", "outcome": "kept"}
    for answer in (client.get(answer_page(promise)), client.post(answer_page(promise), form)):
        assert answer.status_code == 404
        assert MARK not in answer.content.decode()
    with pytest.raises(NotPossibleNow):
        answer_promise(by=cast.people[who], promise=promise, **form)
    promise.refresh_from_db()
    assert promise.outcome == ""


def test_a_chief_who_leads_gets_no_letter_of_their_own(cast: Cast, dorte):
    network: Network = cast.network
    Membership.objects.create(network=network, person=dorte)
    Network.objects.filter(pk=network.pk).update(leader=dorte)
    network.refresh_from_db()
    make_answered(promised(network, by=dorte))
    assert letters() == []


def test_a_leader_who_leaves_before_the_letter_does_gets_none(cast: Cast, ali):
    leader = cast.network.leader
    promised(cast.network)
    Network.objects.filter(pk=cast.network.pk).update(leader=ali)
    leave_network(by=leader, network=cast.network)
    deliver_mail()
    assert OutboxMail.objects.get(kind="promise").state == MailState.SKIPPED


def test_a_leader_who_is_out_gets_no_letter(cast: Cast):
    Membership.objects.filter(person=cast.network.leader).delete()
    promised(cast.network)
    assert letters() == []


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_pages_cost_the_same_however_many_there_are(cast: Cast, rows: int):
    for number in range(rows):
        promised(cast.network, text=f"Løfte {number}")
    client = cast.client("reference leader")
    costs = {
        name: queries_of(client, page(cast, name))
        for name in ("direction_detail", "network_detail")
    }
    assert costs == {"direction_detail": 6, "network_detail": 8}
