"""Pictures and documents by a learning card: laid there, read through the gate, taken away."""

import uuid
from pathlib import Path

import pytest
from django import forms
from django.db import transaction
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from netvaerk.uploads import checked
from networks.actions.attachment import (
    CardIsFull,
    add_attachments,
    drop_attachments,
    remove_attachment,
)
from networks.enums import Audience
from networks.forms.attachment import UploadsField
from networks.models import Attachment, LearningDraft, LearningEntry
from tests.factories.networks import make_learning, make_network
from tests.factories.networks.attachment import make_attachment, picture, sent
from tests.networks.rooms import Cast, cast_of

INSIDE = {"leader", "member", "guest in it", "consultant", "co-driver"}
SECRETARIAT = {"consultant elsewhere", "secretariat lead"}
GUEST = {"guest outside"}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def card(cast: Cast) -> LearningEntry:
    return make_learning(cast.network, by=cast.people["member"])


@pytest.fixture
def draft(cast: Cast) -> LearningDraft:
    author = cast.people["member"]
    return LearningDraft.objects.create(network=cast.network, author=author, form_key=uuid.uuid4())


def address(attachment: Attachment, name: str = "attachment_file") -> str:
    return reverse(f"networks:{name}", args=[attachment.pk])


def path_on_disk(attachment: Attachment) -> Path:
    return Path(attachment.file.path)


def texts(number: int) -> list:
    return [checked(f"{one}.txt", str(one).encode()) for one in range(number)]


class CardForm(forms.Form):
    uploads = UploadsField()


def form_with(*files) -> CardForm:
    return CardForm({}, MultiValueDict({"uploads": files}))


def test_the_field_takes_several_files_and_needs_none():
    form = form_with(sent("a.png", picture()), sent("b.txt", b"b"))
    assert form.is_valid()
    assert [upload.name for upload in form.cleaned_data["uploads"]] == ["a.png", "b.txt"]
    assert (form_with().is_valid(), CardForm({}).is_valid()) == (True, True)
    assert "multiple" in str(form["uploads"])
    assert form.is_multipart()


def test_the_field_names_each_file_that_is_wrong_and_what_must_be_chosen_again():
    form = form_with(sent("a.exe", b"MZ"), sent("b.txt", b"\0"), sent("c.txt", b"c"))
    assert [error.partition("«")[0] for error in form.errors["uploads"]] == [
        "»a.exe",
        "»b.txt",
        "Vælg også den anden fil igen.",
    ]


def test_six_files_at_once_are_too_many():
    form = form_with(*(sent(f"{one}.txt", b"x") for one in range(6)))
    assert "Du har valgt 6 filer." in form.errors["uploads"][0]


def test_a_file_lies_outside_the_web_root_for_the_server_alone(card: LearningEntry):
    attachment = make_attachment(by=card.author, entry=card, name="../Navn på borger.png")
    path = path_on_disk(attachment)
    assert path.name == str(attachment.pk)
    assert (path.stat().st_mode & 0o777, path.parent.parent.name) == (0o600, "attachments")
    assert attachment.name == "Navn på borger.png"


def test_who_may_read_the_card_may_read_its_file(cast: Cast):
    def readers(audience: str) -> set[str]:
        card = make_learning(cast.network, audience=audience)
        file = address(make_attachment(by=cast.network.leader, entry=card))
        answers = {who: cast.client(who).get(file).status_code for who in cast.people}
        assert set(answers.values()) <= {200, 404, 302}
        assert answers["anonymous"] == 302
        return {who for who, status in answers.items() if status == 200}

    everybody = set(cast.people) - GUEST - {"anonymous", "superuser"}
    assert readers(Audience.NETWORK) == INSIDE
    assert readers(Audience.SECRETARIAT) == INSIDE | SECRETARIAT
    assert readers(Audience.EMPLOYEES) == everybody


def test_a_drafts_file_is_its_authors_alone(cast: Cast, draft: LearningDraft):
    file = address(make_attachment(by=draft.author, draft=draft))
    answers = {who: cast.client(who).get(file).status_code for who in cast.people}
    assert answers == dict.fromkeys(cast.people, 404) | {"member": 200, "anonymous": 302}


def test_refused_and_missing_look_alike(cast: Cast, card: LearningEntry):
    client, attachment = (
        cast.client("employee outside"),
        make_attachment(by=card.author, entry=card, name="HEMMELIGT-navn.txt", content=b"x"),
    )
    refused = client.get(address(attachment))
    missing = client.get(reverse("networks:attachment_file", args=[uuid.uuid4()]))
    assert (refused.status_code, missing.status_code) == (404, 404)
    assert "HEMMELIGT" not in refused.content.decode() + str(refused.headers)
    assert set(refused.headers) == set(missing.headers)


def test_a_file_is_always_something_to_save(cast: Cast, card: LearningEntry):
    attachment = make_attachment(
        by=card.author, entry=card, name="Årsrapport æøå.txt", content=b"x"
    )
    answer = cast.client("member").get(address(attachment))
    assert b"".join(answer.streaming_content) == b"x"
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%C3%85rsrapport%20%C3%A6%C3%B8%C3%A5.txt"
    )
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"


def test_a_row_whose_file_is_gone_is_missing(cast: Cast, card: LearningEntry):
    attachment = make_attachment(by=card.author, entry=card)
    path_on_disk(attachment).unlink()
    assert cast.client("member").get(address(attachment)).status_code == 404


def test_only_who_may_edit_the_card_lays_files_by_it(cast: Cast, card: LearningEntry):
    uploads, may = texts(1), set()
    for who, person in cast.people.items():
        if person is None:
            continue
        try:
            add_attachments(by=person, uploads=uploads, entry=card)
            may.add(who)
        except NotPossibleNow:
            pass
    assert may == {"leader", "member"}


def test_a_file_is_laid_by_one_card_of_ones_own(cast: Cast, card: LearningEntry, draft):
    theirs = cast.people["guest in it"]
    for where in ({"entry": card, "draft": draft}, {}, {"draft": draft}):
        with pytest.raises(NotPossibleNow):
            add_attachments(by=theirs, uploads=texts(1), **where)
    assert not Attachment.objects.exists()


def test_the_same_file_sent_twice_lies_there_once(card: LearningEntry):
    for _click in range(2):
        add_attachments(by=card.author, uploads=[checked("a.png", picture())], entry=card)
    add_attachments(by=card.author, uploads=[checked("a.png", picture(colour=9))], entry=card)
    assert card.attachments.count() == 2


def test_a_card_has_room_for_twenty(card: LearningEntry):
    add_attachments(by=card.author, uploads=texts(19), entry=card)
    with pytest.raises(CardIsFull):
        add_attachments(by=card.author, uploads=[*texts(21)[19:]], entry=card)
    assert card.attachments.count() == 19, "all of them or none"


def test_the_trail_says_ids_and_no_names(card: LearningEntry):
    make_attachment(by=card.author, entry=card, name="HEMMELIGT-navn.png")
    trace = AuditEntry.objects.get(verb="add_attachments")
    assert (trace.by, trace.facts["entry"]) == (card.author, card.pk)
    assert "HEMMELIGT" not in str(trace.facts)


@pytest.mark.django_db(transaction=True)
def test_what_is_undone_leaves_no_row(card: LearningEntry):
    with transaction.atomic():
        make_attachment(by=card.author, entry=card)
        transaction.set_rollback(True)
    kept = make_attachment(by=card.author, entry=card)
    with transaction.atomic():
        remove_attachment(by=card.author, attachment=kept)
        transaction.set_rollback(True)
    assert (Attachment.objects.get(), path_on_disk(kept).is_file()) == (kept, True)


def test_removing_takes_the_bytes_too(
    cast: Cast, card: LearningEntry, django_capture_on_commit_callbacks
):
    attachment = make_attachment(by=card.author, entry=card)
    path = path_on_disk(attachment)
    with django_capture_on_commit_callbacks(execute=True):
        answer = cast.client("member").post(address(attachment, "attachment_remove"))
    home = reverse("networks:learning_list", args=[cast.network.slug])
    assert (answer.status_code, answer["Location"]) == (302, home)
    assert (Attachment.objects.exists(), path.exists()) == (False, False)
    remove_attachment(by=card.author, attachment=attachment)  # a second click


def test_author_and_leader_and_who_added_it_may_remove(cast: Cast):
    may = {}
    for who in cast.people:
        card = make_learning(cast.network, by=cast.people["member"], audience=Audience.EMPLOYEES)
        attachment = make_attachment(by=cast.network.leader, entry=card)
        Attachment.objects.filter(pk=attachment.pk).update(added_by=cast.people["guest in it"])
        may[who] = cast.client(who).post(address(attachment, "attachment_remove")).status_code
    expected = dict.fromkeys(cast.people, 404) | {"anonymous": 403}
    assert may == expected | dict.fromkeys(["leader", "member", "guest in it"], 302)


@pytest.mark.parametrize(
    "back", ["https://ond.example/", "//ond.example", "javascript:x", "netvaerk"]
)
def test_the_way_back_stays_in_the_house(cast: Cast, card: LearningEntry, back: str):
    client, remove = cast.client("member"), "attachment_remove"
    home = reverse("networks:learning_list", args=[cast.network.slug])
    first, second = (
        make_attachment(by=card.author, entry=card, content=picture(colour=one)) for one in (1, 2)
    )
    assert client.post(address(first, remove), {"back": back})["Location"] == home
    assert client.post(address(second, remove), {"back": "/min-side/"})["Location"] == "/min-side/"


def test_another_networks_leader_has_no_say(cast: Cast, card: LearningEntry):
    elsewhere = make_network(
        leader=cast.people["employee outside"],
        reference_leader=cast.network.reference_leader,
        consultant=cast.network.consultant,
        title="Et andet netværk",
    )
    attachment = make_attachment(by=card.author, entry=card)
    with pytest.raises(NotPossibleNow):
        remove_attachment(by=elsewhere.leader, attachment=attachment)


def test_a_drafts_files_go_with_the_draft(draft: LearningDraft, django_capture_on_commit_callbacks):
    goes = make_attachment(by=draft.author, draft=draft)
    with django_capture_on_commit_callbacks(execute=True):
        drop_attachments(draft=draft)
    assert (Attachment.objects.exists(), path_on_disk(goes).exists()) == (False, False)


def test_the_list_shows_pictures_and_says_what_documents_are(cast: Cast, card: LearningEntry):
    make_attachment(by=card.author, entry=card, name="tavle <b>.png")
    make_attachment(by=card.author, entry=card, name="noter.txt", content=b"x" * 2048)
    context = {"attachments": card.attachments.all(), "may_remove": True, "back": "/laering/"}
    html = render_to_string("networks/attachment/_list.html", context, RequestFactory().get("/"))
    assert 'alt="tavle b.png"' in html
    assert (html.count("<img"), html.count("Fjern<span")) == (1, 2)
    assert "tekst, 2,0\xa0KB" in html
