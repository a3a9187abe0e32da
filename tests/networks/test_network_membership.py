"""Coming in and going out: ask, answer, withdraw, leave."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from netvaerk.people.models import OutboxMail
from networks.actions.membership import ask_to_join, edit_room
from networks.enums import JoinRequestStatus
from networks.models import JoinRequest, Membership
from tests.factories.networks import make_network
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, let_in, queries_of

SENTENCE = "Jeg møder børnene i klubben."


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def asked(cast: Cast) -> JoinRequest:
    eva = cast.people["employee outside"]
    return ask_to_join(by=eva, network=cast.network, sentence=SENTENCE)


def page(cast: Cast, name: str, *more: int) -> str:
    return reverse(f"networks:{name}", args=[cast.network.slug, *more])


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def statuses(cast: Cast) -> list[str]:
    """Of the requests of the employee outside, in order."""
    asked = cast.people["employee outside"].join_requests.order_by("pk")
    return list(asked.values_list("status", flat=True))


# --- Asking -----------------------------------------------------------------------------------
def test_an_employee_outside_asks_with_a_sentence(cast: Cast):
    client = cast.client("employee outside")
    assert client.get(page(cast, "join_ask")).status_code == 200
    answer = client.post(page(cast, "join_ask"), {"sentence": SENTENCE})
    assert said(answer) == ["Din sætning er sendt til Mia. Du får svaret på mail."]
    assert statuses(cast) == [JoinRequestStatus.PENDING]


def test_asking_twice_is_one_request_and_a_second_sentence_is_not_lost_in_silence(cast: Cast):
    client = cast.client("employee outside")
    for sentence in (SENTENCE, SENTENCE, "En anden grund."):
        answer = client.post(page(cast, "join_ask"), {"sentence": sentence})
    assert "svarer på den sætning, du sendte først" in said(answer)[-1]
    assert list(cast.network.join_requests.filter(status="pending").values_list("sentence")) == [
        (SENTENCE,)
    ]


@pytest.mark.parametrize("sentence", ["", "  ", "x" * 301, "a\0b"])
def test_a_sentence_that_cannot_be_sent_is_said_and_kept(cast: Cast, sentence: str):
    answer = cast.client("employee outside").post(page(cast, "join_ask"), {"sentence": sentence})
    assert answer.status_code == 422
    assert sentence.strip() in answer.content.decode()
    assert statuses(cast) == []


def test_who_may_open_the_page_for_asking(cast: Cast):
    answers = {who: cast.client(who).get(page(cast, "join_ask")).status_code for who in cast.people}
    may_ask = dict.fromkeys(cast.people, 200)
    already_in = dict.fromkeys(["leader", "member"], 302)
    guests = dict.fromkeys(["guest in it", "guest outside", "superuser"], 404)
    assert answers == may_ask | already_in | guests | {"anonymous": 302}


def test_a_network_that_closed_meanwhile_says_so(cast: Cast):
    edit_room(by=cast.network.leader, network=cast.network, is_open_for_members=False, wanted="")
    client = cast.client("employee outside")
    assert client.get(page(cast, "join_ask")).status_code == 302
    answer = client.post(page(cast, "join_ask"), {"sentence": SENTENCE})
    assert "Det kan ikke lade sig gøre lige nu." in said(answer)[0]
    assert statuses(cast) == []


# --- Withdrawing ------------------------------------------------------------------------------
def test_a_request_is_taken_back_once(cast: Cast, asked: JoinRequest):
    client = cast.client("employee outside")
    sayings = [said(client.post(page(cast, "join_withdraw")))[-1] for _click in range(2)]
    assert sayings == [
        "Du har trukket din anmodning tilbage.",
        "Anmodningen er allerede besvaret eller trukket tilbage.",
    ]
    assert statuses(cast) == [JoinRequestStatus.WITHDRAWN]


def test_nobody_takes_back_anothers_request(cast: Cast, asked: JoinRequest):
    answers = {
        who: cast.client(who).post(page(cast, "join_withdraw")).status_code
        for who in cast.people
        if who not in {"employee outside", "member"}
    }
    assert answers == dict.fromkeys(answers, 404) | {"anonymous": 403}
    assert statuses(cast) == [JoinRequestStatus.PENDING]


# --- Answering --------------------------------------------------------------------------------
def test_the_leader_welcomes_with_or_without_a_sentence(cast: Cast, asked: JoinRequest):
    client = cast.client("leader")
    address = page(cast, "join_answer", asked.pk)
    answer = client.post(address, {"decision": "velkommen", "answer": ""})
    assert said(answer) == ["Eva er nu med og har fået en mail om det."]
    assert asked.person.memberships.current().filter(network=cast.network).count() == 1


def test_declining_asks_for_a_sentence(cast: Cast, asked: JoinRequest):
    client = cast.client("leader")
    address = page(cast, "join_answer", asked.pk)
    refused = client.post(address, {"decision": "nej", "answer": " "})
    assert refused.status_code == 422
    assert f'href="#id_{asked.pk}_answer"' in refused.content.decode()
    client.post(address, {"decision": "nej", "answer": "Vi er fuldtallige."})
    assert list(asked.person.join_requests.values_list("status", "answer")) == [
        (JoinRequestStatus.DECLINED, "Vi er fuldtallige.")
    ]
    assert not asked.person.memberships.exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"decision": "velkommen", "answer": "MARK" * 100},
        {"decision": "måske", "answer": "MARK"},
        {"answer": "MARK"},
        {"decision": "nej", "answer": "MARK\0"},
    ],
)
def test_an_answer_that_cannot_be_sent_keeps_its_text(cast: Cast, asked: JoinRequest, sent: dict):
    answer = cast.client("leader").post(page(cast, "join_answer", asked.pk), sent)
    assert answer.status_code == 422
    assert sent["answer"] in answer.content.decode()
    assert statuses(cast) == [JoinRequestStatus.PENDING]


def test_a_second_click_answers_once_and_sends_one_letter(cast: Cast, asked: JoinRequest):
    client = cast.client("leader")
    sent = {"decision": "velkommen", "answer": "Velkommen!"}
    sayings = [
        said(client.post(page(cast, "join_answer", asked.pk), sent))[-1] for _click in range(2)
    ]
    assert sayings[1] == "Anmodningen er allerede besvaret eller trukket tilbage."
    assert Membership.objects.filter(person=asked.person, network=cast.network).count() == 1
    assert OutboxMail.objects.filter(kind="join_answer", recipient=asked.person).count() == 1


def test_only_the_leader_answers(cast: Cast, asked: JoinRequest):
    sent = {"decision": "velkommen", "answer": ""}
    answers = {
        who: cast.client(who).post(page(cast, "join_answer", asked.pk), sent).status_code
        for who in cast.people
        if who != "leader"
    }
    assert answers == dict.fromkeys(answers, 404) | {"anonymous": 403}
    assert statuses(cast) == [JoinRequestStatus.PENDING]


def test_a_request_of_another_network_is_not_found_here(cast: Cast, mia, bo, karen):
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Et andet")
    theirs = ask_to_join(by=PersonFactory(), network=other, sentence=SENTENCE)
    sent = {"decision": "velkommen", "answer": ""}
    answer = cast.client("leader").post(page(cast, "join_answer", theirs.pk), sent)
    missing = cast.client("leader").post(page(cast, "join_answer", 0), sent)
    assert (answer.status_code, missing.status_code) == (404, 404)


def test_somebody_who_came_in_another_way_is_welcomed_without_a_second_seat(
    cast: Cast, asked: JoinRequest
):
    let_in(cast.network, asked.person)
    sent = {"decision": "velkommen", "answer": ""}
    assert cast.client("leader").post(page(cast, "join_answer", asked.pk), sent).status_code == 302
    assert asked.person.memberships.current().count() == 1


# --- Leaving ----------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["member", "guest in it"])
def test_a_member_leaves_and_a_second_click_is_told_so(cast: Cast, who: str):
    client, person = cast.client(who), cast.people[who]
    assert client.get(page(cast, "network_leave")).status_code == 200
    assert person.memberships.current().count() == 1
    sayings = [said(client.post(page(cast, "network_leave")))[-1] for _click in range(2)]
    assert sayings == [
        f"Du er ikke længere med i »{cast.network.title}«. Tak for det, du gav.",
        "Du er ikke længere med i netværket.",
    ]
    assert person.memberships.current().count() == 0


def test_who_may_open_the_page_for_leaving(cast: Cast):
    answers = {
        who: cast.client(who).get(page(cast, "network_leave")).status_code for who in cast.people
    }
    may = dict.fromkeys(["member", "guest in it", "member before"], 200)
    assert answers == dict.fromkeys(cast.people, 404) | may | {"anonymous": 302}


# --- Who is in --------------------------------------------------------------------------------
def test_members_stand_with_the_core_first_then_in_danish_order(cast: Cast):
    for name in ("Åse", "Ævar", "Zita"):
        let_in(cast.network, PersonFactory(first_name=name))
    response = cast.client("employee outside").get(page(cast, "member_list"))
    names = [member.person.first_name for member in response.context["people"].members]
    assert names == ["Mia", "Ali", "Noor", "Zita", "Ævar", "Åse"]
    assert "Membership" not in response.content.decode()


def test_an_erased_member_has_no_name(cast: Cast):
    ali = cast.people["member"]
    ali.first_name = ali.last_name = ""
    ali.save()
    assert "Tidligere deltager" in html_of(cast.client("leader"), page(cast, "member_list"))


def test_the_page_costs_the_same_for_everybody_at_every_size(cast: Cast):
    people = [name for name in cast.people if name not in {"anonymous", "guest outside"}]
    costs = []
    for size in (1, 3, 25):
        while cast.network.join_requests.count() < size:
            person = PersonFactory()
            let_in(cast.network, person)
            ask_to_join(by=PersonFactory(), network=cast.network, sentence=SENTENCE)
        costs.append(
            {name: queries_of(cast.client(name), page(cast, "member_list")) for name in people}
        )
    # session, person, network, its four people, members, voices; requests for the leader
    expected = dict.fromkeys(people, 6) | {"leader": 7}
    assert costs == [expected] * 3


@pytest.mark.parametrize("name", ["join_withdraw", "join_answer"])
def test_acts_are_posts(cast: Cast, asked: JoinRequest, name: str):
    more = [asked.pk] if name == "join_answer" else []
    assert cast.client("leader").get(page(cast, name, *more)).status_code == 405
