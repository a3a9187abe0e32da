"""A card is written anew; how it stood is kept, and two who write lose neither text."""

import uuid

import pytest

from networks.actions.learning import edit_learning
from networks.enums import Audience
from networks.models import LearningEdition, LearningEntry
from tests.factories.networks import make_learning
from tests.factories.networks.assumption import make_assumption
from tests.factories.networks.learning import make_edit, make_story
from tests.networks.learning_pages import edited, page_of
from tests.networks.rooms import Cast, cast_of, html_of, queries_of


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def card(cast: Cast) -> LearningEntry:
    """Ali's, shared with everybody, so that reading it is not what stops anybody."""
    return make_learning(
        cast.network, by=cast.people["member"], learned="MARK-før", audience=Audience.EMPLOYEES
    )


def versions(card: LearningEntry) -> list[tuple[int, str]]:
    return [(one.version, one.words["learned"]) for one in card.editions.all()]


def test_only_its_author_and_the_leader_edit(cast: Cast, card: LearningEntry):
    address = page_of(card, "edit")
    found = {
        who: (
            cast.client(who).get(address).status_code,
            cast.client(who).post(address, edited(card, learned=f"af {who}")).status_code,
        )
        for who in cast.people
        if who != "leader"
    }
    expected = dict.fromkeys(found, (404, 404)) | {"anonymous": (302, 403), "member": (200, 302)}
    assert found == expected
    card.refresh_from_db()
    leader = cast.client("leader")
    assert leader.post(address, edited(card, learned="af leder")).status_code == 302
    assert [author for _version, author in versions(card)] == ["af member", "MARK-før"]


def test_a_member_who_did_not_write_it_may_not_edit(cast: Cast):
    theirs = make_learning(cast.network)
    assert cast.client("member").get(page_of(theirs, "edit")).status_code == 404


def test_the_form_begins_with_what_stands(cast: Cast):
    card = make_edit(make_story(cast.network), assumption=make_assumption(cast.network))
    html = html_of(cast.client("leader"), page_of(card, "edit"))
    assert 'value="Fire unge på en trappe"' in html
    assert "ventede.</textarea>" in html
    assert f'<option value="{card.assumption_id}" selected>' in html
    assert 'name="based_on" value="2"' in html


def test_how_it_stood_is_kept_and_read_inside_only(cast: Cast, card: LearningEntry):
    cast.client("member").post(page_of(card, "edit"), edited(card, learned="Nu"))
    edition = LearningEdition.objects.get()
    assert (edition.words["learned"], edition.audience, edition.version) == (
        "MARK-før",
        "employees",
        1,
    )
    seen = {
        who: "MARK-før" in html_of(cast.client(who), page_of(card))
        for who in cast.people
        if who not in {"anonymous", "guest outside", "superuser"}
    }
    inside = {"leader", "member", "guest in it", "consultant", "co-driver"}
    assert {who for who, sees in seen.items() if sees} == inside


def test_sent_twice_it_is_one_edition(cast: Cast, card: LearningEntry):
    sent = edited(card, learned="Nu")
    client = cast.client("member")
    assert [client.post(page_of(card, "edit"), sent).status_code for _ in "12"] == [302, 302]
    assert versions(card) == [(1, "MARK-før")]


def test_saved_as_it_stood_it_has_no_edition(cast: Cast, card: LearningEntry):
    cast.client("member").post(page_of(card, "edit"), edited(card))
    assert versions(card) == []


def test_two_people_editing_lose_neither_text(cast: Cast, card: LearningEntry):
    first, second, address = cast.client("member"), cast.client("leader"), page_of(card, "edit")
    first.post(address, edited(card, learned="MARK-den-første"))
    sent = edited(card, learned="MARK-den-anden")
    answer = second.post(address, sent)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("MARK-den-første" in html, "MARK-den-anden</textarea>" in html) == (True, True)
    assert 'name="based_on" value="2"' in html
    second.post(address, {**sent, "based_on": 2, "learned": "Begge dele"})
    assert [said for _version, said in versions(card)] == ["MARK-den-første", "MARK-før"]


@pytest.mark.parametrize("based_on", ["7", "-1", "", "x", "9" * 30])
def test_a_version_nobody_saw_is_refused_with_the_text_kept(
    cast: Cast, card: LearningEntry, based_on: str
):
    sent = edited(card, learned="MARK-mit", based_on=based_on)
    answer = cast.client("member").post(page_of(card, "edit"), sent)
    assert answer.status_code == 422
    assert "MARK-mit</textarea>" in answer.content.decode()
    assert versions(card) == []


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        ("network", ""),
        ("secretariat", "Hidtil har netværket og sekretariatet kunnet læse kortet."),
        ("employees", "Hidtil har alle medarbejdere kunnet læse kortet."),
    ],
)
def test_whoever_narrows_a_card_is_told_that_it_may_have_been_read(
    cast: Cast, audience: str, said: str
):
    card = make_learning(cast.network, audience=audience)
    html = html_of(cast.client("leader"), page_of(card, "edit"))
    assert ("Hidtil har" in html, said in html) == (bool(said), True)
    cast.client("leader").post(page_of(card, "edit"), edited(card, audience="network"))
    assert cast.client("director").get(page_of(card)).status_code == 404


def test_the_trail_says_ids_only(cast: Cast, card: LearningEntry):
    from netvaerk.people.models import AuditEntry

    make_edit(card, learned="MARK-nyt")
    entry = AuditEntry.objects.get(verb="edit_learning")
    assert entry.facts == {"entry": card.pk, "version": 2}


def test_nobody_edits_once_they_are_out_or_it_is_over(cast: Cast, card: LearningEntry):
    from netvaerk.refusals import NotPossibleNow

    ali = cast.people["member"]
    ali.memberships.update(ended_at=card.noted_at, ended_because="left")
    words = {**card.words, "learned": "Nu"}
    with pytest.raises(NotPossibleNow):
        edit_learning(
            by=ali,
            entry=card,
            based_on=1,
            form_key=uuid.uuid4(),
            audience="network",
            **words,
        )


def test_the_page_costs_eight_at_most(cast: Cast, card: LearningEntry):
    make_assumption(cast.network)
    costs = [queries_of(cast.client(who), page_of(card, "edit")) for who in ("member", "leader")]
    # session, person, network, card, may they, assumptions
    assert costs == [6, 6]
