"""Meetings: called, moved, cancelled and answered by those inside, and by nobody else."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.leaving import leave_network
from networks.actions.meeting import (
    NotAhead,
    call_meeting,
    cancel_meeting,
    change_meeting,
    reply_to_meeting,
)
from networks.enums import Audience
from networks.models import LearningEntry, Meeting, MeetingReply, Network
from networks.permissions import meeting as permissions
from networks.queries.meeting import one_meeting
from networks.queries.standing import networks_for, standing_of
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.meeting import make_held_meeting, make_meeting, make_reply
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, let_in, queries_of

CPH = ZoneInfo("Europe/Copenhagen")
MONDAY = datetime(2026, 9, 7, 10, tzinfo=CPH)
INSIDE = ["leader", "member", "guest in it", "consultant", "co-driver"]
MEMBERS = ["leader", "member", "guest in it"]


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    return make_meeting(cast.network, question="MARK-dagens-spørgsmål", place="MARK-stedet")


def page(cast: Cast, name: str, *more: int) -> str:
    return reverse(f"networks:meeting_{name}", args=[cast.network.slug, *more])


def plan(**changed: str) -> dict[str, str]:
    return {
        "question": "Hvem ser det først?",
        "on": "2026-09-15",
        "begins": "09:30",
        "ends": "11:00",
        "place": "Klub Nord",
        "link": "",
        "form_key": str(uuid.uuid4()),
        **changed,
    }


def told(kind_of_subject: str) -> list[str]:
    found = OutboxMail.objects.filter(kind="meeting", subject__startswith=kind_of_subject)
    return sorted(found.values_list("recipient__first_name", flat=True))


def codes(cast: Cast, address: str) -> dict[str, int]:
    return {who: cast.client(who).get(address).status_code for who in cast.people}


def allowed(cast: Cast, who: list[str], code: int = 200) -> dict[str, int]:
    return dict.fromkeys(cast.people, 404) | {"anonymous": 302} | dict.fromkeys(who, code)


def test_only_those_inside_see_the_meetings(cast: Cast, meeting: Meeting):
    for name, more in (("list", []), ("detail", [meeting.pk]), ("calendar", [meeting.pk])):
        address = page(cast, name, *more)
        assert codes(cast, address) == allowed(cast, INSIDE), name
    short = reverse("networks:meeting_open", args=[meeting.pk])
    assert codes(cast, short) == allowed(cast, INSIDE, 302)
    assert cast.client("member").get(short).url == page(cast, "detail", meeting.pk)


def test_only_members_call_and_only_the_caller_or_the_leader_changes(cast: Cast):
    assert codes(cast, page(cast, "new")) == allowed(cast, MEMBERS)
    meeting = make_meeting(cast.network, by=cast.people["member"])
    for name in ("change", "cancel"):
        assert codes(cast, page(cast, name, meeting.pk)) == allowed(cast, ["leader", "member"])
        sent = {who: cast.client(who).post(page(cast, name, meeting.pk)) for who in cast.people}
        answers = {who: answer.status_code for who, answer in sent.items()}
        assert answers == allowed(cast, ["leader", "member"], 422) | {"anonymous": 403}
    refused = [who for who in cast.people if who not in {"anonymous", *MEMBERS}]
    before = Meeting.objects.count()
    assert {cast.client(who).post(page(cast, "new"), plan()).status_code for who in refused} == {
        404
    }
    assert Meeting.objects.count() == before


def test_another_networks_meeting_is_not_found_by_its_number(cast: Cast, dorte):
    other = make_network(
        leader=PersonFactory(), reference_leader=dorte, consultant=cast.people["consultant"]
    )
    theirs = make_meeting(other)
    for name in ("detail", "change", "cancel", "calendar"):
        assert cast.client("leader").get(page(cast, name, theirs.pk)).status_code == 404
    answer = cast.client("leader").post(page(cast, "reply", theirs.pk), {"answer": "yes"})
    assert (answer.status_code, theirs.replies.count()) == (404, 1)


def test_calling_tells_everybody_inside_but_the_one_who_calls(cast: Cast):
    client = cast.client("member")
    answer = client.post(page(cast, "new"), plan(), follow=True)
    assert "Mødet er indkaldt." in answer.content.decode()
    assert told("Møde i") == ["Jens", "Karen", "Mia", "Noor"]
    letter = OutboxMail.objects.filter(kind="meeting")[0]
    assert letter.subject == f"Møde i »{cast.network.title}«: tirsdag 15. september kl. 9.30–11.00"
    meeting = Meeting.objects.get()
    for words in ("Klub Nord", "Hvem ser det først?", page(cast, "detail", meeting.pk)):
        assert words in letter.text
    assert [one.person for one in meeting.replies.all()] == [cast.people["member"]]


def test_a_second_click_is_one_meeting_and_one_mail(cast: Cast):
    client, sent = cast.client("leader"), plan()
    assert [client.post(page(cast, "new"), sent).status_code for _click in range(2)] == [302, 302]
    assert (Meeting.objects.count(), len(told("Møde i"))) == (1, 4)


def test_other_words_under_a_used_key_can_be_sent_as_a_meeting_of_its_own(cast: Cast):
    client, sent = cast.client("leader"), plan()
    client.post(page(cast, "new"), sent)
    answer = client.post(page(cast, "new"), {**sent, "question": "MARK-noget-andet"})
    html = answer.content.decode()
    assert (answer.status_code, Meeting.objects.count()) == (422, 1)
    assert ("MARK-noget-andet</textarea>" in html, sent["form_key"] in html) == (True, False)


@pytest.mark.parametrize(
    "wrong",
    [
        {"question": ""},
        {"question": "x" * 201},
        {"question": "a\0b"},
        {"on": "2026-09-06"},
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
        {"on": "i morgen"},
        {"on": "2026-09-07", "begins": "09:00"},
        {"begins": "25:00"},
        {"ends": "09:30"},
        {"ends": "08:00"},
        {"place": ""},
        {"place": "x" * 161},
        {"place": "", "link": "http://moede.example/1"},
        {"link": "javascript:alert(1)"},
        {"link": "https://" + "x" * 300 + ".example"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, wrong: dict[str, str]):
    answer = cast.client("leader").post(page(cast, "new"), plan(**wrong))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "nv-error-summary" in html
    assert next(kept for kept in ("Klub Nord", "Hvem ser det først?") if kept not in wrong) in html
    assert not Meeting.objects.exists()


def test_a_link_without_its_beginning_is_https(cast: Cast):
    cast.client("leader").post(page(cast, "new"), plan(place="", link="teams.example/moede"))
    assert Meeting.objects.get().link == "https://teams.example/moede"


def test_the_actions_refuse_what_the_form_would(cast: Cast):
    leader, ahead = cast.network.leader, clock.now() + timedelta(days=1)
    given = {"question": "Hvad?", "place": "", "link": "", "form_key": uuid.uuid4()}
    hour = timedelta(hours=1)

    def call(**changed):
        moments = {"begins_at": ahead, "ends_at": ahead + hour, "place": "Her"}
        return call_meeting(by=leader, network=cast.network, **{**given, **moments, **changed})

    for wrong in ({"place": ""}, {"ends_at": ahead}, {"link": "http://usikker.example"}):
        with pytest.raises(NotPossibleNow):
            call(**wrong)
    with pytest.raises(NotAhead):
        call(begins_at=clock.now() - hour)


def test_a_moved_meeting_asks_everybody_anew(cast: Cast, meeting: Meeting):
    for who in ("member", "guest in it"):
        make_reply(meeting, cast.people[who])
    sent = plan(based_on="0", on="2026-09-16")
    answer = cast.client("leader").post(page(cast, "change", meeting.pk), sent)
    meeting.refresh_from_db()
    assert (answer.status_code, meeting.sequence) == (302, 1)
    assert meeting.begins_at == datetime(2026, 9, 16, 9, 30, tzinfo=CPH)
    assert told("Flyttet") == ["Ali", "Jens", "Karen", "Noor"]
    assert [one.person.first_name for one in meeting.replies.all()] == ["Mia"]


def test_a_new_place_is_told_and_keeps_the_answers(cast: Cast, meeting: Meeting):
    make_reply(meeting, cast.people["member"])
    begins = clock.local_now() + timedelta(days=1)
    sent = plan(based_on="0", on=f"{begins:%Y-%m-%d}", begins=f"{begins:%H:%M}", ends="11:30")
    cast.client("leader").post(page(cast, "change", meeting.pk), sent)
    assert (told("Nyt sted"), meeting.replies.count()) == (["Ali", "Jens", "Karen", "Noor"], 2)


def test_saving_a_meeting_as_it_stands_tells_nobody(cast: Cast, meeting: Meeting):
    client, before = cast.client("leader"), OutboxMail.objects.count()
    form = client.get(page(cast, "change", meeting.pk)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    assert client.post(page(cast, "change", meeting.pk), sent).status_code == 302
    meeting.refresh_from_db()
    assert (meeting.sequence, OutboxMail.objects.count()) == (0, before)


def test_a_meeting_changed_by_two_shows_both_and_loses_neither(cast: Cast):
    meeting = make_meeting(cast.network, by=cast.people["member"])
    cast.client("member").post(page(cast, "change", meeting.pk), plan(based_on="0", place="Deres"))
    sent = plan(based_on="0", place="Mit")
    answer = cast.client("leader").post(page(cast, "change", meeting.pk), sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Deres" in html, 'value="Mit"' in html) == (True, True)
    assert 'name="based_on" value="1"' in html
    meeting.refresh_from_db()
    assert meeting.place == "Deres"
    again = {**sent, "based_on": "1"}
    assert cast.client("leader").post(page(cast, "change", meeting.pk), again).status_code == 302


def test_a_cancelled_meeting_is_told_with_the_words_once(cast: Cast, meeting: Meeting):
    client, address = cast.client("leader"), page(cast, "cancel", meeting.pk)
    assert client.post(address, {"words": " "}).status_code == 422
    assert client.post(address, {"words": "Vi er for få."}).status_code == 302
    assert client.post(address, {"words": "Vi er for få."}).status_code == 404
    cancel_meeting(by=cast.network.leader, meeting=meeting, words="Igen")
    assert told("Aflyst") == ["Ali", "Jens", "Karen", "Noor"]
    assert "Vi er for få." in OutboxMail.objects.filter(subject__startswith="Aflyst")[0].text
    html = html_of(cast.client("member"), page(cast, "detail", meeting.pk))
    assert ("Mødet er aflyst." in html, "Jeg kommer" in html) == (True, False)
    meeting.refresh_from_db()
    assert meeting.sequence == 1


def test_each_answers_and_may_change_their_mind(cast: Cast, meeting: Meeting):
    address = page(cast, "reply", meeting.pk)
    answers = {who: cast.client(who).post(address, {"answer": "yes"}) for who in cast.people}
    got = {who: answer.status_code for who, answer in answers.items()}
    assert got == allowed(cast, INSIDE, 302) | {"anonymous": 403}
    cast.client("member").post(address, {"answer": "no"})
    said = dict(meeting.replies.values_list("person__first_name", "answer"))
    assert said == {"Mia": "yes", "Noor": "yes", "Karen": "yes", "Jens": "yes", "Ali": "no"}
    html = html_of(cast.client("guest in it"), page(cast, "detail", meeting.pk))
    assert html.index("Kommer (4)") < html.index("Kan ikke (1)") < html.index("Ali Lund")


def test_an_answer_that_is_none_is_refused(cast: Cast, meeting: Meeting):
    answer = cast.client("member").post(page(cast, "reply", meeting.pk), {"answer": "nok"})
    assert (answer.status_code, meeting.replies.count()) == (422, 1)
    assert cast.client("member").get(page(cast, "reply", meeting.pk)).status_code == 405


def test_nobody_answers_or_changes_what_is_over_or_closed(cast: Cast, meeting: Meeting):
    held = make_held_meeting(cast.network)
    leader = cast.network.leader
    given = {"question": "Hvad?", "place": "Her", "link": "", "based_on": 0}
    given |= {
        "begins_at": clock.now() + timedelta(days=2),
        "ends_at": clock.now() + timedelta(days=3),
    }
    with pytest.raises(NotPossibleNow):
        change_meeting(by=leader, meeting=held, **given)
    with pytest.raises(NotPossibleNow):
        reply_to_meeting(by=leader, meeting=held, answer="no")
    Network.objects.filter(pk=cast.network.pk).update(status="closed", closed_at=clock.now())
    with pytest.raises(NotPossibleNow):
        reply_to_meeting(by=cast.people["member"], meeting=meeting, answer="yes")


def test_who_has_left_is_neither_counted_nor_told(cast: Cast, meeting: Meeting):
    make_reply(meeting, cast.people["member"])
    leave_network(by=cast.people["member"], network=cast.network)
    html = html_of(cast.client("leader"), page(cast, "detail", meeting.pk))
    assert (
        "Ali Lund" in html,
        "1 kommer" in html_of(cast.client("leader"), page(cast, "list")),
    ) == (
        False,
        True,
    )
    deliver_mail()
    states = dict(
        OutboxMail.objects.filter(kind="meeting").values_list("recipient__first_name", "state")
    )
    assert states == dict.fromkeys(["Karen", "Jens", "Noor"], MailState.SENT) | {
        "Ali": MailState.SKIPPED
    }


def test_the_trail_holds_no_words(cast: Cast, meeting: Meeting):
    make_reply(meeting, cast.people["member"])
    entries = AuditEntry.objects.filter(verb__in=["call_meeting", "reply_to_meeting"])
    assert [entry.facts for entry in entries] == [{"meeting": meeting.pk}] * 2


def test_a_meeting_that_has_begun_can_be_noted_and_shows_what_was_learned(cast: Cast):
    ahead, held = make_meeting(cast.network), make_held_meeting(cast.network)
    for audience, learned in ((Audience.NETWORK, "MARK-kun-os"), (Audience.EMPLOYEES, "MARK-alle")):
        card = make_learning(cast.network, learned=learned, audience=audience)
        LearningEntry.objects.filter(pk=card.pk).update(meeting=held)
    make_learning(cast.network, learned="MARK-et-andet")
    html = html_of(cast.client("member"), page(cast, "detail", held.pk))
    note = reverse("networks:learning_new", args=[cast.network.slug])
    assert f'href="{note}?form=moede&amp;moede={held.pk}"' in html
    assert [mark for mark in ("MARK-kun-os", "MARK-alle", "MARK-et-andet") if mark in html] == [
        "MARK-kun-os",
        "MARK-alle",
    ]
    assert "?form=moede" not in html_of(cast.client("member"), page(cast, "detail", ahead.pk))
    assert "?form=moede" not in html_of(cast.client("consultant"), page(cast, "detail", held.pk))


def test_a_page_offers_what_the_permissions_allow(cast: Cast):
    meetings = [
        make_meeting(cast.network, by=cast.people["member"]),
        make_held_meeting(cast.network),
        make_meeting(cast.network),
    ]
    cancel_meeting(by=cast.network.leader, meeting=meetings[2], words="Nej")
    for name, person in cast.people.items():
        if person is None or name == "guest outside":
            continue
        standing = standing_of(person, networks_for(person).get(pk=cast.network.pk))
        for meeting in Meeting.objects.select_related("network"):
            shown = one_meeting(person, meeting, standing)
            assert (shown.may_reply, shown.may_change) == (
                permissions.can_reply_to_meeting(person, meeting),
                permissions.can_change_meeting(person, meeting),
            ), name


def test_the_list_begins_with_the_nearest_and_goes_back_from_the_latest(cast: Cast):
    for days in (3, 1, 2):
        make_meeting(
            cast.network, begins_at=clock.now() + timedelta(days=days), question=f"Om {days}"
        )
    for number in range(60):
        # Three share each moment, so that the key's second half is needed.
        make_held_meeting(cast.network, days_ago=number // 3 + 1, question=f"For {number}")
    client, address, pages = cast.client("member"), page(cast, "list"), []
    ahead = [row.question for row in client.get(address).context["page"].ahead]
    while address:
        shown = client.get(address).context["page"]
        pages.append([row.question for row in shown.earlier])
        address = f"{page(cast, 'list')}?foer={shown.older}" if shown.older else ""
    assert ahead == ["Om 1", "Om 2", "Om 3"]
    assert [len(one) for one in pages] == [25, 25, 10]
    latest_first = Meeting.objects.filter(ends_at__lte=clock.now()).order_by("-begins_at", "-pk")
    in_order = list(latest_first.values_list("question", flat=True))
    assert [question for one in pages for question in one] == in_order


def test_the_pages_cost_the_same_at_every_size(cast: Cast):
    costs = []
    one = make_meeting(cast.network)
    for size in (1, 3, 25):
        while Meeting.objects.count() < 2 * size:
            make_held_meeting(cast.network)
            make_meeting(cast.network)
        while MeetingReply.objects.filter(meeting=one).count() < size:
            guest = PersonFactory()
            let_in(cast.network, guest)
            make_reply(one, guest)
        addresses = [page(cast, "list"), page(cast, "detail", one.pk), page(cast, "new")]
        addresses += [page(cast, "change", one.pk), page(cast, "cancel", one.pk)]
        costs.append([queries_of(cast.client("leader"), address) for address in addresses])
    # session, person, network; the list: ahead, earlier; the page: meeting, replies, cards;
    # the forms: the meeting, and whether they are in it
    assert costs == [[5, 6, 4, 5, 5]] * 3


def test_an_empty_page_says_how_it_begins(cast: Cast):
    assert "Her kommer jeres næste møde" in html_of(cast.client("member"), page(cast, "list"))
    assert "Her kommer netværkets næste møde" in html_of(
        cast.client("consultant"), page(cast, "list")
    )
