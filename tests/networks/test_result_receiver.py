"""A receiver is asked in person, and says yes, no and why, or somebody else."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.enums import UnitKind
from netvaerk.people.models import OutboxMail, Person
from netvaerk.refusals import NotPossibleNow
from networks.actions.receiver import (
    BelongsNowhere,
    PassedToOneself,
    TakenAlready,
    accept_result,
    ask_receiver,
    decline_result,
    pass_on_result,
)
from networks.enums import Audience, ReceiverAnswer
from networks.models import Receiver, Result
from tests.factories.networks.result import (
    WORDS,
    make_closed,
    make_receiver,
    make_result,
    make_taken,
)
from tests.factories.people import OrgUnitFactory, PersonFactory
from tests.networks.rooms import Cast, as_seen, cast_of, html_of, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def lone() -> Person:
    return PersonFactory(first_name="Lone")


@pytest.fixture
def result(cast: Cast) -> Result:
    return make_result(cast.network, title="MARK-titel", audience=Audience.NETWORK)


@pytest.fixture
def asked(result: Result, lone: Person) -> Receiver:
    return make_receiver(result, lone)


def door(receiver: Receiver, name: str = "receiver_answer") -> str:
    return reverse(f"networks:{name}", args=[receiver.pk])


def as_(person: Person, cast: Cast):
    client = cast.client("anonymous")
    client.force_login(person)
    return client


def told(kind: str) -> list[tuple[str, str]]:
    letters = OutboxMail.objects.filter(kind=kind).order_by("pk")
    return list(letters.values_list("recipient__first_name", "subject"))


def answers(result: Result) -> list[tuple[str, str]]:
    return list(result.receivers.values_list("person__first_name", "answer"))


# --- Asking -----------------------------------------------------------------------------------
def test_only_the_leader_asks(cast: Cast, result: Result, lone: Person):
    address = reverse("networks:receiver_ask", args=[cast.network.slug, result.pk])
    sent = {"person": lone.email, "words": "Det var hos jer."}
    seen = {who: cast.client(who).get(address).status_code for who in cast.people}
    done = {who: cast.client(who).post(address, sent).status_code for who in cast.people}
    everybody = dict.fromkeys(cast.people, 404)
    assert seen == everybody | {"anonymous": 302, "leader": 200}
    assert done == everybody | {"anonymous": 403, "leader": 302}
    assert answers(result) == [("Lone", "")]
    title = cast.network.title
    assert told("receiver") == [("Lone", f"Vil du tage imod et resultat fra »{title}«?")]


def test_the_result_lives_in_the_receivers_department(result: Result):
    department = OrgUnitFactory(name="Sundhed")
    unit = OrgUnitFactory(name="Team Nord", kind=UnitKind.UNIT, parent=department)
    assert make_receiver(result, PersonFactory(unit=unit)).unit == department


def test_somebody_without_a_department_cannot_be_asked(cast: Cast, result: Result):
    homeless = PersonFactory(first_name="Ib", unit=None)
    address = reverse("networks:receiver_ask", args=[cast.network.slug, result.pk])
    sent = {"person": homeless.email, "words": "MARK-beholdes"}
    answer = cast.client("leader").post(address, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Ib Lund hører ikke til" in html, "MARK-beholdes</textarea>" in html) == (True, True)
    with pytest.raises(BelongsNowhere):
        make_receiver(result, cast.people["guest in it"])


def test_asking_the_same_person_twice_is_asking_once(result: Result, lone: Person):
    assert make_receiver(result, lone) == make_receiver(result, lone)
    assert len(told("receiver")) == 1


def test_asking_somebody_else_lets_the_first_one_off(
    cast: Cast, asked: Receiver, result: Result, lone: Person
):
    make_receiver(result, PersonFactory(first_name="Nadia"))
    assert answers(result) == [("Lone", "replaced"), ("Nadia", "")]
    assert [name for name, _subject in told("receiver")] == ["Lone", "Lone", "Nadia"]
    assert as_(lone, cast).get(door(asked)).status_code == 404
    assert not Result.objects.visible_to(lone).exists()


def test_what_somebody_has_taken_is_theirs_to_pass_on(cast: Cast, result: Result, lone: Person):
    make_taken(result, lone)
    with pytest.raises(TakenAlready):
        make_receiver(result, PersonFactory())
    address = reverse("networks:receiver_ask", args=[cast.network.slug, result.pk])
    assert cast.client("leader").get(address).status_code == 404


def test_somebody_else_is_asked_when_the_receiver_has_left_the_house(
    cast: Cast, result: Result, lone: Person
):
    make_taken(result, lone)
    Person.objects.filter(pk=lone.pk).update(is_active=False)
    nadia = PersonFactory(first_name="Nadia")
    address = reverse("networks:receiver_ask", args=[cast.network.slug, result.pk])
    sent = {"person": nadia.email, "words": ""}
    assert cast.client("leader").post(address, sent).status_code == 302
    assert answers(result) == [("Lone", "replaced"), ("Nadia", "")]


# --- Answering --------------------------------------------------------------------------------
def test_only_the_one_who_is_asked_answers(cast: Cast, asked: Receiver, lone: Person):
    sent = {"decision": "tag-imod", "words": ""}
    refused = {
        (
            cast.client(who).get(door(asked)).status_code,
            cast.client(who).post(door(asked), sent).status_code,
        )
        for who in cast.people
        if who != "anonymous"
    }
    assert refused == {(404, 404)}
    for somebody in (cast.people["leader"], cast.people["member"]):
        with pytest.raises(NotPossibleNow):
            accept_result(by=somebody, receiver=asked, words="")
    assert as_(lone, cast).post(door(asked), sent).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == ReceiverAnswer.ACCEPTED


def test_the_receiver_reads_what_it_is_before_answering(cast: Cast, asked: Receiver, lone: Person):
    html = as_(lone, cast).get(door(asked)).content.decode()
    facts = ("MARK-titel", "En time hver mandag", "Skemaet, som ingen læste.", "Det var hos jer.")
    assert [fact in html for fact in facts] == [True] * 4


@pytest.mark.parametrize(
    ("sent", "answer", "subject"),
    [
        ({"decision": "tag-imod", "words": "Gerne."}, "accepted", "Lone Lund tager imod et"),
        ({"decision": "nej-tak", "words": "Ikke hos os."}, "declined", "Lone Lund siger nej tak"),
    ],
)
def test_the_leader_is_told_the_answer_once(
    cast: Cast, asked: Receiver, lone: Person, sent: dict, answer: str, subject: str
):
    client = as_(lone, cast)
    assert [client.post(door(asked), sent).status_code for _click in range(2)] == [302, 302]
    letters = told("receiver_answer")
    assert [(name, said.startswith(subject)) for name, said in letters] == [("Mia", True)]
    assert sent["words"] in OutboxMail.objects.get(kind="receiver_answer").text
    assert answers(asked.result) == [("Lone", answer)]
    assert client.get(door(asked)).status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"decision": "nej-tak", "words": " "},
        {"decision": "", "words": "MARK-skrevet"},
        {"decision": "måske", "words": "MARK-skrevet"},
        {"decision": "tag-imod", "words": "MARK-skrevet" + "x" * 300},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, asked: Receiver, lone: Person, sent: dict
):
    answer = as_(lone, cast).post(door(asked), sent)
    assert answer.status_code == 422
    assert f"{sent['words'].strip()}</textarea>" in answer.content.decode()
    assert answers(asked.result) == [("Lone", "")]


def test_no_is_not_said_once_it_is_taken(result: Result, lone: Person):
    taken = make_taken(result, lone)
    with pytest.raises(NotPossibleNow):
        decline_result(by=lone, receiver=taken, words="Alligevel ikke.")


def hand_back(receiver: Receiver, how: str) -> None:
    if how == "declined":
        decline_result(by=receiver.person, receiver=receiver, words="Ikke hos os.")
    else:
        nadia = PersonFactory(first_name="Nadia")
        pass_on_result(by=receiver.person, receiver=receiver, to=nadia, words="")


@pytest.mark.parametrize("how", ["declined", "passed_on"])
def test_who_has_handed_it_back_reads_that_the_answer_is_saved_and_no_more(
    cast: Cast, lone: Person, how: str
):
    result = make_result(cast.network, audience=Audience.NETWORK, **dict.fromkeys(WORDS, "MARK"))
    asked = make_receiver(result, lone, words="MARK-et ord")
    client, listed = as_(lone, cast), reverse("networks:result_list", args=[cast.network.slug])
    before = [html_of(client, address) for address in (door(asked), listed)]
    assert ["MARK" in html for html in before] == [True, True]
    hand_back(asked, how)
    answer = client.post(door(asked), {"decision": "tag-imod", "words": ""})
    after = [
        *(html_of(client, address) for address in (door(asked), listed)),
        as_seen(answer.content),
    ]
    assert ["MARK" in html for html in after] == [False] * 3
    assert ("Tak for svaret" in after[0], "Dit svar er gemt." in after[0]) == (True, True)


def test_who_has_said_no_finds_the_result_where_every_employee_reads_it(cast: Cast, lone: Person):
    asked = make_receiver(make_result(cast.network, title="MARK"), lone, words="")
    hand_back(asked, "declined")
    listed = reverse("networks:result_list", args=[cast.network.slug])
    client = as_(lone, cast)
    assert f"{listed}#r{asked.result_id}" in html_of(client, door(asked))
    assert "MARK" in html_of(client, listed)


def test_after_a_yes_nobody_is_asked_any_more(cast: Cast, result: Result, lone: Person):
    html = html_of(as_(lone, cast), door(make_taken(result, lone)))
    assert ("Spurgte dig" in html, "Spørger dig" in html, "Vil du tage imod" in html) == (
        True,
        False,
        False,
    )


# --- Passing on -------------------------------------------------------------------------------
@pytest.mark.parametrize("has_accepted", [False, True])
def test_passing_on_asks_somebody_else_also_after_having_accepted(
    cast: Cast, asked: Receiver, lone: Person, has_accepted: bool
):
    nadia = PersonFactory(first_name="Nadia")
    if has_accepted:
        accept_result(by=lone, receiver=asked, words="")
    sent = {"person": nadia.email, "words": "Du har pedellerne."}
    client = as_(lone, cast)
    statuses = [
        client.post(door(asked, "receiver_pass_on"), sent).status_code for _click in range(2)
    ]
    assert statuses == [302, 302]
    assert answers(asked.result) == [("Lone", "passed_on"), ("Nadia", "")]
    assert told("receiver")[-1][0] == "Nadia"
    assert told("receiver_answer")[-1][1].startswith("Lone Lund har givet et resultat")
    theirs = Receiver.objects.get(person=nadia)
    accept_result(by=nadia, receiver=theirs, words="Det vil vi gerne.")
    # The leader, and Lone who asked.
    assert sorted(name for name, said in told("receiver_answer") if "Nadia" in said) == [
        "Lone",
        "Mia",
    ]


@pytest.mark.parametrize("to", ["ingen@demo.example", "", "lone@demo.example"])
def test_passing_on_takes_somebody_else_and_keeps_the_words(
    cast: Cast, asked: Receiver, lone: Person, to: str
):
    sent = {"person": to, "words": "MARK-skrevet"}
    answer = as_(lone, cast).post(door(asked, "receiver_pass_on"), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-skrevet</textarea>" in html, "<details" in html) == (True, True)
    assert answers(asked.result) == [("Lone", "")]
    with pytest.raises(PassedToOneself):
        pass_on_result(by=lone, receiver=asked, to=lone, words="")


def test_a_result_still_finds_a_home_after_the_network_has_closed(cast: Cast, asked: Receiver):
    make_closed(cast.network)
    decline_result(by=asked.person, receiver=asked, words="Ikke hos os.")
    nadia = PersonFactory(first_name="Nadia")
    again = ask_receiver(by=cast.network.leader, result=asked.result, person=nadia, words="")
    accept_result(by=nadia, receiver=again, words="")
    assert not Result.objects.without_receiver().exists()


def test_the_pages_cost_the_same_however_many_have_been_asked(
    cast: Cast, asked: Receiver, lone: Person
):
    ask = reverse("networks:receiver_ask", args=[cast.network.slug, asked.result.pk])
    costs = []
    for size in (1, 3, 25):
        while asked.result.receivers.count() < size:
            make_receiver(asked.result, PersonFactory())
        mine = make_receiver(asked.result, lone)
        costs.append(
            (queries_of(as_(lone, cast), door(mine)), queries_of(cast.client("leader"), ask))
        )
    # session, person, receiver or (network and result), the result's card in three
    assert costs == [(6, 7)] * 3


# --- What must be true ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": ReceiverAnswer.ACCEPTED},
        {"answered_at": "2026-01-01T00:00Z"},
        {"answer": ReceiverAnswer.DECLINED, "answered_at": "2026-01-01T00:00Z"},
    ],
)
def test_the_database_refuses_half_an_answer(asked: Receiver, wrong: dict):
    with pytest.raises(IntegrityError), transaction.atomic():
        Receiver.objects.filter(pk=asked.pk).update(**wrong)


def test_the_database_lets_one_receiver_stand(asked: Receiver, cast: Cast):
    other = {"person": cast.people["director"], "unit": asked.unit, "asked_by": asked.asked_by}
    with pytest.raises(IntegrityError), transaction.atomic():
        Receiver.objects.create(result=asked.result, asked_at=clock.now(), **other)
