"""Agreements: who may see them, how both sides come to one, and what they add up to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import EditedMeanwhile, NotPossibleNow
from networks.actions.agreement import confirm_agreement, keep_agreement, propose_agreement
from networks.actions.leaving import leave_network
from networks.actions.phase import move_phase
from networks.models import Agreement, Network, Phase
from tests.factories.networks import make_member, make_network
from tests.factories.networks.agreement import WORDS, give_manager, make_agreement, terms
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

MARK = "MARK-kun-de-tre"


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """Ali is in it; Lis, who is nobody else here, is Ali's line manager."""
    found = cast_of(request)
    lis = PersonFactory(first_name="Lis")
    give_manager(found.people["member"], lis)
    return replace(found, people={**found.people, "line manager": lis})


@pytest.fixture
def agreement(cast: Cast) -> Agreement:
    """Ali's, with a mark in every text; Lis has not answered."""
    words = dict.fromkeys((*WORDS, "place"), MARK)
    return make_agreement(cast.network, cast.people["member"], **words)


def page(cast: Cast, name: str, *more: int) -> str:
    return reverse(f"networks:agreement_{name}", args=[cast.network.slug, *more])


def filled_in(cast: Cast, *, based_on: int = 0, **changed) -> dict[str, str]:
    """The form as a browser sends it."""
    said = terms(unit=cast.people["member"].unit.pk, **changed)
    return {name: str(value) for name, value in {**said, "based_on": based_on}.items()}


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def move(network: Network) -> None:
    to = Phase.objects.exclude(pk=network.phase_id).exclude(pk=Phase.objects.last().pk).last()
    move_phase(by=network.leader, network=network, to=to, sentence="Vi er videre.")
    network.refresh_from_db()


# --- Who sees it ------------------------------------------------------------------------------
def test_only_the_three_read_it(cast: Cast, agreement: Agreement):
    answers = {who: cast.client(who).get(page(cast, "detail", agreement.pk)) for who in cast.people}
    found = {who: answer.status_code for who, answer in answers.items()}
    the_three = dict.fromkeys(["member", "line manager", "reference leader"], 200)
    assert found == dict.fromkeys(cast.people, 404) | the_three | {"anonymous": 302}
    assert {who for who in cast.people if MARK in answers[who].content.decode()} == {*the_three}


def test_others_in_the_network_see_a_page_of_their_own_and_nothing_of_it(
    cast: Cast, agreement: Agreement
):
    answers = {who: cast.client(who).get(page(cast, "list")) for who in cast.people}
    found = {who: answer.status_code for who, answer in answers.items()}
    may = ["member", "line manager", "reference leader", "leader"]
    assert found == dict.fromkeys(cast.people, 404) | dict.fromkeys(may, 200) | {"anonymous": 302}
    linked = page(cast, "detail", agreement.pk)
    assert {who for who in cast.people if linked in answers[who].content.decode()} == {
        *("member", "line manager", "reference leader")
    }


def test_a_line_manager_reads_the_agreement_and_not_the_room(cast: Cast, agreement: Agreement):
    client = cast.client("line manager")
    assert client.get(page(cast, "detail", agreement.pk)).status_code == 200
    room = reverse("networks:learning_new", args=[cast.network.slug])
    assert client.get(room).status_code == 404


def test_the_line_manager_before_reads_the_old_version_and_not_the_new(cast: Cast):
    ali, lis = cast.people["member"], cast.people["line manager"]
    old = make_agreement(cast.network, ali, confirmed=True)
    give_manager(ali, PersonFactory(first_name="Per"))
    new = make_agreement(cast.network, ali, member_gives=MARK)
    assert (new.line_manager.first_name, old.line_manager) == ("Per", lis)
    client = cast.client("line manager")
    html = client.get(page(cast, "detail", old.pk)).content.decode()
    assert (MARK in html, page(cast, "detail", new.pk) in html) == (False, False)
    assert client.get(page(cast, "detail", new.pk)).status_code == 404
    assert client.get(page(cast, "list")).status_code == 404
    assert client.post(page(cast, "confirm", old.pk)).status_code == 404
    answer = client.post(page(cast, "change", old.pk), filled_in(cast, based_on=2))
    assert answer.status_code == 404
    assert Agreement.objects.count() == 2


def test_an_agreement_of_another_network_is_not_found_here(cast: Cast, mia, bo, karen):
    other = make_network(
        leader=mia, reference_leader=bo, consultant=karen, members=[cast.people["member"]]
    )
    theirs = make_agreement(other, cast.people["member"])
    for name in ("detail", "change"):
        assert cast.client("member").get(page(cast, name, theirs.pk)).status_code == 404
    for name in ("confirm", "keep", "change"):
        answers = [
            cast.client(who).post(page(cast, name, theirs.pk)).status_code
            for who in ("member", "line manager")
        ]
        assert answers == [404, 404]


def test_mails_and_trail_hold_hours_and_network_and_nothing_they_wrote(
    cast: Cast, agreement: Agreement
):
    confirm_agreement(by=agreement.line_manager, agreement=agreement)
    letters = OutboxMail.objects.filter(kind__in=["agreement", "agreement_confirmed"])
    assert {one.recipient.first_name for one in letters} == {"Lis", "Ali", "Bo"}
    assert all("2,5 timer om ugen" in one.text for one in letters)
    everything = [*letters.values_list("subject", "text", "html")]
    everything += AuditEntry.objects.values_list("verb", "facts")
    assert MARK not in str(everything)


# --- Both sides -------------------------------------------------------------------------------
def test_the_member_writes_the_line_manager_says_yes(cast: Cast):
    member, manager = cast.client("member"), cast.client("line manager")
    answer = member.post(page(cast, "write"), filled_in(cast))
    made = Agreement.objects.get()
    assert answer.headers["Location"] == page(cast, "detail", made.pk)
    assert said(answer) == ["Aftalen er sendt til Lis, som kan sige ja eller rette."]
    assert (made.version, made.unit) == (1, cast.people["member"].unit)
    assert (made.member_confirmed_at is None, made.manager_confirmed_at) == (False, None)
    assert "Ja, det er en aftale" not in html_of(member, page(cast, "detail", made.pk))
    assert "Ja, det er en aftale" in html_of(manager, page(cast, "detail", made.pk))
    answer = manager.post(page(cast, "confirm", made.pk))
    assert {"Ali Lund", "Bo Lund"} == set(
        said(answer)[0]
        .removeprefix("Aftalen er på plads. ")
        .removesuffix(" får en mail om det.")
        .split(" og ")
    )
    assert list(Agreement.objects.confirmed()) == [made]


def test_the_line_manager_changes_it_and_the_member_says_yes(cast: Cast, agreement: Agreement):
    manager = cast.client("line manager")
    sent = filled_in(cast, based_on=1, hours_per_week="1,5")
    assert manager.post(page(cast, "change", agreement.pk), sent).status_code == 302
    newest = Agreement.objects.newest().get()
    assert (newest.version, newest.hours_per_week) == (2, Decimal("1.5"))
    assert (newest.member_confirmed_at, newest.manager_confirmed_at is None) == (None, False)
    cast.client("member").post(page(cast, "confirm", newest.pk))
    assert list(Agreement.objects.confirmed()) == [newest]
    agreement.refresh_from_db()
    assert agreement.hours_per_week == Decimal("2.5")


def test_nobody_confirms_their_own_word_or_for_others(cast: Cast, agreement: Agreement):
    for who in cast.people:
        if who not in {"anonymous", "line manager"}:
            cast.client(who).post(page(cast, "confirm", agreement.pk))
    agreement.refresh_from_db()
    assert agreement.manager_confirmed_at is None


def test_an_older_version_is_not_confirmed(cast: Cast, agreement: Agreement):
    make_agreement(cast.network, cast.people["member"], hours_per_week=Decimal(4))
    with pytest.raises(NotPossibleNow):
        confirm_agreement(by=agreement.line_manager, agreement=agreement)
    assert not Agreement.objects.confirmed().exists()


def test_two_who_change_at_once_see_both_texts(cast: Cast, agreement: Agreement):
    make_agreement(cast.network, agreement.member, by=agreement.line_manager, place="DERES-sted")
    sent = filled_in(cast, based_on=1, place="MIT-sted")
    client = cast.client("member")
    answer = client.post(page(cast, "change", agreement.pk), sent)
    html = answer.content.decode()
    assert (answer.status_code, "DERES-sted" in html, "MIT-sted" in html) == (422, True, True)
    assert Agreement.objects.count() == 2
    again = client.post(page(cast, "change", agreement.pk), {**sent, "based_on": "2"})
    assert (again.status_code, Agreement.objects.newest().get().place) == (302, "MIT-sted")


def test_a_second_click_is_one_version(cast: Cast):
    client, sent = cast.client("member"), filled_in(cast)
    assert [client.post(page(cast, "write"), sent).status_code for _click in range(2)] == [302, 302]
    assert Agreement.objects.count() == 1
    assert OutboxMail.objects.filter(kind="agreement").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours_per_week": "0"},
        {"hours_per_week": "38"},
        {"hours_per_week": "to"},
        {"hours_per_week": "1,25"},
        {"ends_on": "2020-01-01"},
        {"starts_on": "i morgen"},
        {"unit": "x"},
        {"department_gives": " "},
        {"place": "x" * 121},
        {"member_gives": "a\0b"},
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, wrong: dict[str, str]):
    sent = {**filled_in(cast, department_gets="MARK-beholdes"), **wrong}
    answer = cast.client("member").post(page(cast, "write"), sent)
    html = answer.content.decode()
    assert (answer.status_code, "MARK-beholdes</textarea>" in html) == (422, True)
    assert "nv-error-summary" in html
    assert not Agreement.objects.exists()


def test_who_may_begin_one(cast: Cast):
    answers = {who: cast.client(who).get(page(cast, "write")).status_code for who in cast.people}
    assert answers == dict.fromkeys(cast.people, 404) | {"member": 200, "anonymous": 302}
    html = html_of(cast.client("leader"), page(cast, "list"))
    assert "Vi ved ikke, hvem din personaleleder er" in html


def test_who_has_left_agrees_no_more_and_can_still_read_it(cast: Cast, agreement: Agreement):
    leave_network(by=agreement.member, network=cast.network)
    with pytest.raises(NotPossibleNow):
        confirm_agreement(by=agreement.line_manager, agreement=agreement)
    assert cast.client("member").get(page(cast, "detail", agreement.pk)).status_code == 200
    assert cast.client("member").get(page(cast, "change", agreement.pk)).status_code == 404


# --- A new phase ------------------------------------------------------------------------------
def test_after_a_move_either_side_says_that_it_still_fits(cast: Cast):
    agreed = make_agreement(cast.network, cast.people["member"], confirmed=True)
    client = cast.client("line manager")
    assert "Den passer stadig" not in html_of(client, page(cast, "detail", agreed.pk))
    with clock.set_to(clock.now() + timedelta(days=1)):
        move(cast.network)
        assert "Den passer stadig" in html_of(client, page(cast, "detail", agreed.pk))
        for _click in range(2):
            assert client.post(page(cast, "keep", agreed.pk)).status_code == 302
        kept = Agreement.objects.newest().get()
        assert (kept.version, kept.hours_per_week) == (2, agreed.hours_per_week)
        assert [getattr(kept, name) for name in WORDS] == [getattr(agreed, name) for name in WORDS]
        assert (kept.member_confirmed_at, kept.manager_confirmed_at is None) == (None, False)
        confirm_agreement(by=kept.member, agreement=kept)
        assert "Den passer stadig" not in html_of(client, page(cast, "detail", kept.pk))


def test_both_sides_keep_it_at_the_same_moment_and_the_second_is_told(cast: Cast):
    agreed = make_agreement(cast.network, cast.people["member"], confirmed=True)
    keep_agreement(by=agreed.line_manager, agreement=agreed)
    with pytest.raises(EditedMeanwhile):
        keep_agreement(by=agreed.member, agreement=agreed)
    answer = cast.client("member").post(page(cast, "keep", agreed.pk))
    assert said(answer) == ["Der er kommet en nyere version. Læs den, og svar på den."]


# --- What it adds up to -----------------------------------------------------------------------
def test_the_reference_leader_sees_which_department_gives_which_hours(cast: Cast, school, health):
    chief = cast.people["line manager"]
    given = [
        ("2.5", health, True),
        ("3", school, True),
        ("1.5", school, True),
        ("9", health, False),
    ]
    for hours, unit, confirmed in given:
        person = give_manager(PersonFactory(unit=unit), chief)
        make_member(cast.network, person)
        make_agreement(cast.network, person, hours_per_week=Decimal(hours), confirmed=confirmed)
    gone = give_manager(PersonFactory(unit=health), chief)
    make_member(cast.network, gone)
    make_agreement(cast.network, gone, hours_per_week=Decimal(5), confirmed=True)
    leave_network(by=gone, network=cast.network)
    response = cast.client("reference leader").get(page(cast, "list"))
    shown = response.context["page"]
    assert [(one.name, one.hours, one.people) for one in shown.departments] == [
        (school.name, Decimal("4.5"), 2),
        (health.name, Decimal("2.5"), 1),
    ]
    assert (shown.hours, shown.people) == (Decimal("7.0"), 3)
    assert "<td>4,5</td>" in response.content.decode()
    assert cast.client("line manager").get(page(cast, "list")).context["page"].departments == ()


def test_a_version_that_waits_leaves_the_agreed_hours_in_force(cast: Cast):
    ali = cast.people["member"]
    make_agreement(cast.network, ali, hours_per_week=Decimal(2), confirmed=True)
    make_agreement(cast.network, ali, hours_per_week=Decimal(6))
    hours = cast.client("reference leader").get(page(cast, "list")).context["page"].hours
    assert hours == Decimal(2)


def test_the_network_leader_sees_only_how_many_and_never_of_so_few_that_it_names_one(cast: Cast):
    members = reverse("networks:member_list", args=[cast.network.slug])
    lis = cast.people["line manager"]
    make_agreement(cast.network, cast.people["member"], confirmed=True)
    assert "De andres aftaler" not in html_of(cast.client("leader"), members)
    for _number in range(2):
        make_member(cast.network, give_manager(PersonFactory(), lis))
    html = html_of(cast.client("leader"), members)
    assert "De andres aftaler: 1 på plads, 2 mangler." in html
    for who in ("member", "guest in it", "employee outside", "reference leader"):
        assert "De andres aftaler" not in html_of(cast.client(who), members)
    assert "Din aftale er på plads." in html_of(cast.client("member"), members)


def test_the_pages_cost_the_same_at_every_size(cast: Cast):
    ali, lis = cast.people["member"], cast.people["line manager"]
    costs = []
    for size in (1, 3, 25):
        while (count := Agreement.objects.newest().count()) < size:
            person = ali if count == 0 else give_manager(PersonFactory(), lis)
            if person != ali:
                make_member(cast.network, person)
            newest = make_agreement(cast.network, person)
        costs.append(
            [
                *(
                    queries_of(cast.client(who), page(cast, "list"))
                    for who in ("member", "line manager", "reference leader")
                ),
                queries_of(cast.client("line manager"), page(cast, "detail", newest.pk)),
            ]
        )
    # session, person, network, one or two at the door, agreements; departments; who may answer
    assert costs == [[5, 6, 5, 6]] * 3


# --- What must be true ------------------------------------------------------------------------
@pytest.mark.parametrize(
    "wrong",
    [
        {"hours_per_week": Decimal(0)},
        {"hours_per_week": Decimal("37.1")},
        {"ends_on": clock.today() - timedelta(days=400)},
        {"version": 1},
    ],
)
def test_the_database_holds_what_an_agreement_is(cast: Cast, agreement: Agreement, wrong: dict):
    agreement.pk, agreement.version = None, 2
    for name, value in wrong.items():
        setattr(agreement, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement.save()


def test_nobody_agrees_with_themselves(cast: Cast, agreement: Agreement):
    agreement.pk, agreement.version, agreement.line_manager = None, 2, agreement.member
    with pytest.raises(IntegrityError), transaction.atomic():
        agreement.save()
    ali = give_manager(agreement.member, agreement.member)
    Agreement.objects.all().delete()
    with pytest.raises(NotPossibleNow):
        propose_agreement(
            by=ali, network=cast.network, member=ali, based_on=0, **terms(unit=ali.unit)
        )


def test_who_reads_it_is_named_once_each(cast: Cast, agreement: Agreement):
    address = reverse("networks:agreement_detail", args=[cast.network.slug, agreement.pk])
    ali, bo = cast.people["member"], cast.people["reference leader"]
    said = f"Kun {ali.name}, Lis Lund og referencelederen {bo.name} kan læse den."
    assert said in html_of(cast.client("member"), address)


def test_a_line_manager_who_is_reference_leader_too_is_named_once(cast: Cast):
    ali, bo = cast.people["member"], cast.people["reference leader"]
    give_manager(ali, bo)
    said = f"Kun {ali.name} og {bo.name} kan læse den."
    write = reverse("networks:agreement_write", args=[cast.network.slug])
    assert said in html_of(cast.client("member"), write)
    made = make_agreement(cast.network, ali)
    address = reverse("networks:agreement_detail", args=[cast.network.slug, made.pk])
    assert said in html_of(cast.client("member"), address)
