"""The chiefs read what changed since last time, and say when they are done."""

import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from networks.actions.direction import acknowledge_direction
from networks.actions.phase import move_phase
from networks.enums import Afterlife, Audience
from networks.models import (
    Assumption,
    LearningEntry,
    LookAgain,
    Network,
    Phase,
    Result,
)
from secretariat.actions.review import ReadOnSince, close_review, take_back_review
from secretariat.models import Review
from tests.factories.networks import (
    alignment,
    make_direction,
    make_forwarded,
    make_learning,
    make_network,
)
from tests.factories.networks.assumption import make_fallen
from tests.factories.networks.promise import make_answered, make_promise
from tests.factories.networks.result import make_closed, make_receiver, make_result, make_taken
from tests.factories.review import make_review

PAGE = reverse("secretariat:since_last")
CLOSE = reverse("secretariat:review_close")
DAY = timedelta(days=1)


@pytest.fixture
def network(mia, bo, karen) -> Network:
    """Long established; the chiefs have held a review since."""
    with clock.set_to(clock.now() - 200 * DAY):
        return make_network(leader=mia, reference_leader=bo, consultant=karen)


def page_for(client, person, asked=""):
    client.force_login(person)
    return client.get(f"{PAGE}{asked}")


def lines(response) -> dict[str, list[tuple[str, str]]]:
    """Network → what is told of it."""
    return {
        one.title: [(line.heading, line.text) for line in one.lines]
        for one in response.context["page"]
    }


@pytest.mark.parametrize("who", ["bo", "dorte"])
def test_chiefs_read_it(client, who, request):
    assert page_for(client, request.getfixturevalue(who)).status_code == 200


@pytest.mark.parametrize("who", ["sanne", "karen", "mia", "eva", "noor", "root"])
def test_for_everyone_else_there_is_nothing_to_read_or_end(client, who, request, bo):
    review = make_review(bo)
    assert page_for(client, request.getfixturevalue(who)).status_code == 404
    back = reverse("secretariat:review_take_back", args=[review.pk])
    assert [client.post(address).status_code for address in (CLOSE, back)] == [404, 404]
    assert Review.objects.count() == 1


def test_a_network_where_nothing_happened_is_not_there(client, network, bo):
    make_review(bo, days_ago=1)
    assert lines(page_for(client, bo)) == {}


def test_everything_that_happened_is_told_in_its_own_words(client, network, mia, eva, bo):
    make_review(bo, days_ago=1)
    make_direction(network, why="Fordi det haster.")
    acknowledge_direction(by=mia, network=network, version=2, understanding="Vi skal lytte.")
    move_phase(by=mia, network=network, to=Phase.objects.last(), sentence="Vi er enige.")
    alignment.make_answered(alignment.make_note(network, reason="Godt set."), answer="Tak.")
    make_answered(make_promise(network, text="Jeg finder en vikar."))
    make_taken(make_result(network, title="Opkald"), eva)
    make_fallen(network, sentence="De læser det.", outcome_words="To af ti gjorde.")
    make_learning(network, learned="De vil spørges.", audience=Audience.EMPLOYEES)
    assert lines(page_for(client, bo)) == {
        network.title: [
            ("Ny retning", "Fordi det haster."),
            ("Sådan forstår netværket retningen", "Vi skal lytte."),
            (f"Ny fase: {Phase.objects.last().name}", "Vi er enige."),
            (f"På kurs, skrev {bo.name}", "Godt set."),
            ("Netværket svarede på »På kurs«", "Tak."),
            (f"{bo.name} lovede", "Jeg finder en vikar."),
            ("Det lykkedes: »Jeg finder en vikar.«", "De fik fri i marts."),
            ("Aftryk: Opkald", f"{eva.unit.name} har taget imod."),
            ("En antagelse faldt: »De læser det.«", "To af ti gjorde."),
            ("Netværket lærte", "De vil spørges."),
        ]
    }


def test_a_network_that_begins_and_one_that_ends(client, network, mia, bo, karen):
    make_review(bo, days_ago=1)
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Begynder")
    make_closed(network, words="Tak for nu.")
    told = lines(page_for(client, bo))
    assert told["Begynder"] == [
        ("Netværket er etableret", "Hvorfor bliver nogle børn væk, og hvem ser det først?"),
        ("Retningen er skrevet", "Fordi fraværet vokser."),
    ]
    assert told[network.title] == [("Netværket er afsluttet", "Tak for nu.")]


def test_what_became_of_a_result_that_was_known_before(client, network, eva, bo):
    with clock.set_to(clock.now() - 100 * DAY):
        result = make_result(network, title="Opkald")
        receiver = make_receiver(result, eva)
    make_review(bo, days_ago=1)
    receiver.answer, receiver.answered_at = "accepted", clock.now()
    receiver.save()
    LookAgain.objects.create(
        result=result,
        months=3,
        due_on=clock.today(),
        answer=Afterlife.LIVES,
        words="Hver mandag.",
        answered_by=eva,
        answered_at=clock.now(),
    )
    assert lines(page_for(client, bo)) == {
        network.title: [
            ("Nogen har taget imod: Opkald", eva.unit.name),
            ("Genbesøg af Opkald: Det lever", "Hver mandag."),
        ]
    }


def test_the_house_comes_first_with_new_proposals_and_decisions(client, network, ali, bo, karen):
    make_review(bo, days_ago=1)
    make_forwarded(ali, forwarded_by=karen, title="Et nyt")
    make_network(leader=ali, reference_leader=bo, consultant=karen, title="Et ja")
    house = page_for(client, bo).context["house"]
    assert [one.title for one in house.proposals] == ["Et nyt"]
    assert [(one.proposal.title, one.reason) for one in house.decisions] == [
        ("Et ja", "Det kan ingen afdeling løse alene.")
    ]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("Ja. Vi har råd.", "Ja</strong>. Vi har råd."),
        ("Ja, som læringsnetværk.", "Ja</strong>. Som læringsnetværk."),
        ("Jamen selvfølgelig.", "Ja</strong>. Jamen selvfølgelig."),
        ("Vi har råd.", "Ja</strong>. Vi har råd."),
    ],
)
def test_an_answer_is_not_said_twice(client, network, mia, bo, karen, reason, told):
    make_review(bo, days_ago=1)
    made = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Et ja")
    made.proposal.decisions.update(reason=reason)
    assert told in page_for(client, bo).content.decode()


def test_what_was_learned_follows_as_one_sentence(client, network, bo):
    make_review(bo, days_ago=1)
    make_fallen(network, sentence="at de læser det.", outcome_words="Ingen gjorde.")
    make_learning(network, learned="at de vil spørges.", audience=Audience.EMPLOYEES)
    page = " ".join(page_for(client, bo).content.decode().split())
    assert "Netværket lærte</a></strong>, at de vil spørges." in page
    assert "En antagelse faldt: »Vi går ud fra, at de læser det.«" in page


def test_what_happened_before_the_last_review_is_not_told_again(client, network, bo):
    with clock.set_to(clock.now() - 10 * DAY):
        make_promise(network, text="Gammelt.")
    make_review(bo, days_ago=5)
    make_promise(network, text="Nyt.")
    assert lines(page_for(client, bo)) == {network.title: [(f"{bo.name} lovede", "Nyt.")]}


def test_one_can_go_back_to_a_review_or_a_day(client, network, bo):
    with clock.set_to(clock.now() - 10 * DAY):
        make_promise(network, text="Før.")
    first = make_review(bo, days_ago=20)
    make_review(bo, days_ago=5)
    told = {network.title: [(f"{bo.name} lovede", "Før.")]}
    held_on = clock.timezone.localdate(first.held_at)
    assert lines(page_for(client, bo, f"?siden={held_on}")) == told
    response = page_for(client, bo, f"?siden={clock.today() - 12 * DAY}")
    assert lines(response) == told
    assert response.context["since"].review is None


def test_without_a_review_it_is_the_last_ninety_days(client, network, bo):
    for days in (91, 89):
        with clock.set_to(clock.now() - days * DAY):
            make_promise(network, text=f"For {days} dage siden.")
    assert lines(page_for(client, bo)) == {
        network.title: [(f"{bo.name} lovede", "For 89 dage siden.")]
    }


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("i-går", "Det er ikke en dag."),
        ("2026-02-31", "Det er ikke en dag."),
        ("2999-01-01", "Den dag er ikke kommet endnu."),
    ],
)
def test_nonsense_in_the_address_is_said_kindly(client, bo, asked, said):
    response = page_for(client, bo, f"?siden={asked}")
    assert response.status_code == 200
    assert said in response.content.decode()
    assert response.context["since"].is_last


def test_a_lively_network_is_told_in_a_few_lines_and_leads_to_the_rest(client, network, bo):
    make_review(bo, days_ago=1)
    for number in range(5):
        make_learning(network, learned=f"Kort {number}", audience=Audience.EMPLOYEES)
    (one,) = page_for(client, bo).context["page"]
    assert [line.text for line in one.lines] == ["Kort 4", "Kort 3", "Kort 2"]
    assert one.has_more


@pytest.mark.parametrize("audience", [Audience.NETWORK, Audience.SECRETARIAT])
def test_what_is_shielded_changes_nothing(client, network, bo, dorte, audience):
    """Also for a chief who is in the network: at the meeting all of them look."""
    network.memberships.create(person=dorte)
    make_review(bo, days_ago=1)
    before = without_tokens(page_for(client, dorte))
    mark = uuid.uuid4().hex
    make_learning(network, learned=mark, audience=audience)
    make_fallen(network, sentence=mark, outcome_words=mark, audience=audience)
    make_taken(make_result(network, title=mark, audience=audience), bo)
    assert {len(one.objects.all()) for one in (LearningEntry, Assumption, Result)} == {1}
    assert without_tokens(page_for(client, dorte)) == before


def without_tokens(response) -> str:
    """The page without what differs each time it is drawn."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_page_takes_seven_queries(client, mia, bo, karen, rows, django_assert_num_queries):
    for number in range(rows):
        network = make_network(
            leader=mia, reference_leader=bo, consultant=karen, title=f"N{number}"
        )
        make_learning(network, audience=Audience.EMPLOYEES)
        make_promise(network)
        make_result(network)
    make_review(bo, days_ago=300)
    client.force_login(bo)
    with django_assert_num_queries(7):
        response = client.get(PAGE)
    assert len(lines(response)) == rows


def test_twenty_five_networks_are_read_at_a_time(client, mia, bo, karen):
    for number in range(27):
        make_network(leader=mia, reference_leader=bo, consultant=karen, title=f"N{number:02}")
    assert len(lines(page_for(client, bo))) == 25
    assert list(lines(page_for(client, bo, "?page=2"))) == ["N25", "N26"]


def test_the_review_is_closed_and_next_time_begins_here(client, network, bo, dorte):
    make_promise(network, text="Før mødet.")
    client.force_login(bo)
    assert client.post(CLOSE).url == PAGE
    assert lines(page_for(client, dorte)) == {}
    (review,) = Review.objects.all()
    entry = AuditEntry.objects.get(verb="close_review")
    assert (review.closed_by, entry.by_id) == (bo, bo.pk)


def test_there_is_a_review_to_end_when_something_is_read_since_the_last_one(client, network, bo):
    make_review(bo, days_ago=5)
    assert CLOSE not in page_for(client, bo).content.decode()
    make_promise(network)
    assert CLOSE in page_for(client, bo).content.decode()
    assert CLOSE not in page_for(client, bo, f"?siden={clock.today() - 9 * DAY}").content.decode()


def test_what_comes_between_reading_and_closing_is_new_next_time(client, network, bo, dorte):
    make_promise(network, text="Læst på mødet.")
    now = clock.now()
    with clock.set_to(now + timedelta(minutes=1)):
        page = page_for(client, bo).content.decode()
    read = page.split('name="laest" value="')[1].split('"')[0]
    with clock.set_to(now + timedelta(minutes=20)):
        make_promise(network, text="Kom, mens I talte.")
    with clock.set_to(now + timedelta(minutes=40)):
        for _time in range(2):
            client.post(CLOSE, {"laest": read})
        html = page_for(client, dorte).content.decode()
    assert ("Kom, mens I talte." in html, "Læst på mødet." in html) == (True, False)
    assert Review.objects.count() == 1


@pytest.mark.parametrize("said", ["", "i går", "2026-11-23T10:00", "9999-12-31T00:00+00:00"])
def test_a_moment_that_is_none_is_now(client, network, bo, said):
    make_promise(network)
    client.force_login(bo)
    before = clock.now()
    client.post(CLOSE, {"laest": said})
    assert before <= Review.objects.get().held_at <= clock.now()


def test_pressed_twice_within_a_minute_it_is_one_review(bo, dorte):
    now = clock.now()
    with clock.set_to(now):
        first = close_review(by=bo)
    with clock.set_to(now + timedelta(seconds=59)):
        assert close_review(by=dorte) == first
    with clock.set_to(now + timedelta(seconds=61)):
        assert close_review(by=dorte) != first


def test_only_chiefs_close_it(db, sanne, mia):
    for person in (sanne, mia):
        with pytest.raises(NotPossibleNow):
            close_review(by=person)


def test_whoever_closed_it_takes_it_back_the_same_day(client, network, bo, dorte):
    review = make_review(bo)
    back = reverse("secretariat:review_take_back", args=[review.pk])
    client.force_login(dorte)
    assert client.post(back).status_code == 404
    assert "Åbn gennemgangen igen" not in page_for(client, dorte).content.decode()
    assert "Åbn gennemgangen igen" in page_for(client, bo).content.decode()
    assert client.post(back).url == PAGE
    assert not Review.objects.exists()
    assert AuditEntry.objects.filter(verb="take_back_review", by=bo).exists()


def test_the_day_after_it_stands(bo):
    review = make_review(bo, days_ago=1)
    with pytest.raises(NotPossibleNow):
        take_back_review(by=bo, review=review)


def test_only_the_newest_is_taken_back(bo, dorte):
    now = clock.now()
    with clock.set_to(now.replace(hour=9)):
        first = close_review(by=bo)
    with clock.set_to(now.replace(hour=10)):
        close_review(by=dorte)
        with pytest.raises(ReadOnSince):
            take_back_review(by=bo, review=first)
    assert Review.objects.count() == 2
