"""On what terms somebody is in: core or for some phases, until a day, ended, left."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.leaving import end_membership, end_memberships_due, leave_network
from networks.actions.membership import CoreMembersStay, edit_membership
from networks.enums import EndedBecause
from networks.models import Membership, Network, Phase
from networks.tasks import end_memberships
from tests.factories.networks import make_learning
from tests.networks.rooms import Cast, cast_of, html_of, mark_cards, marks_in, queries_of

WORDS = "MARK-det slutter, fordi fasen er forbi."


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def alis(cast: Cast) -> Membership:
    return cast.people["member"].memberships.get()


def page(cast: Cast, name: str, *more: int) -> str:
    return reverse(f"networks:{name}", args=[cast.network.slug, *more])


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def edit(membership: Membership, **changed) -> Membership:
    terms = {"is_core": False, "phases": [], "ends_on": None, **changed}
    return edit_membership(by=membership.network.leader, membership=membership, **terms)


def letters(kind: str) -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind=kind).order_by("pk"))


# --- Edited -----------------------------------------------------------------------------------
def test_only_the_leader_edits_and_ends_and_never_their_own(cast: Cast, alis: Membership):
    leaders = cast.people["leader"].memberships.get()
    for membership, may in ((alis, ["leader"]), (leaders, [])):
        edit_page = page(cast, "membership_edit", membership.pk)
        end_page = page(cast, "membership_end", membership.pk)
        answers = {
            who: (
                cast.client(who).get(edit_page).status_code,
                cast.client(who).post(edit_page, {"ends_on": "x"}).status_code,
                cast.client(who).post(end_page, {"words": ""}).status_code,
            )
            for who in cast.people
        }
        expected = dict.fromkeys(cast.people, (404, 404, 404)) | {"anonymous": (302, 403, 403)}
        assert answers == expected | dict.fromkeys(may, (200, 422, 422))
    assert not Membership.objects.filter(ended_because=EndedBecause.ENDED).exists()


def test_somebody_is_in_for_some_phases_until_a_day_and_the_page_says_so(
    cast: Cast, alis: Membership
):
    phases = list(Phase.objects.all()[1:3])
    last = clock.today() + timedelta(days=30)
    sent = {"is_core": "", "phases": [one.pk for one in phases], "ends_on": f"{last:%Y-%m-%d}"}
    answer = cast.client("leader").post(page(cast, "membership_edit", alis.pk), sent)
    assert said(answer) == ["Det er gemt. Ali får en mail om det, der er nyt."]
    alis.refresh_from_db()
    assert (alis.is_core, list(alis.phases.all()), alis.ends_on) == (False, phases, last)
    html = html_of(cast.client("employee outside"), page(cast, "member_list"))
    assert f"Med i faserne {phases[0]}, {phases[1]}" in html
    assert "Til og med " in html
    (letter,) = letters("membership")
    assert letter.recipient == alis.person
    assert f"Du er med i faserne {phases[0]}, {phases[1]}." in letter.text


def test_a_core_member_is_in_all_the_way(cast: Cast, alis: Membership):
    last = clock.today() + timedelta(days=30)
    edit(alis, phases=Phase.objects.all()[1:3], ends_on=last)
    chosen = [one.pk for one in alis.phases.all()]
    sent = {"is_core": "1", "phases": chosen, "ends_on": f"{last:%Y-%m-%d}"}
    answer = cast.client("leader").post(page(cast, "membership_edit", alis.pk), sent)
    assert answer.status_code == 302
    alis.refresh_from_db()
    assert (alis.is_core, list(alis.phases.all()), alis.ends_on) == (True, [], None)
    with pytest.raises(CoreMembersStay):
        edit(alis, is_core=True, ends_on=last)


def test_the_page_says_whom_phases_and_a_last_day_are_for(cast: Cast, alis: Membership):
    html = html_of(cast.client("leader"), page(cast, "membership_edit", alis.pk))
    assert "Faser og sidste dag gælder kun for deltagere." in html
    assert ("Afrunding" in html, "Genbesøg" in html) == (True, False)


def test_a_last_day_in_the_past_is_refused_in_words(cast: Cast, alis: Membership):
    sent = {"is_core": "", "ends_on": "2020-01-01"}
    answer = cast.client("leader").post(page(cast, "membership_edit", alis.pk), sent)
    assert answer.status_code == 422
    assert "Den sidste dag er allerede gået." in answer.content.decode()


def test_saving_what_stands_tells_nobody_anything(cast: Cast, alis: Membership):
    before = AuditEntry.objects.count()
    edit(alis)
    assert (letters("membership"), AuditEntry.objects.count()) == ([], before)


def test_a_membership_of_another_network_is_not_found_here(cast: Cast, alis: Membership):
    for name in ("membership_edit", "membership_end"):
        address = page(cast, name, 0)
        assert cast.client("leader").post(address, {"words": "x"}).status_code == 404


# --- Ended by the leader ----------------------------------------------------------------------
def test_the_leader_ends_it_with_a_sentence_to_the_person_alone(cast: Cast, alis: Membership):
    answer = cast.client("leader").post(page(cast, "membership_end", alis.pk), {"words": WORDS})
    assert said(answer) == ["Ali er ikke længere med og har fået din sætning på mail."]
    alis.refresh_from_db()
    assert (alis.ended_at is None, alis.ended_because) == (False, EndedBecause.ENDED)
    (letter,) = letters("membership_ended")
    assert (letter.recipient, WORDS in letter.text) == (alis.person, True)
    assert OutboxMail.objects.filter(text__contains="MARK").count() == 1
    assert "MARK" not in str(list(AuditEntry.objects.values_list("facts")))
    assert alis.person.name not in html_of(cast.client("leader"), page(cast, "member_list"))


def test_a_second_end_is_told_so_and_sends_no_second_letter(cast: Cast, alis: Membership):
    client = cast.client("leader")
    end = page(cast, "membership_end", alis.pk)
    sayings = [said(client.post(end, {"words": WORDS}))[-1] for _click in range(2)]
    assert sayings[1] == "Ali Lund er ikke længere med i netværket."
    assert client.get(page(cast, "membership_edit", alis.pk)).status_code == 302
    assert len(letters("membership_ended")) == 1
    with pytest.raises(NotPossibleNow):
        end_membership(by=cast.people["leader"], membership=alis, words=WORDS)
    with pytest.raises(NotPossibleNow):
        edit(alis, is_core=True)


def test_without_a_sentence_nothing_ends(cast: Cast, alis: Membership):
    answer = cast.client("leader").post(page(cast, "membership_end", alis.pk), {"words": " "})
    assert answer.status_code == 422
    alis.refresh_from_db()
    assert alis.ended_at is None


# --- Left -------------------------------------------------------------------------------------
def test_the_leader_is_told_that_somebody_left_and_the_text_stays(cast: Cast, alis: Membership):
    make_learning(cast.network, by=alis.person, learned="Det bliver")
    leave_network(by=alis.person, network=cast.network)
    (letter,) = letters("member_left")
    assert (letter.recipient, letter.subject) == (
        cast.people["leader"],
        f"Ali Lund er ikke længere med i »{cast.network.title}«",
    )
    cards = reverse("networks:learning_list", args=[cast.network.slug])
    assert "Det bliver" in html_of(cast.client("leader"), cards)
    assert "Det bliver" not in html_of(cast.client("member"), cards)


# --- Ends by itself ---------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["member", "guest in it"])
def test_a_membership_ends_by_itself_when_its_last_day_is_over(cast: Cast, who: str):
    person = cast.people[who]
    membership = person.memberships.get()
    mark_cards(cast.network)
    last = date(2027, 3, 28)  # the night when the clocks go forward
    edit(membership, ends_on=last)
    cards = reverse("networks:learning_list", args=[cast.network.slug])
    copenhagen = ZoneInfo("Europe/Copenhagen")
    with time_machine.travel(datetime(2027, 3, 28, 23, 59, tzinfo=copenhagen), tick=False) as time:
        assert end_memberships_due() == 0
        assert "network" in marks_in(html_of(cast.client(who), cards))
        time.shift(timedelta(minutes=1))
        end_memberships()
        answer = cast.client(who).get(cards)
        assert "network" not in marks_in(answer.content.decode())
        assert end_memberships_due() == 0
    membership.refresh_from_db()
    assert membership.ended_because == EndedBecause.TIME
    (letter,) = letters("membership_ended")
    assert letter.recipient == person
    assert "Dit medlemskab sluttede som aftalt." in letter.text
    assert "Det, du har skrevet, bliver hos netværket." in letter.text


def test_a_week_without_the_task_heals_and_the_leader_stays(cast: Cast, alis: Membership):
    edit(alis, ends_on=clock.today())
    leaders = cast.people["leader"].memberships.filter(network=cast.network)
    leaders.update(ends_on=clock.today())
    with clock.set_to(clock.now() + timedelta(days=8)):
        assert end_memberships_due() == 1
    assert leaders.get().ended_at is None


# --- The page ---------------------------------------------------------------------------------
def test_only_the_leader_has_links_to_edit_and_not_to_their_own(cast: Cast, alis: Membership):
    links = {
        who: html_of(cast.client(who), page(cast, "member_list")).count(
            f'href="{page(cast, "member_list")}'
        )
        for who in cast.people
        if who not in {"anonymous", "guest outside"}
    }
    tab, others = 1, 2  # Ali and Noor
    assert links == dict.fromkeys(links, tab) | {"leader": tab + others}


def test_who_stayed_until_it_closed_is_still_listed_and_who_left_is_not(
    cast: Cast, alis: Membership
):
    leave_network(by=alis.person, network=cast.network)
    network = Network.objects.filter(pk=cast.network.pk)
    cast.network.memberships.current().update(
        ended_at=clock.now(), ended_because=EndedBecause.CLOSED
    )
    network.update(status="closed", closed_at=clock.now())
    response = cast.client("employee outside").get(page(cast, "member_list"))
    names = [one.person.first_name for one in response.context["people"].members]
    assert names == ["Mia", "Noor"]
    html = response.content.decode()
    assert "Hvem var med til det sidste?" in html
    assert cast.client("leader").get(page(cast, "lead_hand_over")).status_code == 404


def test_the_page_for_one_membership_costs_the_same_at_every_size(cast: Cast, alis: Membership):
    costs = []
    for size in (1, 3):
        edit(alis, phases=Phase.objects.all()[:size])
        costs.append(queries_of(cast.client("leader"), page(cast, "membership_edit", alis.pk)))
    # session, person, network, membership; its phases, and those to choose from
    assert costs == [6, 6]
