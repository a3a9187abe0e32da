"""What roles are called: ours from the start, the municipality's when it has other words."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.urls import reverse
from django.utils import translation

from netvaerk.people.actions.role_word import install_role_words, save_role_word
from netvaerk.people.models import AuditEntry, RoleWord
from netvaerk.people.queries import role_word
from netvaerk.people.queries.role_word import lazy_role_label, role_label
from netvaerk.people.words import ROLE_WORDS
from netvaerk.refusals import Refusal
from tests.factories.networks import make_network
from tests.secretariat.desk import CHANGED, admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def words():
    install_role_words()
    role_word.forget()


def call_the_leader(by, singular: str, capture) -> None:
    word = RoleWord.objects.get(key="leader")
    word.singular, word.plural = singular, f"{singular}e"
    with capture(execute=True):
        save_role_word(by=by, word=word)


def test_every_role_has_its_word_from_the_start(words):
    assert set(RoleWord.objects.values_list("key", flat=True)) == set(ROLE_WORDS)
    assert (role_label("leader"), role_label("chiefs")) == ("Netværksleder", "Chefforum")


def test_installing_again_keeps_what_was_changed(words, karen, django_capture_on_commit_callbacks):
    call_the_leader(karen, "tovholder", django_capture_on_commit_callbacks)
    install_role_words()
    assert RoleWord.objects.get(key="leader").singular == "tovholder"


def test_a_changed_word_stands_everywhere_at_once_here(
    words, karen, django_capture_on_commit_callbacks
):
    made_before = lazy_role_label("leader")
    call_the_leader(karen, "tovholder", django_capture_on_commit_callbacks)
    page = Template('{% load roles %}{% role "leader" %}, {% role "leader" plural=True %}')
    assert page.render(Context()) == "Tovholder, Tovholdere"
    assert str(made_before) == "Tovholder"
    assert AuditEntry.objects.filter(verb="edit_content", by=karen).count() == 1


def test_our_own_words_follow_the_readers_language_and_theirs_do_not(
    words, karen, django_capture_on_commit_callbacks
):
    with translation.override("en"):
        ours = role_label("reference_leader")
    assert ours == translation.gettext("Referenceleder") or ours
    call_the_leader(karen, "tovholder", django_capture_on_commit_callbacks)
    with translation.override("en"):
        assert role_label("leader") == "Tovholder"


def test_a_warm_page_reads_nothing(words, django_assert_num_queries):
    role_label("leader")
    with django_assert_num_queries(0):
        [role_label(key) for key in ROLE_WORDS]


def test_another_process_sees_a_change_within_a_minute(words, monkeypatch):
    """This process has read them; another one writes."""
    now = 1000.0
    monkeypatch.setattr(role_word, "monotonic", lambda: now)
    role_word.forget()
    assert role_label("leader") == "Netværksleder"
    RoleWord.objects.filter(key="leader").update(singular="tovholder")
    assert role_label("leader") == "Netværksleder"
    now += timedelta(minutes=1).total_seconds()
    assert role_label("leader") == "Tovholder"


@pytest.mark.parametrize("who", ["mia", "bo", "noor"])
def test_only_the_secretariat_changes_words(words, who, request):
    word = RoleWord.objects.get(key="leader")
    with pytest.raises(Refusal):
        save_role_word(by=request.getfixturevalue(who), word=word)


def test_the_words_are_edited_and_previewed_on_the_desk(words, client, karen):
    client.force_login(karen)
    word = RoleWord.objects.get(key="leader")
    path = admin_url(RoleWord, "change", word.pk)
    typed = {"singular": "tovholder", "plural": "tovholdere"}
    page = client.post(path, {**typed, "_preview": "1"}).content.decode()
    assert "Tovholder</span>" in page
    assert 'value="tovholder"' in page
    word.refresh_from_db()
    assert word.singular == "netværksleder"
    assert client.post(path, typed).status_code == CHANGED
    word.refresh_from_db()
    assert word.singular == "tovholder"
    assert client.get(admin_url(RoleWord, "add")).status_code == 403


def test_a_changed_word_stands_on_the_networks_page(
    words, client, karen, mia, bo, django_capture_on_commit_callbacks
):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    client.force_login(mia)
    path = reverse("networks:network_detail", args=[network.slug])
    assert ">Netværksleder<" in client.get(path).content.decode()
    call_the_leader(karen, "tovholder", django_capture_on_commit_callbacks)
    page = client.get(path).content.decode()
    assert ">Tovholder<" in page
    assert ">Netværksleder<" not in page
