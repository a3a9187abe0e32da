"""Asking people of all kinds into a network: who may, what is sent, and what the list says."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from netvaerk import clock
from netvaerk.people.actions.invitations import A_DAY_EACH, InvitationClosed, TooManyInvitations
from netvaerk.people.actions.mail import deliver_mail
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, OutboxMail, StakeholderKind
from netvaerk.refusals import NotPossibleNow
from networks.actions.invitation import (
    WrittenToToday,
    remind_invited_person,
    revoke_network_invitation,
)
from networks.models import InvitationKey, Network, NetworkInvitation
from tests.conftest import sign_in
from tests.factories.networks.invitation import make_invitation
from tests.factories.people import PersonFactory
from tests.networks.rooms import Cast, cast_of, html_of, queries_of
from tests.people.post import newest_link_to

GUEST = "gry@borger.example"


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    return cast_of(request)


@pytest.fixture
def network(cast: Cast) -> Network:
    return cast.network


@pytest.fixture
def new(network: Network) -> str:
    return reverse("networks:invitation_new", args=[network.slug])


@pytest.fixture
def listed(network: Network) -> str:
    return reverse("networks:invitation_list", args=[network.slug])


def said(addresses: str = GUEST, **more: str) -> dict[str, str]:
    return {
        "addresses": addresses,
        "stakeholder_kind": str(StakeholderKind.objects.get(key="citizen").pk),
        "words": "MARK-egne-ord",
        "why_you": "MARK-netop-dig",
        "asks_hours": "MARK-to-moeder",
        "asks_until": "",
        "form_key": str(uuid.uuid4()),
        **more,
    }


def messages(answer) -> list[str]:
    return [str(one) for one in answer.context["messages"]]


def act(invitation: NetworkInvitation, verb: str) -> str:
    place = [invitation.network.slug, invitation.pk]
    return reverse(f"networks:invitation_{verb}", args=place)


def test_only_leader_and_own_consultant_invite_and_see_addresses(cast: Cast, new: str, listed: str):
    make_invitation(cast.network, "MARK@borger.example")
    answers = {
        who: tuple(cast.client(who).get(address).status_code for address in (new, listed))
        for who in cast.people
    }
    hosts = dict.fromkeys(["leader", "consultant"], (200, 200))
    assert answers == dict.fromkeys(cast.people, (404, 404)) | hosts | {"anonymous": (302, 302)}
    for who in set(cast.people) - set(hosts) - {"anonymous"}:
        assert cast.client(who).post(new, said()).status_code == 404
    assert NetworkInvitation.objects.count() == 1


def test_several_are_invited_at_once_each_with_a_letter_of_their_own(cast: Cast, new: str):
    typed = "Gry Hav <GRY@borger.example>\nben@firma.example, Cai <cai@forening.example>;\n"
    answer = cast.client("leader").post(new, said(typed), follow=True)
    assert messages(answer) == ["3 invitationer er sendt."]
    letters = OutboxMail.objects.filter(kind="network_invitation").order_by("id")
    addresses = ["gry@borger.example", "ben@firma.example", "cai@forening.example"]
    assert [letter.to_address for letter in letters] == addresses
    for letter in letters:
        for word in ("MARK-egne-ord", "MARK-netop-dig", "MARK-to-moeder", cast.network.challenge):
            assert word in letter.text
        assert {one for one in addresses if one in letter.text} == {letter.to_address}
    assert len({newest_link_to(address) for address in addresses}) == 3
    assert InvitationKey.objects.count() == 3


def test_who_needs_no_letter_is_named_and_keeps_nobody_from_theirs(cast: Cast, new: str):
    make_invitation(cast.network, "ben@firma.example")
    typed = f"{cast.people['member'].email}\nben@firma.example\n{GUEST}"
    answer = cast.client("leader").post(new, said(typed), follow=True)
    assert messages(answer) == [
        "1 invitation er sendt.",
        "Ingen ny mail til: ben@firma.example er allerede inviteret; mind hellere om det på "
        "listen og ali@demo.example er med allerede.",
    ]
    assert NetworkInvitation.objects.filter(email=GUEST).count() == 1


def test_when_nobody_needs_a_letter_the_form_stays(cast: Cast, new: str):
    answer = cast.client("leader").post(new, said(cast.people["member"].email))
    assert answer.status_code == 422
    assert "MARK-egne-ord</textarea>" in answer.content.decode()
    assert not NetworkInvitation.objects.exists()


@time_machine.travel("2027-01-12 09:30Z", tick=False)
def test_the_one_who_invites_is_not_told_who_has_an_account(cast: Cast, new: str, listed: str):
    client, pages = cast.client("leader"), []
    for email in (cast.people["employee outside"].email, "ukendt@demo.example"):
        answer = client.post(new, said(email), follow=True)
        page = html_of(client, listed).replace(email, "")
        pages.append((messages(answer), re.sub(r"/invitationer/\d+/", "", page)))
        NetworkInvitation.objects.all().delete()
    assert pages[0] == pages[1]
    assert OutboxMail.objects.filter(kind="network_invitation").count() == 2


def test_a_form_sent_twice_sends_once(cast: Cast, new: str):
    client, form = cast.client("leader"), said(f"{GUEST}\nben@firma.example")
    answers = [messages(client.post(new, form, follow=True)) for _click in range(2)]
    assert answers == [["2 invitationer er sendt."]] * 2
    assert OutboxMail.objects.filter(kind="network_invitation").count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"addresses": ""}, "Skriv mindst én mailadresse."),
        ({"addresses": f"{GUEST}\nikke en adresse"}, "»ikke en adresse«"),
        ({"addresses": "<script>@x\n"}, "»&lt;script&gt;@x«"),
        ({"addresses": "\n".join(f"{n}@x.example" for n in range(21))}, "højst 20 ad gangen"),
        ({"words": " "}, "Skriv et par linjer"),
        ({"why_you": "x" * 301}, "Teksten er for lang: 301 tegn."),
        ({"asks_until": "2020-01-01"}, "Vælg en dag, der ligger efter i dag."),
        ({"stakeholder_kind": "99999"}, "Vælg en af mulighederne."),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(cast: Cast, new: str, wrong, words: str):
    answer = cast.client("leader").post(new, said(**{"asks_hours": "MARK-beholdes", **wrong}))
    assert answer.status_code == 422
    html = answer.content.decode()
    assert words in html
    assert "MARK-beholdes" in html
    assert not NetworkInvitation.objects.exists()


def test_there_is_an_end_to_a_days_invitations(cast: Cast, new: str):
    for number in range(A_DAY_EACH):
        make_invitation(cast.network, f"{number}@borger.example")
    with pytest.raises(TooManyInvitations):
        make_invitation(cast.network, GUEST)
    answer = cast.client("leader").post(new, said())
    assert (answer.status_code, OutboxMail.objects.filter(to_address=GUEST).count()) == (422, 0)
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert make_invitation(cast.network, GUEST)


def test_withdrawing_and_inviting_again_is_no_way_round_one_letter_a_day(cast: Cast, new: str):
    invitation = make_invitation(cast.network, GUEST)
    revoke_network_invitation(by=cast.network.leader, invitation=invitation)
    answer = cast.client("leader").post(new, said())
    assert answer.status_code == 422
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        assert make_invitation(cast.network, GUEST).pk != invitation.pk


def test_reminding_gives_a_new_key_and_seven_days_once_a_day(cast: Cast):
    invitation, leader = make_invitation(cast.network, GUEST), cast.network.leader
    first = newest_link_to(GUEST)
    with pytest.raises(WrittenToToday):
        remind_invited_person(by=leader, invitation=invitation)
    later = clock.now() + timedelta(days=6)
    with time_machine.travel(later, tick=False):
        assert cast.client("leader").post(act(invitation, "remind")).status_code == 302
        with pytest.raises(WrittenToToday):
            remind_invited_person(by=leader, invitation=invitation)
    second = newest_link_to(GUEST)
    assert first != second
    with time_machine.travel(later + timedelta(days=6), tick=False):
        anybody = cast.client("anonymous")
        assert (anybody.get(first).status_code, anybody.get(second).status_code) == (404, 200)
    assert NetworkInvitation.objects.count() == 1


def test_revoking_kills_every_key_at_once(cast: Cast):
    invitation = make_invitation(cast.network, GUEST)
    links = [newest_link_to(GUEST)]
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        remind_invited_person(by=cast.network.leader, invitation=invitation)
        links.append(newest_link_to(GUEST))
        anybody = cast.client("anonymous")
        assert [anybody.get(link).status_code for link in links] == [200, 200]
        cast.client("consultant").post(act(invitation, "revoke"))
        assert [anybody.get(link).status_code for link in links] == [404, 404]
        with pytest.raises(InvitationClosed):
            revoke_network_invitation(by=cast.network.leader, invitation=invitation)
        with pytest.raises(InvitationClosed):
            remind_invited_person(by=cast.network.leader, invitation=invitation)


def test_another_leaders_invitation_is_nobodys_business(cast: Cast):
    invitation = make_invitation(cast.network, GUEST)
    for who in set(cast.people) - {"leader", "consultant", "anonymous"}:
        for verb in ("remind", "revoke"):
            assert cast.client(who).post(act(invitation, verb)).status_code == 404
        with pytest.raises(NotPossibleNow):
            revoke_network_invitation(by=cast.people[who], invitation=invitation)
    invitation.refresh_from_db()
    assert (invitation.revoked_at, OutboxMail.objects.filter(to_address=GUEST).count()) == (None, 1)


def test_an_invitation_withdrawn_before_its_letter_went_is_not_sent(cast: Cast):
    invitation = make_invitation(cast.network, GUEST)
    revoke_network_invitation(by=cast.network.leader, invitation=invitation)
    deliver_mail()
    assert OutboxMail.objects.get(to_address=GUEST).state == MailState.SKIPPED


def test_the_key_is_not_kept_once_the_letter_has_gone(cast: Cast, settings):
    settings.DEMO = False
    make_invitation(cast.network, GUEST)
    deliver_mail()
    letter = OutboxMail.objects.get(to_address=GUEST)
    assert (letter.state, letter.text, letter.html) == (MailState.SENT, "", "")
    assert "/invitation/" not in letter.subject


def test_the_list_says_what_became_of_each(cast: Cast, listed: str):
    leader = cast.network.leader
    bounced, revoked, expired, waiting = (
        make_invitation(cast.network, f"{name}@x.example") for name in ("a", "b", "c", "d")
    )
    OutboxMail.objects.filter(pk=bounced.letter_id).update(state=MailState.DEAD)
    revoke_network_invitation(by=leader, invitation=revoked)
    InvitationKey.objects.filter(invitation=expired).update(expires_at=clock.now())
    rows = sign_in(cast.client("anonymous"), leader).get(listed).context["rows"]
    assert {row.invitation.pk: (row.state, row.may_remind, row.may_revoke) for row in rows} == {
        bounced.pk: ("bounced", False, True),
        revoked.pk: ("revoked", False, False),
        expired.pk: ("expired", False, True),
        waiting.pk: ("invited", False, True),
    }
    with time_machine.travel(clock.now() + timedelta(days=2), tick=False):
        rows = cast.client("leader").get(listed).context["rows"]
    assert [row.state for row in rows if row.may_remind] == ["invited", "expired"]


@pytest.mark.parametrize("how_many", [1, 3, 25])
def test_the_list_costs_the_same_however_many_are_on_it(cast: Cast, listed: str, how_many: int):
    for number in range(how_many):
        make_invitation(cast.network, f"{number}@borger.example")
    assert queries_of(cast.client("leader"), listed) == 4


def test_who_is_missing_stands_beside_the_form(cast: Cast, new: str):
    client = cast.client("leader")
    assert "Stemmer, der mangler" in html_of(client, new)
    assert queries_of(client, new) <= 6


def test_what_was_done_is_in_the_trail_by_ids_only(cast: Cast):
    invitation = make_invitation(cast.network, GUEST)
    revoke_network_invitation(by=cast.network.leader, invitation=invitation)
    trail = AuditEntry.objects.filter(verb__contains="invit").order_by("id")
    assert [(one.verb, one.facts) for one in trail] == [
        ("invite_into_network", {"invitation": invitation.pk}),
        ("revoke_network_invitation", {"invitation": invitation.pk}),
    ]


def test_a_stranger_network_shows_nothing(cast: Cast, listed: str):
    other = PersonFactory(first_name="Otto")
    assert sign_in(cast.client("anonymous"), other).get(listed).status_code == 404
