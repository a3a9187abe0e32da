"""What is being written is kept as it is typed, and is its author's alone."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from netvaerk import clock
from netvaerk.people.models import AuditEntry
from networks.actions.learning_draft import DRAFTS
from networks.models import Attachment, LearningDraft, LearningEntry, Membership
from tests.factories.networks import make_learning
from tests.factories.networks.attachment import picture, sent
from tests.factories.networks.learning import make_draft_card
from tests.networks.learning_pages import draft_at, edited, log_of, new_at, page_of, short, story
from tests.networks.rooms import Cast, cast_of, html_of, queries_of

HTMX = {"HX-Request": "true"}


@pytest.fixture
def cast(request: pytest.FixtureRequest, db: None) -> Cast:
    return cast_of(request)


@pytest.fixture
def writer(cast: Cast) -> Client:
    return cast.client("member")


def discard_at(draft: LearningDraft) -> str:
    return f"{draft_at(draft.network)}{draft.form_key}/smid-ud/"


def test_a_draft_is_seen_by_its_author_and_nobody_else(cast: Cast):
    draft = make_draft_card(
        cast.people["member"], cast.network, title="MARK-kladde", learned="MARK-kladde"
    )
    resumed = new_at(cast.network, kladde=draft.form_key)
    for who in set(cast.people) - {"member"}:
        client = cast.client(who)
        pages = [client.get(one) for one in (log_of(cast.network), new_at(cast.network), resumed)]
        assert [b"MARK-kladde" in page.content for page in pages] == [False] * 3, who
        assert pages[2].status_code == (302 if who == "anonymous" else 404), who
        assert client.post(discard_at(draft)).status_code == (403 if who == "anonymous" else 404)
    assert "MARK-kladde" in html_of(cast.client("member"), log_of(cast.network))
    assert "MARK-kladde</textarea>" in html_of(cast.client("member"), resumed)
    assert LearningDraft.objects.get() == draft


def test_an_author_who_left_has_no_drafts_there(cast: Cast, writer: Client):
    draft = make_draft_card(cast.people["member"], cast.network)
    seat = Membership.objects.get(network=cast.network, person=cast.people["member"])
    seat.ended_at, seat.ended_because = seat.joined_at, "left"
    seat.save()
    for address in (new_at(cast.network, kladde=draft.form_key), new_at(cast.network)):
        assert writer.get(address).status_code == 404
    assert writer.post(draft_at(cast.network), short()).status_code == 404
    assert not LearningDraft.objects.visible_to(cast.people["member"]).exists()


def test_only_those_in_it_keep_drafts(cast: Cast):
    found = {
        who: cast.client(who).post(draft_at(cast.network), short()).status_code
        for who in cast.people
    }
    writers = dict.fromkeys(["leader", "member", "guest in it"], 302)
    assert found == dict.fromkeys(cast.people, 404) | writers | {"anonymous": 403}


def test_typing_saves_by_itself_and_says_when(cast: Cast, writer: Client):
    key = str(uuid.uuid4())
    for said in ("Halv", "Halvt skrevet"):
        typed = short(form_key=key, learned=said, saw="", audience="")
        answer = writer.post(draft_at(cast.network), typed, headers=HTMX)
        assert (answer.status_code, "Gemt kl." in answer.content.decode()) == (200, True)
    draft = LearningDraft.objects.get()
    assert draft.fields["learned"] == "Halvt skrevet"
    assert not LearningEntry.objects.exists()
    fresh = html_of(writer, new_at(cast.network, kladde=key))
    assert answer.content.decode().strip() in fresh


def test_the_button_keeps_it_without_a_script(cast: Cast, writer: Client):
    answer = writer.post(draft_at(cast.network), story(text="Halvt"), follow=True)
    html = answer.content.decode()
    assert answer.redirect_chain[-1][0].endswith(str(LearningDraft.objects.get().form_key))
    assert ("Kladden er gemt." in html, "Halvt</textarea>" in html) == (True, True)
    assert 'name="kind" value="long"' in html
    assert "Noget skal rettes" not in html


def test_nothing_typed_is_no_draft(cast: Cast, writer: Client):
    empty = short(believed=" ", saw="", learned="")
    writer.post(draft_at(cast.network), {**empty, "believed": ""}, headers=HTMX)
    assert not LearningDraft.objects.exists()


@pytest.mark.parametrize("said", ["a\0b", "x" * 5000, "<script>alert(1)</script>", "\ud7ff😀"])
def test_a_draft_takes_what_a_card_would_not(cast: Cast, writer: Client, said: str):
    wrong = short(learned=said, audience="alle", assumption="x", meeting="9" * 30)
    answer = writer.post(draft_at(cast.network), wrong, follow=True)
    assert answer.status_code == 200
    assert LearningDraft.objects.get().fields["learned"] == said.replace("\0", "")
    assert "<script>alert(1)" not in answer.content.decode()


def test_ten_megabytes_come_back_with_a_sentence(cast: Cast, writer: Client):
    text = "x" * 10 * 1024 * 1024
    answer = writer.post(draft_at(cast.network), short(learned=text))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert (text in html, "for lang til at blive gemt som kladde" in html) == (True, True)
    small = writer.post(draft_at(cast.network), short(learned=text), headers=HTMX)
    assert (small.status_code, len(small.content) < 1000) == (422, True)
    assert not LearningDraft.objects.exists()


def test_a_draft_more_than_there_is_room_for_loses_nothing(cast: Cast, writer: Client):
    for _number in range(DRAFTS):
        make_draft_card(cast.people["member"], cast.network)
    answer = writer.post(draft_at(cast.network), short(learned="MARK-mit"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Du har allerede 20 kladder" in html, "MARK-mit</textarea>" in html) == (True, True)
    assert LearningDraft.objects.count() == DRAFTS
    last = LearningDraft.objects.latest("saved_at")
    kept = short(form_key=last.form_key, learned="Videre")
    assert writer.post(draft_at(cast.network), kept).status_code == 302
    assert cast.client("leader").post(draft_at(cast.network), short()).status_code == 302


def test_a_key_of_somebody_elses_draft_is_refused_without_showing_it(cast: Cast, writer: Client):
    theirs = make_draft_card(cast.network.leader, cast.network, learned="MARK-deres")
    answer = writer.post(draft_at(cast.network), short(form_key=theirs.form_key, learned="mit"))
    assert (answer.status_code, b"MARK-deres" in answer.content) == (422, False)
    theirs.refresh_from_db()
    assert theirs.fields["learned"] == "MARK-deres"


def test_a_card_takes_the_place_of_its_draft(cast: Cast, writer: Client):
    typed = short()
    writer.post(draft_at(cast.network), {**typed, "learned": ""}, headers=HTMX)
    writer.post(new_at(cast.network), typed)
    assert (LearningDraft.objects.count(), LearningEntry.objects.count()) == (0, 1)
    late = writer.post(draft_at(cast.network), typed, headers=HTMX)
    assert (late.status_code, LearningDraft.objects.count()) == (200, 0)


def test_switching_the_way_of_writing_takes_the_words_along(cast: Cast, writer: Client):
    key = str(uuid.uuid4())
    typed = short(form_key=key, learned="MARK-lært", saw="MARK-set")
    answer = writer.post(f"{draft_at(cast.network)}?form=lang", typed, headers=HTMX)
    address = answer.headers["HX-Redirect"]
    html = html_of(writer, address)
    assert ('value="long"' in html, "MARK-lært</textarea>" in html) == (True, True)
    writer.post(draft_at(cast.network), story(form_key=key, learned="MARK-lært"), headers=HTMX)
    back = html_of(writer, new_at(cast.network, form="kort", kladde=key))
    assert "MARK-set</textarea>" in back


def test_drafts_are_listed_for_their_author_and_thrown_away(cast: Cast, writer: Client):
    draft = make_draft_card(cast.people["member"], cast.network, learned="MARK-en")
    make_draft_card(cast.people["member"], cast.network, learned="MARK-to")
    for _click in range(2):
        writer.post(discard_at(draft))
    html = html_of(writer, log_of(cast.network))
    assert ("MARK-en" in html, "MARK-to" in html) == (False, True)
    verbs = AuditEntry.objects.filter(verb__contains="draft").order_by("pk")
    assert [entry.verb for entry in verbs] == [
        "begin_learning_draft",
        "begin_learning_draft",
        "discard_learning_draft",
    ]
    assert "MARK" not in str(list(verbs.values()))


@pytest.mark.parametrize("key", ["", "x", "²", "0" * 32])
def test_a_draft_that_is_not_there_is_missing(cast: Cast, writer: Client, key: str):
    assert writer.get(new_at(cast.network), {"kladde": key}).status_code == 404


def test_a_file_that_came_with_a_faulty_form_waits_with_the_draft(cast: Cast, writer: Client):
    faulty = short(learned="", uploads=[sent("tegning.png", picture())])
    answer = writer.post(new_at(cast.network), faulty)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert ("Lagt ved" in html, "tegning.png" in html) == (True, True)
    assert Attachment.objects.get().draft == LearningDraft.objects.get()
    writer.post(new_at(cast.network), {**faulty, "learned": "Nu", "uploads": []})
    file = Attachment.objects.get()
    assert (file.draft, file.entry) == (None, LearningEntry.objects.get())
    assert not LearningDraft.objects.exists()
    assert "tegning.png" in html_of(cast.client("leader"), page_of(file.entry))


def test_a_file_waits_even_when_the_forms_key_was_lost(cast: Cast, writer: Client):
    faulty = short(learned="", form_key="x", uploads=[sent("tegning.png", picture())])
    answer = writer.post(new_at(cast.network), faulty)
    key = str(LearningDraft.objects.get().form_key)
    assert f'name="form_key" value="{key}"' in answer.content.decode()


def test_a_file_is_saved_with_the_card(cast: Cast, writer: Client):
    whole = short(uploads=[sent("tegning.png", picture())])
    for _click in range(2):
        whole["uploads"] = [sent("tegning.png", picture())]
        assert writer.post(new_at(cast.network), whole).status_code == 302
    assert [one.entry for one in Attachment.objects.all()] == [LearningEntry.objects.get()]


def test_a_wrong_file_is_named_and_the_draft_is_kept(cast: Cast, writer: Client):
    wrong = short(uploads=[sent("virus.exe", b"MZ")])
    answer = writer.post(draft_at(cast.network), wrong, follow=True)
    assert "virus.exe" in answer.content.decode()
    assert (LearningDraft.objects.count(), Attachment.objects.count()) == (1, 0)


def test_an_edit_can_wait_as_a_draft_with_its_files(cast: Cast):
    leader = cast.client("leader")
    card = make_learning(cast.network, by=cast.people["member"])
    faulty = edited(card, learned="", saw="MARK-rettet", uploads=[sent("a.png", picture())])
    answer = leader.post(page_of(card, "edit"), faulty)
    assert (answer.status_code, b"a.png" in answer.content) == (422, True)
    draft = LearningDraft.objects.get()
    resumed = f"{page_of(card, 'edit')}?kladde={draft.form_key}"
    assert resumed in html_of(leader, log_of(cast.network))
    assert "MARK-rettet</textarea>" in html_of(leader, resumed)
    assert "a.png" not in html_of(cast.client("member"), page_of(card))
    leader.post(resumed, {**faulty, "learned": "Nu", "uploads": []})
    card.refresh_from_db()
    assert (card.saw, card.attachments.count()) == ("MARK-rettet", 1)
    assert not LearningDraft.objects.exists()


def test_a_draft_of_a_card_one_may_not_edit_is_refused(cast: Cast, writer: Client):
    card = make_learning(cast.network)
    assert writer.post(draft_at(cast.network), edited(card)).status_code == 404
    assert not LearningDraft.objects.exists()


def test_the_pages_cost_the_same_with_1_3_and_20_drafts(cast: Cast, writer: Client):
    costs = []
    for size in (1, 3, DRAFTS):
        while LearningDraft.objects.count() < size:
            draft = make_draft_card(cast.people["member"], cast.network)
        resumed = new_at(cast.network, kladde=draft.form_key)
        costs.append((queries_of(writer, log_of(cast.network)), queries_of(writer, resumed)))
    # session, person, network, drafts, cards; or draft, assumptions, files
    assert costs == [(5, 6)] * 3


def test_a_draft_of_another_day_says_which(cast: Cast, writer: Client):
    with clock.set_to(clock.now() - timedelta(days=3)):
        draft = make_draft_card(cast.people["member"], cast.network)
    assert "Gemt kl." not in html_of(writer, new_at(cast.network, kladde=draft.form_key))
