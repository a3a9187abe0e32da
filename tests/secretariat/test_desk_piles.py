"""The first page of the desk: what waits, in which order, and what it costs."""

from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock, compiled
from netvaerk.mail import Letter
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import OutboxMail
from networks.models import LearningEntry, Membership, Network, Receiver, Result
from secretariat.enums import SparringState
from secretariat.models import SparringNote, SparringSession, SparringTime
from secretariat.queries.desk import desk_work
from secretariat.queries.desk.work import what_waits
from tests.factories.ledger import (
    asked_sparring,
    given_offering,
    make_hold,
    request_for,
    seat,
    timed_sparring,
)
from tests.factories.networks import make_learning, make_network, make_submitted
from tests.factories.networks.assumption import make_assumption
from tests.factories.networks.result import make_receiver, make_result, make_taken
from tests.factories.people import PersonFactory

DESK = reverse("admin:index")
HEADINGS = [
    "Forslag, der skal skærpes",
    "Netværk uden konsulent",
    "Netværk uden retning",
    "Netværk uden netværksleder",
    "Ønsker om støtte",
    "Sparring, der mangler et tidspunkt",
    "Sparring, der skal noteres",
    "Tilbud og ventelister",
    "Aftryk uden modtager",
    "Mails og skub, der fejlede",
]


def ago(days: float):
    return clock.now() - timedelta(days=days)


@pytest.fixture
def around(mia, bo, karen):
    return {"leader": mia, "reference_leader": bo, "consultant": karen}


def pile_of(heading: str, person):
    work = desk_work(person)
    return next(one for one in [*work.piles, *work.empty] if one.heading == heading)


def rows_of(heading: str, person) -> list[str]:
    return [row.what for row in pile_of(heading, person).rows]


def details_of(heading: str, person) -> list[str]:
    return [row.detail for row in pile_of(heading, person).rows]


def strand(letter: OutboxMail, *, days: float = 1, **more) -> OutboxMail:
    OutboxMail.objects.filter(pk=letter.pk).update(
        state=MailState.DEAD, reason="550 No such user", dated_at=ago(days), **more
    )
    return letter


def a_letter(to, cause: str = "x") -> OutboxMail:
    return queue_mail(to=to, cause=cause, kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))


def test_an_idle_desk_is_one_line(client, sanne):
    work = desk_work(sanne)
    assert (work.piles, [one.heading for one in work.empty]) == ([], HEADINGS)
    client.force_login(sanne)
    assert "Intet venter:" in client.get(DESK).content.decode()


def test_proposals_and_networks_stand_longest_waiting_first(ali, around, sanne):
    with clock.set_to(ago(3)):
        make_submitted(ali, title="Den gamle")
    make_submitted(ali, title="Den nye")
    make_network(**around, title="Har det hele")
    make_network(**around | {"consultant": None}, title="Mangler konsulent")
    make_network(**around, direction=False, title="Mangler retning")
    assert rows_of("Forslag, der skal skærpes", sanne) == ["Den gamle", "Den nye"]
    assert rows_of("Netværk uden konsulent", sanne) == ["Mangler konsulent"]
    assert rows_of("Netværk uden retning", sanne) == ["Mangler retning"]


def test_a_network_that_nobody_leads_stands_since_they_left(around, sanne, mia, ali):
    network = make_network(**around, title="Alene")
    make_network(**around | {"leader": ali}, title="Har en leder")
    left = Membership.objects.filter(network=network, person=mia)
    left.update(joined_at=ago(50), ended_at=ago(5), ended_because="left")
    (row,) = pile_of("Netværk uden netværksleder", sanne).rows
    assert (row.what, row.since.date()) == ("Alene", ago(5).date())


def test_wishes_of_both_kinds_stand_together_longest_waiting_first(around, sanne):
    old, young = (make_network(**around, title=title) for title in ("Først", "Sidst"))
    asked_sparring(young, at=ago(1))
    request_for(old, at=ago(3))
    asked_sparring(old, at=ago(5))
    asked_sparring(old, state=SparringState.WITHDRAWN)
    request_for(old, at=ago(9), withdrawn_at=ago(8))
    pile = pile_of("Ønsker om støtte", sanne)
    assert [row.what for row in pile.rows] == ["Først", "Først", "Sidst"]
    assert [row.detail.partition(",")[0].partition(" ")[0] for row in pile.rows] == [
        "Sparring:",
        "Tilbuddet",
        "Sparring:",
    ]
    assert (pile.total, pile.links) == (3, [])


def test_a_closed_networks_wishes_wait_for_nobody(around, sanne):
    network = make_network(**around)
    asked_sparring(network)
    request_for(network)
    Network.objects.filter(pk=network.pk).update(status="closed", closed_at=clock.now())
    assert rows_of("Ønsker om støtte", sanne) == []


def test_a_conversation_waits_for_times_and_then_for_the_network(around, karen, mia, sanne):
    network = make_network(**around)
    session = asked_sparring(
        network,
        at=ago(9),
        state=SparringState.ASSIGNED,
        partner=karen,
        assigned_by=sanne,
        assigned_at=ago(2),
    )
    (row,) = pile_of("Sparring, der mangler et tidspunkt", sanne).rows
    assert (row.label, row.since) == ("Foreslå tider", session.assigned_at)
    SparringTime.objects.create(session=session, begins_at=ago(-3), proposed_by=karen)
    (row,) = pile_of("Sparring, der mangler et tidspunkt", sanne).rows
    assert row.url == f"mailto:{mia.email}"


def test_only_those_who_were_to_be_there_are_led_to_the_log(around, karen, sanne):
    network = make_network(**around)
    session = timed_sparring(network, karen, ago(1), state=SparringState.AGREED)
    timed_sparring(network, karen, ago(-1), state=SparringState.AGREED)
    timed_sparring(network, karen, ago(2))
    page = reverse("secretariat:sparring_detail", args=[session.pk])
    heading = "Sparring, der skal noteres"
    assert [row.url for row in pile_of(heading, karen).rows] == [f"{page}#log"]
    assert [row.url for row in pile_of(heading, sanne).rows] == [f"mailto:{karen.email}"]


def test_sessions_with_a_queue_and_sessions_without_attendance(karen, sanne, ali, eva, mia):
    full = make_hold(karen, ago(-5), capacity=1)
    seat(full, ali)
    seat(full, eva, state="waiting", booked_at=ago(2))
    roomy = make_hold(karen, ago(-5))
    seat(roomy, ali)
    over = make_hold(karen, ago(1))
    seat(over, ali)
    make_hold(karen, ago(1))
    noted = make_hold(karen, ago(1), attendance_noted_at=ago(0.5))
    seat(noted, ali)
    off = make_hold(karen, ago(-2), cancelled_at=ago(1), cancelled_because="Sygdom")
    seat(off, mia, state="cancelled", ended_at=ago(1))
    pile = pile_of("Tilbud og ventelister", sanne)
    assert [row.what for row in pile.rows] == [full.offering.title, over.offering.title]
    assert pile.rows[0].detail.endswith("1 venter på en plads")


def test_a_result_may_rest_three_days_before_it_lacks_a_receiver(around, sanne):
    network = make_network(**around)
    with clock.set_to(ago(2.9)):
        make_result(network)
    assert rows_of("Aftryk uden modtager", sanne) == []
    with clock.set_to(ago(3.1)):
        make_result(network)
    assert details_of("Aftryk uden modtager", sanne) == ["1 uden modtager"]


def test_asked_and_not_answered_is_not_the_same_as_nobody(around, sanne, eva, ali):
    network = make_network(**around)
    with clock.set_to(ago(9)):
        taken, asked, _alone = (make_result(network) for _number in range(3))
        make_taken(taken, eva)
    with clock.set_to(ago(4)):
        make_receiver(asked, ali)
    assert details_of("Aftryk uden modtager", sanne) == ["1 uden modtager, 1: spurgt, ikke svaret"]
    Receiver.objects.filter(person=ali).update(
        answer="declined", answer_words="Nej", answered_at=ago(1)
    )
    assert details_of("Aftryk uden modtager", sanne) == ["2 uden modtager"]


def test_a_letter_that_failed_shows_who_and_why_and_not_what(client, ali, karen):
    strand(a_letter(ali))
    client.force_login(karen)
    page = client.get(DESK).content.decode()
    assert rows_of("Mails og skub, der fejlede", karen) == [ali.name]
    assert details_of("Mails og skub, der fejlede", karen) == [f"{ali.email} · 550 No such user"]
    assert ("Emne" in page, "Tekst" in page) == (False, False)


@pytest.mark.parametrize(
    ("who", "address", "text", "label"),
    [
        ("sanne", "ali@demo.example", "Tekst", "Ret adressen"),
        ("sanne", "stavefejl@demo.example", "Tekst", "Send igen"),
        ("sanne", "stavefejl@demo.example", "", "Se hvorfor"),
        ("karen", "ali@demo.example", "Tekst", "Send igen"),
        ("karen", "ali@demo.example", "", "Se hvorfor"),
    ],
)
def test_the_act_on_a_failed_letter_is_what_can_help(ali, who, address, text, label, request):
    kind = "x" if text else "invitation"
    strand(a_letter(ali), to_address=address, text=text, kind=kind)
    (row,) = pile_of("Mails og skub, der fejlede", request.getfixturevalue(who)).rows
    assert row.label == label


def test_letters_that_nobody_will_mend_are_not_work(ali, eva, sanne):
    strand(a_letter(ali, "a"), days=31)
    strand(a_letter(eva, "b"))
    eva.is_active = False
    eva.save()
    assert rows_of("Mails og skub, der fejlede", sanne) == []


def test_a_long_pile_shows_eight_and_leads_to_the_rest(ali, around, sanne):
    for number in range(9):
        make_submitted(ali, title=f"Forslag {number}")
    pile = pile_of("Forslag, der skal skærpes", sanne)
    ((label, url),) = pile.links
    assert (len(pile.rows), pile.total, label) == (8, 9, "Se 1 mere")
    assert url.partition("?")[2] == "status__exact=submitted"


def test_a_long_pile_of_wishes_leads_to_both_lists(around, sanne):
    network = make_network(**around)
    for _number in range(9):
        asked_sparring(network)
    request_for(network)
    pile = pile_of("Ønsker om støtte", sanne)
    assert (len(pile.rows), pile.total) == (8, 10)
    assert [label for label, _url in pile.links] == [
        "Alle 9 ønsker om sparring",
        "Alle 1 ønsker om tilbud",
    ]


def test_rounds_tell_what_comes_next(client, sanne, ali):
    client.force_login(sanne)
    page = client.get(DESK).content.decode()
    assert "Der er ingen åben temarunde" in page
    assert reverse("admin:networks_themeround_year") in page
    make_submitted(ali)
    (one,) = desk_work(sanne).rounds
    assert one.proposals == "1 forslag, heraf 0 hos cheferne"
    assert "Der er ingen åben temarunde" not in client.get(DESK).content.decode()


def fill(rows: int, around, ali, karen, bo) -> None:
    """That many rows in every pile."""
    for number in range(rows):
        make_submitted(ali, title=f"Forslag {number}")
        make_network(**around | {"consultant": None}, direction=False, title=f"Nyt {number}")
        network = make_network(**around, title=f"Netværk {number}")
        asked_sparring(network)
        request_for(network)
        agreed = SparringState.AGREED
        timed_sparring(network, karen, ago(1), state=agreed)
        given = {"partner": karen, "assigned_by": karen, "assigned_at": ago(1)}
        asked_sparring(network, state=SparringState.ASSIGNED, **given)
        with clock.set_to(ago(9)):
            make_result(network)
        Membership.objects.filter(network=network, person=network.leader).update(
            joined_at=ago(50), ended_at=ago(1), ended_because="left"
        )
        seat(make_hold(karen, ago(1)), ali)
        strand(a_letter(PersonFactory(), f"nr. {number}"))


@pytest.mark.parametrize("rows", [0, 1, 8, 25])
def test_the_first_page_takes_seven_queries(
    client, around, ali, karen, bo, rows, django_assert_num_queries
):
    fill(rows, around, ali, karen, bo)
    client.force_login(karen)
    with django_assert_num_queries(7):
        response = client.get(DESK)
    assert response.status_code == 200
    piles = {one.key: (len(one.rows), one.total) for one in desk_work(karen).piles}
    both_kinds = piles.pop("oensker", (0, 0))
    assert both_kinds == (min(2 * rows, 8), 2 * rows)
    assert list(piles.values()) == ([(min(rows, 8), rows)] * 9 if rows else [])


def test_what_is_compiled_once_is_asked_of_who_looks_and_of_now(
    karen, sanne, django_assert_num_queries
):
    for days, person in ((0, karen), (40, sanne)):
        with clock.set_to(ago(days)), django_assert_num_queries(0):
            anew = what_waits(person.pk).query.sql_with_params()
            assert repr(compiled.statement(what_waits, person.pk)) == repr(anew)


def test_who_was_there_is_asked_to_note_it_and_nobody_else_is(around, karen, sanne):
    timed_sparring(make_network(**around), karen, ago(1), state=SparringState.AGREED)
    said = [pile_of("Sparring, der skal noteres", one).rows[0].url for one in (sanne, karen)]
    assert (said[0][:7], said[1][-4:]) == ("mailto:", "#log")


def test_no_shielded_text_stands_on_the_desk(client, around, karen, sanne, mia):
    network = make_network(**around)
    with clock.set_to(ago(9)):
        make_result(network, title="MARK-aftryk", audience="network")
        make_assumption(network, sentence="MARK-antagelse")
        make_learning(network, learned="MARK-læring")
    session = timed_sparring(network, karen, ago(1), state=SparringState.AGREED)
    SparringSession.objects.filter(pk=session.pk).update(question="MARK-spørgsmål")
    SparringNote.objects.create(session=session, author=karen, text="MARK-note")
    request_for(network, words="MARK-ønske")
    given_offering(network, karen, at=ago(1), note="MARK-hvorfor")
    assert (Result.objects.count(), LearningEntry.objects.count()) == (1, 1)
    for person in (sanne, karen):
        client.force_login(person)
        page = client.get(DESK).content.decode()
        assert "Aftryk uden modtager" in page
        assert "MARK" not in page
