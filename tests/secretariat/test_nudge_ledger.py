"""The ledger on the desk: what became of each nudge, why somebody was asked, and the answers."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from netvaerk.nudges import NudgeKind
from netvaerk.people.enums import MailState
from netvaerk.people.models import AuditEntry, Person, RefusedAddress
from netvaerk.refusals import Refusal
from secretariat.actions.choices import choose_nudges
from secretariat.actions.nudge_answer import answer_nudge
from secretariat.actions.nudge_ledger import note_look_up
from secretariat.enums import Channel, NudgeAnswer, WhyNot
from secretariat.models import Nudge, NudgeRule, QuietPeriod, Snooze
from secretariat.nudges import RULES
from secretariat.queries.nudge_ledger import fate_in_words, with_fate
from secretariat.queries.nudge_why import why_of
from tests.conftest import sign_in
from tests.factories.networks import make_network
from tests.factories.nudge_ledger import make_letter, make_nudge, make_rule, make_sent
from tests.secretariat.desk import admin_url

pytestmark = pytest.mark.django_db
CPH = ZoneInfo("Europe/Copenhagen")
TUESDAY = datetime(2026, 11, 3, 8, tzinfo=CPH)
WHY, OUTCOME = "/admin/secretariat/nudge/hvorfor/", "/admin/secretariat/nudge/blev-til/"
SHIELDED = next(rule.key for rule in RULES if rule.title_is_shielded)
SENT = "Sendt tirsdag 3. november kl. 8.00."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def told(nudge: Nudge) -> str:
    return fate_in_words(with_fate(Nudge.objects.filter(pk=nudge.pk)).get())


def listed(client, **asked) -> list[str]:
    """What the list says of each nudge, in its order."""
    page = client.get(admin_url(Nudge, "changelist"), asked)
    return [row.recipient.first_name for row in page.context["cl"].result_list]


def test_each_fate_is_told_in_words(mia):
    def letter(state, reason=""):
        return make_letter(mia, state, reason=reason)

    refused = "550 5.1.1 Ukendt modtager"
    cases = {
        "Venter på den samlede mail.": make_nudge(mia),
        "Venter på arbejdstid.": make_nudge(mia, channel=Channel.INSTANT),
        "Venter i udbakken.": make_nudge(mia, letter=letter(MailState.WAITING)),
        SENT: make_sent(mia),
        "Ikke sendt: Vil kun se det på forsiden.": make_nudge(mia, skipped_because=WhyNot.PAGE),
        "Ikke sendt: Der er spurgt på ny i stedet.": make_nudge(
            mia, letter=letter(MailState.SENT), skipped_because=WhyNot.NEWER
        ),
        "Ikke sendt: Kontoen er lukket.": make_nudge(
            mia, letter=letter(MailState.SKIPPED, "Kontoen er lukket.")
        ),
        f"Kunne ikke leveres: {refused}.": make_nudge(mia, letter=letter(MailState.DEAD, refused)),
        f"{SENT} Svaret: ikke nu.": make_sent(mia, answer=NudgeAnswer.NOT_NOW),
        f"{SENT} Svaret: ikke relevant. Klaret 7 dage efter.": make_sent(
            mia, answer=NudgeAnswer.NOT_RELEVANT, settled_at=TUESDAY + timedelta(days=7)
        ),
        f"{SENT} Klaret samme dag.": make_sent(mia, settled_at=TUESDAY + timedelta(hours=3)),
        f"{SENT} Klaret 1 dag efter.": make_sent(mia, settled_at=TUESDAY + timedelta(hours=17)),
        f"{SENT} Klaret 2 dage efter.": make_sent(mia, settled_at=TUESDAY + timedelta(days=2)),
        "Venter på den samlede mail. Klaret siden.": make_nudge(mia, settled_at=TUESDAY),
    }
    assert {told(nudge): said for said, nudge in cases.items()} == {said: said for said in cases}


def test_the_list_never_holds_what_a_mail_said(client, sanne, mia):
    nudge = make_sent(mia)
    sign_in(client, sanne)
    for path in (admin_url(Nudge, "changelist"), admin_url(Nudge, "change", nudge.pk)):
        page = client.get(path).content.decode()
        assert SENT in page
        assert "HEMMELIG" not in page


@pytest.mark.parametrize(
    ("fate", "names"),
    [
        ("venter", ["Mia"]),
        ("udbakke", ["Bo"]),
        ("sendt", ["Ali"]),
        ("ikke-sendt", ["Eva"]),
        ("ikke-leveret", ["Karen"]),
        ("noget-andet", ["Mia", "Bo", "Ali", "Eva", "Karen"]),
    ],
)
def test_the_list_is_cut_by_what_became_of_it(client, sanne, mia, bo, ali, eva, karen, fate, names):
    make_nudge(karen, letter=make_letter(karen, MailState.DEAD))
    make_nudge(eva, letter=make_letter(eva), skipped_because=WhyNot.SETTLED)
    make_sent(ali)
    make_nudge(bo, letter=make_letter(bo, MailState.WAITING))
    make_nudge(mia)
    assert listed(sign_in(client, sanne), blev=fate) == names


def test_the_list_is_cut_by_rule_and_answer_and_channel(client, sanne, mia, ali):
    make_rule("no_learning_noted", "Ingen læring længe")
    make_sent(mia, answer=NudgeAnswer.NOT_NOW, channel=Channel.WEEKLY)
    make_sent(ali, "assumption_untested")
    sign_in(client, sanne)
    assert listed(client, regel="no_learning_noted") == ["Mia"]
    assert listed(client, answer__exact="ikke-nu") == ["Mia"]
    assert listed(client, channel__exact=1) == ["Ali"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ali", ["Ali"]),
        ("mia@demo", ["Mia"]),
        ("fravær", ["Mia"]),
        ("mia fravær", ["Mia"]),
        ("ali fravær", []),
        ("hjemmehjælp", ["Ali"]),
    ],
)
def test_the_list_is_searched_by_person_and_title(client, sanne, mia, ali, text, names):
    make_sent(ali, title="Hjemmehjælp om natten")
    make_sent(mia)
    assert listed(sign_in(client, sanne), q=text) == names


def test_a_shielded_title_is_not_shown_found_or_taken_along(client, sanne, mia):
    secret = "Forældre lyver om sygdom"
    nudge = make_sent(mia, SHIELDED, title=secret)
    unknown = make_sent(mia, "a_rule_of_old", title=secret)
    Snooze.objects.create(rule=SHIELDED, subject=nudge.subject, recipient=mia)
    sign_in(client, sanne)
    pages = [
        client.get(admin_url(Nudge, "changelist")),
        *(client.get(admin_url(Nudge, "change", one.pk)) for one in (nudge, unknown)),
        *(client.get(admin_url(Nudge, "history", one.pk)) for one in (nudge, unknown)),
        client.get(admin_url(Snooze, "changelist")),
        client.post(WHY, {"person": mia.email}),
    ]
    assert {page.status_code for page in pages} == {200}
    assert [page for page in pages if "lyver" in page.content.decode()] == []
    assert listed(client, q="lyver") == []
    for listed_in in (Nudge, Snooze):
        asked = client.get(admin_url(listed_in, "changelist"), {"title__startswith": "F"})
        assert asked.status_code != 200
    sheet = client.post(admin_url(Nudge, "changelist"), {"_sheet": "csv"})
    lines = b"".join(sheet.streaming_content).decode()
    assert ("lyver" in lines, SENT in lines) == (False, True)


def test_only_the_desk_opens_the_ledger(client, mia, bo, karen, root):
    paths = [admin_url(Nudge, "changelist"), OUTCOME, admin_url(Snooze, "changelist"), WHY]

    def opened(person):
        sign_in(client, person)
        return [client.get(path).status_code for path in paths]

    assert opened(karen) == [200] * 4
    # Words to the secretariat, and all about one person, are not for whoever runs the system.
    assert opened(root) == [200, 200, 403, 403]
    for person in (mia, bo):
        assert 200 not in opened(person)


def test_the_list_and_the_answers_cost_the_same_however_long(client, sanne, mia):
    sign_in(client, sanne)
    costs = []
    for size in (1, 24):
        for number in range(size):
            make_sent(mia, answer=NudgeAnswer.NOT_NOW)
            Snooze.objects.create(rule="x", subject=f"{size}:{number}", recipient=mia)
        for model in (Nudge, Snooze):
            with CaptureQueriesContext(connection) as queries:
                client.get(admin_url(model, "changelist"))
            costs.append(len(queries))
    assert costs[:2] == costs[2:]
    assert max(costs) <= 8


def test_the_letters_text_is_never_read(client, sanne, mia):
    make_sent(mia)
    sign_in(client, sanne)
    with CaptureQueriesContext(connection) as queries:
        client.get(admin_url(Nudge, "changelist"))
        client.post(WHY, {"person": mia.email})
    asked = " ".join(query["sql"] for query in queries)
    assert '"people_outboxmail"."sent_at"' in asked
    assert '"people_outboxmail"."text"' not in asked
    assert '"people_outboxmail"."subject"' not in asked


def test_answers_are_listed_with_their_word_the_newest_first(client, sanne, mia, ali, clock):
    nudge = make_sent(mia)
    matter = {"rule": nudge.rule, "subject": nudge.subject}
    Snooze.objects.create(recipient=mia, **matter, word="Vi er lagt sammen")
    clock.shift(timedelta(hours=1))
    Snooze.objects.create(recipient=ali, **matter, until=TUESDAY + timedelta(days=7))
    sign_in(client, sanne)
    address = admin_url(Snooze, "changelist")
    rows = list(client.get(address).context["cl"].result_list)
    assert [(one.recipient, one.word) for one in rows] == [(ali, ""), (mia, "Vi er lagt sammen")]
    page = client.get(address, {"ord": "med"})
    assert [one.recipient for one in page.context["cl"].result_list] == [mia]
    assert "Elever med højt fravær" in page.content.decode()
    assert client.get(address, {"svar": "ikke-nu"}).context["cl"].result_count == 1


# --- Why? ---------------------------------------------------------------------------------------


@pytest.fixture
def quiet_network(mia, bo, karen):
    return make_network(leader=mia, reference_leader=bo, consultant=karen)


def sentences(person: Person, key: str) -> list[str]:
    rule = NudgeRule.objects.filter(key=key).first() or make_rule(key)
    return [said for story in why_of(person, rule).rules for said in story.waits]


WAITS = "Siden tirsdag 3. november har »Elever med højt fravær« ventet. "


def test_why_says_when_what_waits_would_be_asked(quiet_network, mia, clock):
    assert sentences(mia, "no_learning_noted") == [
        WAITS + "Det har ikke ventet længe nok. Der bliver tidligst spurgt tirsdag 17. november."
    ]
    clock.move_to(datetime(2026, 11, 17, 10, tzinfo=CPH))
    assert sentences(mia, "no_learning_noted") == [
        WAITS + "Der bliver spurgt, og mailen kommer onsdag 18. november kl. 8.00."
    ]
    choose_nudges(by=mia, wants_mail=True, choices={NudgeKind.NETWORK: Channel.WEEKLY})
    assert sentences(mia, "no_learning_noted") == [
        WAITS + "Der bliver spurgt, og mailen kommer mandag 23. november kl. 8.00."
    ]
    clock.move_to(datetime(2026, 11, 21, 10, tzinfo=CPH))
    assert "I dag bliver ingen spurgt" in why_of(mia).about[-1]
    assert "mandag 23. november" in why_of(mia).about[-1]


def test_why_says_what_stands_in_the_way(quiet_network, mia, clock):
    rule = make_rule("no_learning_noted")
    clock.move_to(datetime(2026, 11, 17, 10, tzinfo=CPH))
    subject = str(quiet_network.pk)

    def verdict() -> str:
        return sentences(mia, rule.key)[0].removeprefix(WAITS)

    answer_nudge(by=mia, rule=rule.key, subject=subject, answer=NudgeAnswer.NOT_NOW)
    assert verdict() == "Har svaret: ikke nu."
    Snooze.objects.all().delete()
    RefusedAddress.objects.create(address=mia.email, times=2, said="550 findes ikke")
    assert verdict() == "Adressen tager ikke imod mails."
    RefusedAddress.objects.all().delete()
    choose_nudges(by=mia, wants_mail=False, choices={})
    assert verdict() == "Vil ikke have skub på mail."
    choose_nudges(by=mia, wants_mail=True, choices={})
    period = QuietPeriod.objects.create(
        name="Ro", first_day="2026-11-16", last_day="2026-11-18", rule=rule
    )
    assert verdict() == "Reglen holder stille i dag, så der bliver ikke spurgt endnu."
    period.delete()
    make_nudge(mia, rule.key, subject=subject)
    assert verdict() == (
        "Er allerede planlagt eller spurgt i denne omgang. "
        "Venter det stadig, spørges der igen tirsdag 24. november."
    )
    rule.is_on = False
    rule.save()
    assert verdict() == "Reglen er slået fra, så der bliver ikke spurgt."


def test_why_tells_what_goes_for_every_rule(mia):
    mia.is_active = False
    mia.wants_nudges_by_mail = False
    mia.save()
    RefusedAddress.objects.create(
        address=mia.email, times=3, said="550 findes ikke", last_at=TUESDAY
    )
    closed, off, refused, chosen, gathered, today = why_of(mia).about
    assert closed == "Kontoen er lukket, så Mia får ingen mails."
    assert off == "Mia har slået skub på mail fra. De står på forsiden."
    assert refused == (
        "Mailserveren har afvist mia@demo.example 3 gange, senest tirsdag 3. november kl. 8.00: "
        "»550 findes ikke«. Derfor sender vi ingen skub dertil."
    )
    assert chosen.startswith("Sådan vil Mia spørges. Med det samme, i arbejdstiden: Når nogen")
    assert gathered == (
        "Den samlede mail om dagen kommer kl. 8 på hverdage, den om ugen om mandagen kl. 8."
    )
    assert today == "I dag er en arbejdsdag, så der bliver spurgt om det, der er klar."


def test_why_tells_what_was_asked_and_the_mails_it_came_in(client, karen, mia, ali):
    make_rule("no_learning_noted", "Ingen læring længe")
    make_rule("assumption_untested", "En antagelse er ikke prøvet")
    make_sent(mia, answer=NudgeAnswer.NOT_NOW)
    make_sent(ali, title="Kun Alis")
    make_letter(mia, MailState.DEAD, reason="550 findes ikke")
    page = sign_in(client, karen).post(WHY, {"person": mia.email})
    why = page.context["why"]
    assert [(story.name, story.asked) for story in why.rules] == [
        (
            "Ingen læring længe",
            [f"tirsdag 3. november, »Elever med højt fravær«: {SENT} Svaret: ikke nu."],
        )
    ]
    assert why.quiet == ["En antagelse er ikke prøvet"]
    assert why.mails == [
        "Skrevet tirsdag 3. november kl. 8.00: Kunne ikke sendes. 550 findes ikke.",
        "Sendt tirsdag 3. november kl. 8.00 med 1 spørgsmål.",
    ]
    words = page.content.decode()
    assert ("Kun Alis" in words, "HEMMELIG" in words) == (False, False)


def test_a_look_up_leaves_a_trace_and_opening_the_page_does_not(client, karen, mia):
    make_rule("no_learning_noted")
    before = AuditEntry.objects.count()
    page = sign_in(client, karen).get(WHY, {"person": mia.pk})
    assert f'value="{mia.email}"' in page.content.decode()
    assert (AuditEntry.objects.count(), page.context["why"]) == (before, None)
    client.post(WHY, {"person": mia.email})
    entry = AuditEntry.objects.latest("pk")
    assert (entry.verb, entry.by, entry.subject_id) == ("look_up_nudges", karen, str(mia.pk))


@pytest.mark.parametrize("person", ["x", "9" * 30, "-1", "²", "999999999"])
def test_whoever_a_link_names_in_vain_is_not_filled_in(client, karen, person):
    assert sign_in(client, karen).get(WHY, {"person": person}).status_code == 200


def test_an_unknown_address_comes_back_with_its_error(client, karen):
    page = sign_in(client, karen).post(WHY, {"person": "ingen@demo.example"})
    assert (page.status_code, page.context["why"]) == (422, None)
    assert "ingen@demo.example" in page.content.decode()
    assert not AuditEntry.objects.filter(verb="look_up_nudges").exists()


def test_a_guest_is_looked_up_too(client, karen, noor):
    assert sign_in(client, karen).post(WHY, {"person": noor.email}).status_code == 200


def test_the_action_refuses_who_is_not_of_the_secretariat(bo, root, mia):
    for person in (bo, root):
        with pytest.raises(Refusal):
            note_look_up(by=person, person=mia)


def test_a_look_up_costs_the_same_whatever_there_is_to_tell(client, karen, mia, quiet_network):
    sign_in(client, karen)
    costs = []
    for size in (0, 3, 25):
        for number in range(size):
            make_sent(mia, RULES[number % len(RULES)].key)
        with CaptureQueriesContext(connection) as queries:
            client.post(WHY, {"person": mia.email})
        costs.append(len(queries))
    for rule in RULES:
        make_rule(rule.key)
    with CaptureQueriesContext(connection) as queries:
        client.post(WHY, {"person": mia.email})
    assert (len(set(costs)), len(queries) - costs[0]) == (1, 1)  # the rules' one statement
    assert len(queries) == 15


def test_the_persons_own_page_on_the_desk_leads_there(client, sanne, root, mia):
    link = f'href="{WHY}?person={mia.pk}"'
    address = admin_url(Person, "change", mia.pk)
    assert link in sign_in(client, sanne).get(address).content.decode()
    assert link not in sign_in(client, root).get(address).content.decode()
