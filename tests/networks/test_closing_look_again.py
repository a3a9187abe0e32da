"""Three, six and twelve months on, the receiver says how it fares."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from netvaerk.people.models import OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.look_again import answer_look_again
from networks.actions.receiver import pass_on_result
from networks.enums import Afterlife, Audience
from networks.models import LookAgain
from tests.factories.networks.result import make_closed, make_result, make_taken
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

CPH = ZoneInfo("Europe/Copenhagen")
SENT = {"answer": "lives", "words": "Hver mandag."}


@pytest.fixture
def clock():
    with time_machine.travel(datetime(2026, 3, 2, 10, tzinfo=CPH), tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None, clock) -> Cast:
    return cast_of(request)


@pytest.fixture
def look(cast: Cast, clock) -> LookAgain:
    """The first one of a result that only the network reads, on its day; the director took it."""
    result = make_result(cast.network, title="MARK-titel", audience=Audience.NETWORK)
    make_taken(result, cast.people["director"])
    make_closed(cast.network)
    clock.move_to(datetime(2026, 6, 2, 10, tzinfo=CPH))
    return LookAgain.objects.get(result=result, months=3)


def door(look: LookAgain) -> str:
    return reverse("networks:look_again_answer", args=[look.pk])


def test_only_the_receiver_looks_again(cast: Cast, look: LookAgain):
    seen = {who: cast.client(who).get(door(look)).status_code for who in cast.people}
    done = {who: cast.client(who).post(door(look), SENT).status_code for who in cast.people}
    everybody = dict.fromkeys(cast.people, 404)
    assert seen == everybody | {"anonymous": 302, "director": 200}
    assert done == everybody | {"anonymous": 403, "director": 302}
    look.refresh_from_db()
    assert (look.answer, look.words, look.answered_by) == (
        Afterlife.LIVES,
        "Hver mandag.",
        cast.people["director"],
    )


@pytest.mark.parametrize(
    "sent",
    [
        {"answer": "lives", "words": " "},
        {"answer": "", "words": "MARK-skrevet"},
        {"answer": "måske", "words": "MARK-skrevet"},
        {"answer": "died", "words": "MARK" + "x" * 300},
    ],
)
def test_one_click_and_a_sentence_both_are_asked_for(cast: Cast, look: LookAgain, sent: dict):
    answer = cast.client("director").post(door(look), sent)
    assert answer.status_code == 422
    assert f"{sent['words'].strip()}</textarea>" in answer.content.decode()
    assert not LookAgain.objects.exclude(answer="").exists()


def test_before_its_day_nobody_is_asked(cast: Cast, look: LookAgain, clock):
    clock.move_to(datetime(2026, 6, 1, 23, 59, tzinfo=CPH))
    director = cast.client("director")
    assert "Vi spørger først" in html_of(director, door(look))
    assert director.post(door(look), SENT).status_code == 422
    with pytest.raises(NotPossibleNow):
        answer_look_again(by=cast.people["director"], look=look, **SENT)


def test_an_answer_stands_and_a_second_click_is_the_same_answer(cast: Cast, look: LookAgain):
    director = cast.client("director")
    assert [director.post(door(look), SENT).status_code for _click in range(2)] == [302, 302]
    assert director.post(door(look), {**SENT, "answer": "died"}).status_code == 422
    look.refresh_from_db()
    assert look.answer == Afterlife.LIVES
    assert OutboxMail.objects.filter(kind="look_again").count() == 2


def test_leader_and_reference_leader_are_told_each_what_they_may_read(cast: Cast, look: LookAgain):
    answer_look_again(by=cast.people["director"], look=look, answer="changed", words="MARK-ord")
    letters = {
        one.recipient.first_name: (one.subject, "MARK-titel" in one.text, "MARK-ord" in one.text)
        for one in OutboxMail.objects.filter(kind="look_again")
    }
    subject = f"Et resultat fra »{cast.network.title}« har ændret sig"
    assert letters == {"Mia": (subject, True, True), "Bo": (subject, False, False)}


def test_the_answer_stands_with_the_result_for_those_who_read_it(cast: Cast, look: LookAgain):
    answer_look_again(by=cast.people["director"], look=look, answer="lives", words="MARK-ord")
    page = reverse("networks:result_list", args=[cast.network.slug])
    reading = {who for who in cast.people if "MARK-ord" in html_of(cast.client(who), page)}
    assert reading == {"leader", "member", "guest in it", "consultant", "co-driver", "director"}


def test_the_page_costs_little(cast: Cast, look: LookAgain):
    # session, person, the look, the result's card in three
    assert queries_of(cast.client("director"), door(look)) == 6


def test_whoever_passed_it_on_is_asked_no_more(cast: Cast, look: LookAgain):
    taken = look.result.receivers.get()
    pass_on_result(by=taken.person, receiver=taken, to=PersonFactory(), words="")
    assert cast.client("director").get(door(look)).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"answer": Afterlife.LIVES},
        {"words": "Uden svar."},
        {"answered_at": datetime(2026, 6, 2, tzinfo=CPH)},
    ],
)
def test_the_database_refuses_half_an_answer(look: LookAgain, wrong: dict):
    with pytest.raises(IntegrityError), transaction.atomic():
        LookAgain.objects.filter(pk=look.pk).update(**wrong)


def test_the_database_keeps_one_look_a_day(look: LookAgain):
    again = {"result": look.result, "months": 3, "due_on": look.due_on + timedelta(days=1)}
    with pytest.raises(IntegrityError), transaction.atomic():
        LookAgain.objects.create(**again)
