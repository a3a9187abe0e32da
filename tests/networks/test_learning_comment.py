"""Words to a card: never for more people than the card, and its author is told once."""

import uuid

import pytest

from netvaerk.people.models import AuditEntry, OutboxMail
from netvaerk.refusals import NotPossibleNow
from networks.actions.learning_comment import WiderThanTheCard, comment_on_learning
from networks.enums import Audience
from networks.models import LearningComment, LearningEntry
from tests.factories.networks import make_learning
from tests.factories.networks.learning import make_comment, make_edit
from tests.networks.learning_pages import page_of
from tests.networks.rooms import Cast, cast_of, html_of

INSIDE = {"leader", "member", "guest in it", "consultant", "co-driver"}
SECRETARIAT = {"consultant elsewhere", "secretariat lead"}
OTHERS = {"member before", "chief elsewhere", "reference leader", "employee outside", "director"}


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def card(cast: Cast) -> LearningEntry:
    return make_learning(cast.network, audience=Audience.EMPLOYEES)


def words(**said: str) -> dict[str, str]:
    return {"text": "Det så vi også.", "audience": "network", "form_key": str(uuid.uuid4()), **said}


def seen_by(cast: Cast, card: LearningEntry, mark: str) -> set[str]:
    pages = {who: cast.client(who).get(page_of(card)) for who in cast.people}
    return {who for who, page in pages.items() if mark in page.content.decode()}


def test_only_those_inside_say_something(cast: Cast, card: LearningEntry):
    found = {
        who: cast.client(who).post(page_of(card, "comment"), words()).status_code
        for who in cast.people
    }
    expected = dict.fromkeys(cast.people, 404) | dict.fromkeys(INSIDE, 302) | {"anonymous": 403}
    assert found == expected
    assert LearningComment.objects.count() == len(INSIDE)


@pytest.mark.parametrize(
    ("audience", "who"),
    [
        (Audience.NETWORK, INSIDE),
        (Audience.SECRETARIAT, INSIDE | SECRETARIAT),
        (Audience.EMPLOYEES, INSIDE | SECRETARIAT | OTHERS),
    ],
)
def test_words_are_read_by_those_they_are_for(
    cast: Cast, card: LearningEntry, audience: str, who: set[str]
):
    make_comment(card, by=cast.people["member"], text="MARK-ord", audience=audience)
    assert seen_by(cast, card, "MARK-ord") == who


def test_a_card_that_is_narrowed_takes_its_words_along(cast: Cast, card: LearningEntry):
    make_comment(card, by=cast.people["member"], text="MARK-ord", audience=Audience.EMPLOYEES)
    make_edit(card, audience=Audience.SECRETARIAT)
    assert seen_by(cast, card, "MARK-ord") == INSIDE | SECRETARIAT
    readable = LearningComment.objects.visible_to(cast.people["director"])
    assert not readable.exists()


@pytest.mark.parametrize(
    ("audience", "offered"),
    [
        ("network", ["network"]),
        ("secretariat", ["network", "secretariat"]),
        ("employees", ["network", "secretariat", "employees"]),
    ],
)
def test_the_form_offers_no_more_than_the_card_has(cast: Cast, audience: str, offered: list[str]):
    card = make_learning(cast.network, audience=audience)
    html = html_of(cast.client("member"), page_of(card))
    assert [one for one in Audience.values if f'value="{one}"' in html] == offered


def test_words_for_more_than_the_card_are_refused_and_kept(cast: Cast):
    card = make_learning(cast.network, audience=Audience.NETWORK)
    with pytest.raises(WiderThanTheCard):
        make_comment(card, by=cast.people["member"], audience=Audience.SECRETARIAT)
    answer = cast.client("member").post(
        page_of(card, "comment"), words(text="MARK-mit", audience="employees")
    )
    assert answer.status_code == 422
    assert "MARK-mit</textarea>" in answer.content.decode()
    assert not LearningComment.objects.exists()


@pytest.mark.parametrize("text", ["", " \n", "a\0b", "x" * 4001, "x" * 10 * 1024 * 1024])
def test_words_that_cannot_be_saved_come_back(cast: Cast, card: LearningEntry, text: str):
    answer = cast.client("member").post(page_of(card, "comment"), words(text=text))
    assert answer.status_code == 422
    assert not LearningComment.objects.exists()


def test_a_second_click_is_one(cast: Cast, card: LearningEntry):
    client, sent = cast.client("member"), words()
    assert [client.post(page_of(card, "comment"), sent).status_code for _ in "12"] == [302, 302]
    assert LearningComment.objects.count() == 1
    other = client.post(page_of(card, "comment"), {**sent, "text": "MARK-andre-ord"})
    html = other.content.decode()
    assert (other.status_code, "MARK-andre-ord</textarea>" in html) == (422, True)
    assert sent["form_key"] not in html


def letters() -> list[OutboxMail]:
    return list(OutboxMail.objects.filter(kind="learning_comment"))


def test_the_author_is_told_once_without_the_text(cast: Cast, card: LearningEntry):
    sent = words(text="MARK-ord")
    for _click in range(2):
        cast.client("member").post(page_of(card, "comment"), sent)
    letter = letters()[0]
    assert (len(letters()), letter.recipient) == (1, cast.network.leader)
    assert letter.subject.endswith("har skrevet et ord til dit kort")
    assert "MARK-ord" not in letter.text + letter.html + letter.subject
    assert page_of(card) in letter.text


def test_nobody_is_told_of_own_words(cast: Cast, card: LearningEntry):
    cast.client("leader").post(page_of(card, "comment"), words())
    assert letters() == []


def test_an_author_who_left_is_not_told_of_what_they_may_not_read(cast: Cast):
    ali = cast.people["member"]
    card = make_learning(cast.network, by=ali, audience=Audience.EMPLOYEES)
    ali.memberships.update(ended_at=card.noted_at, ended_because="left")
    make_comment(card, by=cast.network.leader, audience=Audience.NETWORK)
    assert letters() == []
    make_comment(card, by=cast.network.leader, audience=Audience.EMPLOYEES)
    assert [letter.recipient for letter in letters()] == [ali]


def test_the_trail_says_ids_only(cast: Cast, card: LearningEntry):
    comment = make_comment(card, by=cast.people["member"], text="MARK-ord")
    entry = AuditEntry.objects.get(verb="comment_on_learning")
    assert entry.facts == {"entry": card.pk, "comment": comment.pk}


def test_a_closed_network_has_said_what_it_had_to_say(cast: Cast, card: LearningEntry):
    cast.network.status, cast.network.closed_at = "closed", card.noted_at
    cast.network.save()
    with pytest.raises(NotPossibleNow):
        comment_on_learning(
            by=cast.network.leader,
            entry=card,
            form_key=uuid.uuid4(),
            text="For sent",
            audience="network",
        )
    html = html_of(cast.client("leader"), page_of(card))
    assert ("Gem dine ord" in html, "Ret kortet" in html) == (False, False)
