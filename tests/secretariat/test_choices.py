"""How a person wants to be asked: their own choice, which no other form can undo."""

from datetime import time

import pytest

from netvaerk.nudges import NudgeKind
from netvaerk.people.actions.organisation import import_organisation
from netvaerk.people.models import AuditEntry, Person, RefusedAddress
from netvaerk.refusals import Refusal
from secretariat.actions.choices import choose_nudges
from secretariat.actions.nudge_unsubscribe import stop_nudges_by_mail
from secretariat.enums import CHANNELS, Channel
from secretariat.forms.choices import NudgeChoicesForm
from secretariat.models import NudgeChoice, OfficeHours
from secretariat.queries.choices import chosen_by, digests, kinds_for
from tests.conftest import sign_in
from tests.secretariat.desk import admin_url

pytestmark = pytest.mark.django_db
PAGE = "/min-side/mails/"
GUESTS = [
    *(NudgeKind.ASKED, NudgeKind.APPOINTMENT, NudgeKind.NETWORK),
    *(NudgeKind.SUPPORT, NudgeKind.RESULT, NudgeKind.ANNOUNCEMENT),
]


def usual(person: Person, **chosen: int) -> dict[str, str]:
    """What the page sends when nothing but `chosen` was touched."""
    sent = {kind.value: str(CHANNELS[kind][0].value) for kind in kinds_for(person)}
    return {"wants_mail": "on", **sent, **{kind: str(value) for kind, value in chosen.items()}}


def choices_of(person: Person) -> dict[str, int]:
    return dict(NudgeChoice.objects.filter(person=person).values_list("kind", "channel"))


@pytest.fixture
def ali_with_choices(ali):
    choose_nudges(
        by=ali,
        wants_mail=False,
        choices={NudgeKind.NETWORK: Channel.WEEKLY, NudgeKind.ASKED: Channel.PAGE},
    )
    return Person.objects.get(pk=ali.pk)


def kept(person: Person) -> tuple:
    return Person.objects.get(pk=person.pk).wants_nudges_by_mail, choices_of(person)


ALIS = (False, {"network": Channel.WEEKLY, "asked": Channel.PAGE})


def test_a_choice_is_kept_and_the_usual_needs_no_row(client, mia, ali):
    sign_in(client, mia)
    response = client.post(PAGE, usual(mia, network=Channel.WEEKLY, asked=Channel.PAGE))
    assert response.url == PAGE
    assert choices_of(mia) == {"network": Channel.WEEKLY, "asked": Channel.PAGE}
    client.post(PAGE, usual(mia, asked=Channel.DAILY))
    assert choices_of(mia) == {"asked": Channel.DAILY}
    assert choices_of(ali) == {}
    entries = AuditEntry.objects.filter(verb="choose_nudges", by=mia).order_by("id")
    assert [entry.facts["own"] for entry in entries] == ["asked:3,network:2", "asked:1"]


def test_without_the_tick_nothing_comes_by_mail_and_the_kinds_are_remembered(client, mia):
    sign_in(client, mia)
    sent = usual(mia, network=Channel.WEEKLY)
    del sent["wants_mail"]
    client.post(PAGE, sent)
    assert kept(mia) == (False, {"network": Channel.WEEKLY})


@pytest.mark.parametrize(
    ("kind", "channel"), [("network", "0"), ("appointment", "2"), ("asked", "9"), ("asked", "x")]
)
def test_only_what_a_kind_may_come_as_can_be_chosen(client, mia, kind, channel):
    response = sign_in(client, mia).post(PAGE, usual(mia) | {kind: channel, "result": "2"})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [kind]
    assert '<option value="2" selected>' in response.content.decode()
    assert choices_of(mia) == {}


@pytest.mark.parametrize(
    ("kind", "channel"),
    [(NudgeKind.HOUSE, Channel.PAGE), (NudgeKind.NETWORK, Channel.INSTANT)],
)
def test_the_action_refuses_what_the_page_does_not_offer(mia, kind, channel):
    with pytest.raises(Refusal):
        choose_nudges(by=mia, wants_mail=False, choices={kind: channel})
    assert kept(mia) == (True, {})


def test_each_chooses_among_the_kinds_that_can_concern_them(mia, bo, karen, noor, root):
    everything = list(NudgeKind)
    assert kinds_for(karen) == everything
    staff = [kind for kind in everything if kind != NudgeKind.HOUSE]
    assert (kinds_for(mia), kinds_for(bo)) == (staff, staff)
    assert (kinds_for(noor), kinds_for(root)) == (GUESTS, GUESTS)


def test_a_kind_that_no_longer_concerns_one_is_kept_for_when_it_does(client, karen):
    choose_nudges(by=karen, wants_mail=True, choices={NudgeKind.HOUSE: Channel.WEEKLY})
    karen.roles = ["employee"]
    karen.save()
    sign_in(client, karen).post(PAGE, usual(karen, house=Channel.PAGE))
    assert choices_of(karen) == {"house": Channel.WEEKLY}


def test_saving_the_language_keeps_the_choices(client, ali_with_choices):
    sign_in(client, ali_with_choices).post("/min-side/", {"language": "en"})
    assert Person.objects.get(pk=ali_with_choices.pk).language == "en"
    assert kept(ali_with_choices) == ALIS


def test_a_no_from_a_mail_keeps_the_kinds(mia):
    choose_nudges(by=mia, wants_mail=True, choices={NudgeKind.NETWORK: Channel.WEEKLY})
    stop_nudges_by_mail(by=mia)
    assert kept(mia) == (False, {"network": Channel.WEEKLY})


def test_the_import_of_the_organisation_keeps_the_choices(ali_with_choices, sanne):
    people = (
        "email,first_name,last_name,title,unit_uuid,roles,line_manager_email\n"
        f"{ali_with_choices.email},Ali,Demir,Konsulent,{ali_with_choices.unit_id},,\n"
    )
    preview = import_organisation(by=sanne, units_csv="", people_csv=people, dry_run=False)
    assert (preview.bad_rows, preview.is_imported) == ((), True)
    assert Person.objects.get(pk=ali_with_choices.pk).last_name == "Demir"
    assert kept(ali_with_choices) == ALIS


def test_the_desks_form_about_a_person_keeps_the_choices(client, ali_with_choices, sanne):
    person = ali_with_choices
    sent = {"first_name": "Ali", "last_name": "Demir", "email": person.email, "title": "Ny"}
    sent |= {"unit": person.unit_id, "roles": ["employee"], "is_active": "on"}
    response = sign_in(client, sanne).post(
        admin_url(Person, "change", person.pk), sent | {"wants_nudges_by_mail": "on"}
    )
    assert response.status_code == 302
    assert Person.objects.get(pk=person.pk).title == "Ny"
    assert kept(person) == ALIS


def test_the_own_page_tells_what_is_chosen(client, mia):
    choose_nudges(by=mia, wants_mail=True, choices={NudgeKind.RESULT: Channel.WEEKLY})
    page = sign_in(client, mia).get("/min-side/").content.decode()
    assert "<strong>I én samlet mail om ugen:</strong> Resultater og genbesøg</li>" in page
    assert f'href="{PAGE}"' in page
    choose_nudges(by=mia, wants_mail=False, choices={})
    page = sign_in(client, mia).get("/min-side/").content.decode()
    assert "Du får ingen skub på mail." in page
    assert "I én samlet mail om ugen" not in page


def test_news_never_stands_on_the_first_page_and_no_choice_says_so(client, mia):
    of_news = NudgeChoicesForm(chosen=chosen_by(mia)).fields["announcement"].choices
    assert [str(label) for _, label in of_news] == [
        *("I én samlet mail om dagen", "I én samlet mail om ugen", "Slet ikke på mail"),
    ]
    on_page = {NudgeKind.ANNOUNCEMENT: Channel.PAGE, NudgeKind.RESULT: Channel.PAGE}
    choose_nudges(by=mia, wants_mail=True, choices=on_page)
    page = sign_in(client, mia).get("/min-side/").content.decode()
    assert "<strong>Kun på forsiden:</strong> Resultater og genbesøg</li>" in page
    assert "<strong>Slet ikke på mail:</strong> Nyt fra sekretariatet</li>" in page


def test_the_page_says_when_the_gathered_mails_come(client, mia):
    assert digests().daily == "kl. 8 på hverdage"
    OfficeHours.objects.create(pk=1, digest_at=time(9, 30), weekly_on=3)
    page = sign_in(client, mia).get(PAGE).content.decode()
    assert "Den samlede mail om dagen kommer kl. 9.30 på hverdage." in page
    assert "Den samlede mail om ugen kommer om torsdagen kl. 9.30." in page


@pytest.mark.parametrize("path", ["/min-side/", PAGE])
@pytest.mark.parametrize(("times", "said"), [(1, False), (2, True)])
def test_a_refusing_address_is_said_to_its_owner(client, mia, ali, path, times, said, settings):
    RefusedAddress.objects.create(address=mia.email, times=times, said="550 5.1.1 hemmeligt")
    page = sign_in(client, mia).get(path).content.decode()
    assert ("Vores mails når ikke frem til dig" in page) is said
    assert "hemmeligt" not in page
    others = sign_in(client, ali).get(path).content.decode()
    assert "Vores mails når ikke frem til dig" not in others


def test_the_page_asks_little_whatever_is_chosen(client, karen, django_assert_num_queries):
    sign_in(client, karen)
    with django_assert_num_queries(6):  # session, user, choices, hours, quiet days, address
        client.get(PAGE)
    every = dict.fromkeys(NudgeKind, Channel.PAGE)
    choose_nudges(by=karen, wants_mail=True, choices=every)
    assert set(chosen_by(karen).channels.values()) == {Channel.PAGE}
    with django_assert_num_queries(6):
        client.get(PAGE)
