"""What every list and object on the desk can: leave as a sheet, tell its history, be acted on."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from openpyxl import load_workbook

from netvaerk import clock
from netvaerk.mail import Letter
from netvaerk.people.actions.audit import record
from netvaerk.people.actions.mail import queue_mail
from netvaerk.people.actions.organisation import edit_person
from netvaerk.people.actions.retry import retry_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, Invitation, OutboxMail, Person
from netvaerk.refusals import Refusal
from networks.actions.establishment import assign_consultant
from networks.models import Network, Proposal
from networks.words import DEEDS, PROCESS_DEEDS
from offerings.actions.request import answer_request, ask_for_offering
from secretariat.actions.sparring import assign_partner
from tests.factories.networks import make_learning, make_network, make_submitted
from tests.factories.offerings import make_offering
from tests.factories.sparring import make_ask
from tests.secretariat.desk import admin_url


@pytest.fixture
def desk(client, sanne):
    client.force_login(sanne)
    return client


def sheet_of(client, model, kind="csv", query="") -> list[list]:
    response = client.post(admin_url(model, "changelist") + query, {"_sheet": kind})
    assert response.status_code == 200, response
    content = b"".join(response.streaming_content)
    if kind == "xlsx":
        rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        return [list(row) for row in rows]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


def history_of(client, obj) -> str:
    return client.get(admin_url(type(obj), "history", obj.pk)).content.decode()


# Sheets


def test_a_list_leaves_as_it_stands(desk, mia, bo, karen):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="=Ærø")
    note, headings, row = sheet_of(desk, Network)
    assert "Alle er med." in note[0]
    assert headings[:4] == ["Titel", "Status", "Fase", "Konsulent"]
    assert row[:2] == ["'=Ærø", "I gang"]
    assert row[3] == karen.name
    assert sheet_of(desk, Network, "xlsx")[1][:2] == ["'=Ærø", "I gang"]


def test_a_sheet_holds_what_the_filters_leave_and_says_so(desk, mia, bo, karen):
    make_network(leader=mia, reference_leader=bo, consultant=karen, title="Skolen")
    make_network(leader=mia, reference_leader=bo, title="Skoven")
    note, _headings, *rows = sheet_of(desk, Network, query="?q=Sko&konsulent=mangler")
    assert [row[0] for row in rows] == ["Skoven"]
    assert note[0].endswith("Søgt på »Sko«. Konsulent: Mangler.")


def test_a_sheet_leaves_a_trace_without_what_was_searched_for(desk, sanne, mia):
    sheet_of(desk, Person, query="?q=Mia")
    entry = AuditEntry.objects.get(verb="export_list")
    assert (entry.by, entry.facts) == (
        sanne,
        {"list": "people.person", "kind": "csv", "filters": "q"},
    )


def test_looking_at_a_list_takes_nothing_along(desk):
    assert desk.get(admin_url(Network, "changelist") + "?_sheet=csv").status_code in {200, 302}
    assert not AuditEntry.objects.filter(verb="export_list").exists()


@pytest.mark.parametrize("who", ["mia", "bo", "noor"])
def test_nobody_else_takes_a_list_along(client, who, request):
    client.force_login(request.getfixturevalue(who))
    response = client.post(admin_url(Person, "changelist"), {"_sheet": "csv"})
    assert response.status_code in {302, 403}
    assert not AuditEntry.objects.exists()


def test_who_may_not_read_the_trail_may_not_take_it_along(client, karen):
    client.force_login(karen)
    response = client.post(admin_url(AuditEntry, "changelist"), {"_sheet": "csv"})
    assert response.status_code == 403


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(desk):
    path = admin_url(Person, "changelist")
    response = desk.post(f"{path}?is_active__exact=maybe", {"_sheet": "csv"})
    assert (response.status_code, response.url) == (302, path)


def test_a_draft_is_in_no_sheet(desk, ali, eva):
    from tests.factories.networks import make_draft

    make_submitted(ali, title="Sendt")
    make_draft(eva, title="Endnu ikke sendt")
    assert [row[0] for row in sheet_of(desk, Proposal)[2:]] == ["Sendt"]


# History


def test_a_networks_history_is_told_in_words(desk, mia, bo, karen, sanne):
    network = make_network(leader=mia, reference_leader=bo)
    at = clock.now()
    with clock.set_to(at):
        assign_consultant(by=sanne, network=network, consultant=karen)
    page = history_of(desk, network)
    assert f"{sanne.name}: valgte konsulent ({karen.name}), " in page
    assert f"{sanne.name}: etablerede netværket" in page
    assert f"{bo.name}: skrev retningen" in page
    assert page.index("valgte konsulent") < page.index("skrev retningen")  # newest first


def test_what_happens_in_the_room_is_not_told(desk, mia, bo, karen):
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    make_learning(network)
    for verb in DEEDS.keys() - PROCESS_DEEDS.keys():
        record(by=mia, verb=verb, subject=network)
    record(by=mia, verb="begin_something_new", subject=network)
    page = history_of(desk, network)
    told = [str(words).lower() for verb, words in DEEDS.items() if verb not in PROCESS_DEEDS]
    assert [words for words in told if words in page.lower()] == []
    assert "begin_something_new" not in page
    assert mia.name not in page


ROOM = {"learning", "assumption", "trial", "comment", "attachment", "join", "meeting", "agreement"}


def test_nothing_of_the_room_is_on_the_list_of_what_may_be_told():
    assert [verb for verb in PROCESS_DEEDS for word in ROOM if word in verb] == []
    assert PROCESS_DEEDS.keys() <= DEEDS.keys()


def test_a_conversation_and_a_wish_have_a_history_of_their_own(desk, mia, bo, karen, sanne):
    """What they leave stands on their network; there it is told of each by itself."""
    network = make_network(leader=mia, reference_leader=bo, consultant=karen)
    found, other = make_ask(network), make_ask(network, question="En anden")
    assign_partner(by=sanne, session=found, partner=karen)
    wish = ask_for_offering(
        by=mia, network=network, offering=make_offering(), words="Gerne.", form_key=uuid.uuid4()
    )
    answer_request(by=karen, request=wish, is_granted=False, answer="Ikke i år.")
    page = history_of(desk, found)
    assert f"{sanne.name}: fandt en sparringspartner ({karen.name}), " in page
    assert network.title in page
    assert sanne.name not in history_of(desk, other).partition("<ol")[2]
    assert f"{karen.name}: svarede på et ønske om et tilbud, " in history_of(desk, wish)


def test_what_nobody_did_is_told_of_the_system(desk, karen):
    record(by=None, verb="import_person", subject=karen)
    assert "Systemet: hentede ændringer til en person, " in history_of(desk, karen)


def test_a_change_to_a_person_names_the_fields(desk, sanne, karen):
    karen.title = "Chefkonsulent"
    edit_person(by=sanne, person=karen)
    assert f"{sanne.name}: rettede en person (stilling), " in history_of(desk, karen)


@pytest.mark.parametrize("deeds", [1, 3, 60])
def test_a_long_history_is_told_by_fifty_in_the_same_queries(
    desk, sanne, karen, mia, bo, deeds, django_assert_num_queries
):
    network = make_network(leader=mia, reference_leader=bo)
    for _number in range(deeds):
        record(by=sanne, verb="assign_consultant", subject=network, consultant=karen.pk)
    path = admin_url(Network, "history", network.pk)
    with django_assert_num_queries(6):
        page = desk.get(path).content.decode()
    assert page.count("valgte konsulent") == min(deeds, 50)
    if deeds > 50:
        assert desk.get(f"{path}?side=2").content.decode().count("valgte konsulent") == 10
        assert desk.get(f"{path}?side=99x").status_code == 200


def test_a_missing_objects_history_leads_to_the_desk(desk, db):
    assert desk.get(admin_url(Network, "history", 4711)).status_code == 302


def test_the_page_of_an_object_leads_to_its_history(desk, mia, bo):
    network = make_network(leader=mia, reference_leader=bo)
    page = desk.get(admin_url(Network, "change", network.pk)).content.decode()
    assert admin_url(Network, "history", network.pk) in page


# Many rows at once


def act(client, model, name: str, rows, **sent):
    keys = [row.pk for row in rows]
    path = admin_url(model, "changelist")
    return client.post(path, {"action": name, "_selected_action": keys, **sent})


def said_after(response) -> list[str]:
    return [str(one) for one in get_messages(response.wsgi_request)]


@pytest.fixture
def three(mia, bo, karen):
    """Without a consultant, with Karen, and with somebody else."""
    one = make_network(leader=mia, reference_leader=bo, title="Uden")
    other = make_network(leader=mia, reference_leader=bo, consultant=karen, title="Med Karen")
    return [one, other]


def test_a_consultant_for_many_networks_is_chosen_previewed_and_given(desk, three, karen):
    page = act(desk, Network, "consultant", three).content.decode()
    assert "Har ingen konsulent" in page
    assert f"Følges af {karen}" in page
    chosen = {"consultant": karen.pk}
    page = act(desk, Network, "consultant", three, _step="preview", **chosen).content.decode()
    assert f"{karen} følger netværket." in page
    assert f"{karen} følger det allerede." in page
    assert not Network.objects.filter(title="Uden").exclude(consultant=None).exists()
    response = act(desk, Network, "consultant", three, _step="confirm", **chosen)
    assert Network.objects.get(title="Uden").consultant == karen
    done, left = said_after(response)
    assert f"Uden: {karen} følger nu netværket" in done
    assert "Med Karen" in left


def test_a_choice_that_is_missing_is_asked_for(desk, three):
    response = act(desk, Network, "consultant", three, _step="confirm", consultant="")
    assert response.status_code == 422
    assert Network.objects.filter(consultant=None).count() == 1


def test_one_row_that_is_refused_holds_up_no_other(desk, three, karen, sanne, monkeypatch):
    from secretariat.admin.bulk import GiveConsultant

    class Late(Refusal):
        pass

    def do(self, *, by, row, **chosen):
        if row.title == "Med Karen":
            raise Late("Det var for sent.")
        return assign_consultant(by=by, network=row, **chosen)

    monkeypatch.setattr(GiveConsultant, "do", do)
    other = Person.objects.exclude(pk=karen.pk).filter(pk=sanne.pk).get()
    other.roles = [*other.roles, "consultant"]
    other.save()
    response = act(desk, Network, "consultant", three, _step="confirm", consultant=other.pk)
    assert Network.objects.get(title="Uden").consultant == other
    assert "Med Karen: Det var for sent." in said_after(response)[1]


def test_the_administrator_is_offered_no_such_act(client, three, root, karen):
    client.force_login(root)
    page = client.get(admin_url(Network, "changelist")).content.decode()
    assert "Vælg konsulent til" not in page
    act(client, Network, "consultant", three, _step="confirm", consultant=karen.pk)
    assert Network.objects.filter(consultant=None).count() == 1


def test_a_key_that_is_no_key_is_not_ticked(desk, three):
    path = admin_url(Network, "changelist")
    sent = {"action": "consultant", "_selected_action": ["x", three[0].pk]}
    assert desk.post(path, sent).content.decode().count("Følges af") == 0


def test_too_many_rows_to_read_are_too_many(desk, three, monkeypatch):
    monkeypatch.setattr("netvaerk.desk.bulk.MOST", 1)
    assert said_after(act(desk, Network, "consultant", three)) == ["Vælg højst 1 ad gangen."]


@pytest.fixture
def stranded(ali):
    letter = queue_mail(to=ali, cause="x", kind="x", letter=Letter("Emne", ["Tekst"], "Fordi"))
    ended = {"state": MailState.DEAD, "reason": "550 No such user", "attempts": 3}
    OutboxMail.objects.filter(pk=letter.pk).update(**ended, to_address="ali@forkert.example")
    letter.refresh_from_db()
    return letter


def test_a_stranded_letter_is_sent_again_to_the_address_that_holds_now(desk, stranded, ali):
    page = act(desk, OutboxMail, "retry", [stranded]).content.decode()
    assert f"Bliver sendt til {ali.email}" in page
    assert "Emne" not in page
    message_id = stranded.message_id
    act(desk, OutboxMail, "retry", [stranded], _step="confirm")
    stranded.refresh_from_db()
    assert (stranded.state, stranded.attempts, stranded.reason) == (MailState.WAITING, 0, "")
    assert (stranded.to_address, stranded.message_id) == (ali.email, message_id)
    assert stranded in OutboxMail.objects.claimable(clock.now())
    assert AuditEntry.objects.filter(verb="retry_mail").count() == 1
    again = act(desk, OutboxMail, "retry", [stranded], _step="confirm")
    assert "Kun mails, der ikke kunne sendes" in said_after(again)[-1]
    assert AuditEntry.objects.filter(verb="retry_mail").count() == 1


def test_a_letter_whose_key_is_forgotten_is_not_sent_empty(desk, sanne, stranded):
    OutboxMail.objects.filter(pk=stranded.pk).update(kind="invitation", text="", html="")
    page = act(desk, OutboxMail, "retry", [stranded]).content.decode()
    assert "Mailen indeholdt et personligt link" in page
    with pytest.raises(Refusal):
        retry_mail(by=sanne, mail=stranded)


@pytest.mark.parametrize("state", [MailState.SENT, MailState.SKIPPED, MailState.WAITING])
def test_only_what_is_stranded_is_sent_again(sanne, stranded, state):
    OutboxMail.objects.filter(pk=stranded.pk).update(state=state, sent_at=clock.now())
    with pytest.raises(Refusal):
        retry_mail(by=sanne, mail=stranded)


def test_nobody_outside_the_secretariat_sends_anything_again(mia, stranded):
    with pytest.raises(Refusal):
        retry_mail(by=mia, mail=stranded)


def test_invitations_are_revoked_after_a_preview(desk, sanne):
    now = clock.now()
    made = [
        Invitation.objects.create(
            email=f"{number}@borger.example",
            token_hash=str(number) * 64,
            invited_by=sanne,
            invited_at=now,
            expires_at=now + timedelta(days=1),
            revoked_at=now if number else None,
        )
        for number in range(2)
    ]
    page = act(desk, Invitation, "revoke", made).content.decode()
    assert "Linket i mailen virker ikke længere." in page
    assert "Invitationen er allerede lukket." in page
    act(desk, Invitation, "revoke", made, _step="confirm")
    assert not Invitation.objects.filter(revoked_at=None).exists()
    assert AuditEntry.objects.filter(verb="revoke_invitation").count() == 1
