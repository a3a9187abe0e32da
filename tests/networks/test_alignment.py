"""What a chief says to a network after a review: written, read, and answered by its leader."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.enums import Role
from netvaerk.people.models import AuditEntry, OutboxMail, Person
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow
from networks.actions.alignment import (
    AlreadyAnswered,
    NoCourseYet,
    NotedWithOtherWords,
    answer_alignment_note,
    write_alignment_note,
)
from networks.actions.closing import close_network
from networks.actions.direction import acknowledge_direction
from networks.enums import Bearing
from networks.models import AlignmentNote, Membership, Network
from tests.factories.networks import make_direction, make_network
from tests.factories.networks.alignment import ANSWER, make_answered, make_note
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

MARK, REPLY = "MARK-chefens-ord", "MARK-netvaerkets-svar"
READERS = [
    *("leader", "member", "guest in it", "reference leader", "director", "chief elsewhere"),
    *("consultant", "consultant elsewhere", "co-driver", "secretariat lead"),
]
OTHERS = ["employee outside", "guest outside", "member before", "superuser"]


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


def page(note: AlignmentNote) -> str:
    return reverse("networks:alignment_detail", args=[note.network.slug, note.pk])


def direction_page(cast: Cast) -> str:
    return reverse("networks:direction_detail", args=[cast.network.slug])


def letters() -> list[tuple[str, str]]:
    found = OutboxMail.objects.filter(kind="alignment").order_by("pk")
    return sorted(found.values_list("recipient__first_name", "subject"))


def test_the_leader_gets_the_chiefs_own_words(cast: Cast):
    note = make_note(cast.network, reason=MARK)
    title = cast.network.title
    assert letters() == [("Mia", f"»{title}« er på kurs. Hvad siger I selv?")]
    text = OutboxMail.objects.get(kind="alignment").text
    assert MARK in text
    assert page(note) in text
    assert note.direction == cast.network.directions.get()
    trail = AuditEntry.objects.filter(verb="write_alignment_note")
    assert [entry.facts for entry in trail] == [{"note": note.pk, "bearing": "on_course"}]


@pytest.mark.parametrize(
    ("has_direction", "is_answered", "read"),
    [
        (True, True, "læst retningen, hvordan I forstår den, og det, I har delt."),
        (True, False, "læst retningen og det, I har delt."),
        (False, False, "læst det, I har delt."),
    ],
)
def test_the_mail_says_no_more_than_was_there_to_read(
    cast: Cast, has_direction: bool, is_answered: bool, read: str
):
    network = cast.network
    if is_answered:
        acknowledge_direction(
            by=network.leader, network=network, version=1, understanding="Vi lytter først."
        )
    if not has_direction:
        network.directions.all().delete()
    note = make_note(network, bearing=Bearing.LET_US_TALK)
    assert f"{note.written_by.name} har {read}" in OutboxMail.objects.get(kind="alignment").text


@pytest.mark.parametrize("name", ["director", "reference leader"])
def test_a_new_direction_asks_the_reference_leader_unless_it_is_their_own_promise(
    cast: Cast, name: str
):
    note = make_note(cast.network, by=cast.people[name], bearing=Bearing.NEW_DIRECTION)
    title = cast.network.title
    asked = [("Bo", f"Vil du skrive en ny retning for »{title}«?")] if name == "director" else []
    assert letters() == [*asked, ("Mia", f"»{title}« får en ny retning. Hvad siger I til det?")]
    to_bo = OutboxMail.objects.filter(kind="alignment", recipient=cast.people["reference leader"])
    assert all(note.reason in mail.text for mail in to_bo)


def test_a_form_sent_twice_is_one_note_and_other_words_in_it_are_refused(cast: Cast):
    note = make_note(cast.network)
    said = {
        "by": note.written_by,
        "network": cast.network,
        "form_key": note.form_key,
        "bearing": note.bearing,
        "direction_seen": note.direction_id,
    }
    assert write_alignment_note(**said, reason=note.reason) == note
    with pytest.raises(NotedWithOtherWords):
        write_alignment_note(**said, reason="Noget andet.")
    with pytest.raises(NotPossibleNow):
        write_alignment_note(**{**said, "by": cast.people["director"]}, reason=note.reason)
    assert (AlignmentNote.objects.count(), len(letters())) == (1, 1)


def test_a_direction_written_meanwhile_is_handed_back(cast: Cast, bo):
    seen = cast.network.directions.get()
    newer = make_direction(cast.network, why="Fordi alt er nyt.")
    with pytest.raises(EditedMeanwhile) as caught:
        write_alignment_note(
            by=bo,
            network=cast.network,
            form_key=uuid.uuid4(),
            bearing="on_course",
            reason="Ja.",
            direction_seen=seen.pk,
        )
    assert caught.value.theirs == newer
    assert not AlignmentNote.objects.exists()


def test_a_network_may_be_reviewed_before_it_has_a_direction(mia, bo):
    network = make_network(leader=mia, reference_leader=bo, direction=False)
    assert make_note(network, bearing=Bearing.LET_US_TALK).direction is None
    note = make_note(network, bearing=Bearing.NEW_DIRECTION)
    assert note.direction is None
    text = OutboxMail.objects.filter(kind="alignment").latest("pk").text
    assert f"{bo.name} skriver retningen, og I får den at læse" in text


def test_nobody_is_on_course_without_a_direction(mia, bo):
    network = make_network(leader=mia, reference_leader=bo, direction=False)
    with pytest.raises(NoCourseYet, match="når Bo har skrevet den"):
        make_note(network)
    assert (AlignmentNote.objects.exists(), letters()) == (False, [])


def test_a_sub_network_is_read_with_the_direction_above_until_it_has_its_own(cast: Cast, mia, bo):
    parent = make_network(leader=mia, reference_leader=bo, title="Over", type_key="innovation")
    below = Network.objects.create(
        title="Under",
        slug="under",
        challenge="Hvad nu?",
        parent=parent,
        type=parent.type,
        phase=parent.phase,
        reference_leader=bo,
        leader=mia,
    )
    assert make_note(below).direction == parent.directions.get()
    own = make_direction(below)
    assert make_note(below).direction == own


@pytest.mark.parametrize(
    "who",
    ["leader", "member", "guest in it", "consultant", "employee outside", "secretariat lead"],
)
def test_only_chiefs_write(cast: Cast, who: str):
    with pytest.raises(NotPossibleNow):
        make_note(cast.network, by=cast.people[who])
    assert not AlignmentNote.objects.exists()


def test_a_chief_reviews_neither_their_own_network_nor_a_closed_one(cast: Cast, dorte, bo):
    Membership.objects.create(network=cast.network, person=dorte)
    Network.objects.filter(pk=cast.network.pk).update(leader=dorte)
    with pytest.raises(NotPossibleNow):
        make_note(cast.network, by=dorte)
    network = Network.objects.get(pk=cast.network.pk)
    close_network(by=dorte, network=network, words="Tak.", why_without="Ok.")
    with pytest.raises(NotPossibleNow):
        make_note(cast.network, by=bo)
    assert not AlignmentNote.objects.exists()


@pytest.mark.parametrize("who", READERS)
def test_those_around_the_network_and_the_chiefs_read_one_conversation(cast: Cast, who: str):
    note = make_answered(make_note(cast.network, reason=MARK), answer=REPLY)
    for address in (page(note), direction_page(cast)):
        html = html_of(cast.client(who), address)
        assert (MARK in html, REPLY in html) == (True, True)
        assert "Netværket, cheferne og sekretariatet kan læse" in html


@pytest.mark.parametrize("who", OTHERS)
def test_others_find_none_of_it(cast: Cast, who: str):
    note = make_answered(make_note(cast.network, reason=MARK), answer=REPLY)
    client = cast.client(who)
    opened = reverse("networks:alignment_open", args=[note.pk])
    answers = [client.get(page(note)), client.get(opened)]
    answers.append(client.post(page(note), {"answer": "Jo."}))
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    html = client.get(direction_page(cast)).content.decode()
    assert all(words not in html for words in (MARK, REPLY, "Chefernes ord"))


def test_a_note_stays_with_its_own_network(cast: Cast, eva, bo):
    other = make_note(make_network(leader=eva, reference_leader=bo, title="Et andet"), reason=MARK)
    wrong = reverse("networks:alignment_detail", args=[cast.network.slug, other.pk])
    assert cast.client("leader").get(wrong).status_code == 404
    assert cast.client("leader").get(page(other)).status_code == 404
    assert MARK not in html_of(cast.client("director"), direction_page(cast))


def test_a_short_way_leads_to_the_page(cast: Cast):
    note = make_note(cast.network)
    answer = cast.client("leader").get(reverse("networks:alignment_open", args=[note.pk]))
    assert (answer.status_code, answer.url) == (302, page(note))


def test_the_leader_answers_once_and_both_chiefs_hear_it(cast: Cast):
    note = make_note(cast.network, by=cast.people["director"], reason=MARK)
    client = cast.client("leader")
    assert "Send svaret" in html_of(client, page(note))
    for _again in range(2):
        answer = client.post(page(note), {"answer": REPLY})
        assert (answer.status_code, answer.url) == (302, page(note))
    note.refresh_from_db()
    assert (note.answer, note.answered_by) == (REPLY, cast.network.leader)
    told = f"{cast.network.leader.name} har svaret om »{cast.network.title}«"
    assert letters()[:2] == [("Bo", told), ("Dorte", told)]
    for mail in OutboxMail.objects.filter(subject=told):
        assert (MARK in mail.text, REPLY in mail.text) == (True, True)
    trail = AuditEntry.objects.filter(verb="answer_alignment_note")
    assert [entry.facts for entry in trail] == [{"note": note.pk}]
    html = html_of(client, page(note))
    assert (REPLY in html, "Send svaret" in html) == (True, False)


def test_another_answer_is_refused_and_stays_typed(cast: Cast):
    note = make_answered(make_note(cast.network))
    changed = cast.client("leader").post(page(note), {"answer": "Alligevel ikke."})
    assert changed.status_code == 422
    html = changed.content.decode()
    assert (str(AlreadyAnswered()) in html, "Alligevel ikke." in html) == (True, True)
    note.refresh_from_db()
    assert note.answer == ANSWER


@pytest.mark.parametrize("text", ["", " ", "x" * 4001, "et\x00nul"])
def test_an_answer_that_cannot_be_saved_is_told_and_kept(cast: Cast, text: str):
    note = make_note(cast.network)
    answer = cast.client("leader").post(page(note), {"answer": text})
    assert answer.status_code == 422
    assert text.replace("\x00", "") in answer.content.decode().replace("\x00", "")
    note.refresh_from_db()
    assert note.answer == ""


@pytest.mark.parametrize("who", ["member", "director", "reference leader", "consultant"])
def test_nobody_else_answers(cast: Cast, who: str):
    note = make_note(cast.network)
    client = cast.client(who)
    assert "Send svaret" not in html_of(client, page(note))
    assert client.post(page(note), {"answer": "Jo."}).status_code == 404
    with pytest.raises(NotPossibleNow):
        answer_alignment_note(by=cast.people[who], note=note, answer="Jo.")
    note.refresh_from_db()
    assert note.answer == ""


def test_a_closed_network_has_its_conversation_and_answers_no_more(cast: Cast):
    note = make_note(cast.network, reason=MARK)
    network = Network.objects.get(pk=cast.network.pk)
    close_network(by=network.leader, network=network, words="Tak.", why_without="Ok.")
    client = cast.client("leader")
    html = html_of(client, page(note))
    assert (MARK in html, "Send svaret" in html) == (True, False)
    late = client.post(page(note), {"answer": "For sent."})
    assert (late.status_code, "For sent." in late.content.decode()) == (422, True)
    note.refresh_from_db()
    assert note.answer == ""


def test_a_writer_without_the_office_hears_no_answer(cast: Cast, dorte):
    note = make_note(cast.network, by=dorte)
    Person.objects.filter(pk=dorte.pk).update(roles=[Role.EMPLOYEE])
    make_answered(note)
    assert [name for name, _subject in letters()] == ["Bo", "Mia"]


def test_the_newest_stand_first_a_few_at_a_time(cast: Cast):
    start = clock.now() - timedelta(days=30)
    for number in range(7):
        with clock.set_to(start + timedelta(days=number)):
            make_note(cast.network, reason=f"Ord nummer {number}.")
    client = cast.client("member")
    html = html_of(client, direction_page(cast))
    assert [number for number in range(7) if f"Ord nummer {number}." in html] == [2, 3, 4, 5, 6]
    assert html.index("Ord nummer 6.") < html.index("Ord nummer 2.")
    older = html.partition('href="?ord=')[2].partition("#")[0]
    html = html_of(client, f"{direction_page(cast)}?ord={older}")
    assert [number for number in range(7) if f"Ord nummer {number}." in html] == [0, 1]
    assert "Til de nyeste" in html


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_pages_cost_the_same_however_many_there_are(cast: Cast, rows: int):
    for _number in range(rows):
        note = make_note(cast.network)
    client = cast.client("leader")
    costs = (queries_of(client, direction_page(cast)), queries_of(client, page(note)))
    assert costs == (6, 4)
