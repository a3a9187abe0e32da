"""Content is seen as it will stand before it is saved, and seeing it saves nothing."""

import pytest
from django.urls import reverse

from netvaerk.people.models import AuditEntry, OutboxMail
from networks.models import NetworkType, Phase, Question
from secretariat.actions.content import install_content
from secretariat.models import Nudge, NudgeRule, SparringFormat
from secretariat.nudges import RULE_OF
from tests.secretariat.desk import CHANGED, admin_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, karen):
    install_content()
    client.force_login(karen)
    return client


def stored(model):
    return list(model.objects.order_by("pk").values())


def look_at(client, obj, typed: dict):
    """What »Forhåndsvis« answers, once it is sure that nothing was written."""
    before, trail = stored(type(obj)), AuditEntry.objects.count()
    path = admin_url(type(obj), "change", obj.pk)
    response = client.post(path, {**typed, "_preview": "Forhåndsvis"})
    assert (response.status_code, stored(type(obj))) == (200, before)
    assert AuditEntry.objects.count() == trail
    return response


def shown(response) -> str:
    return str(response.context["preview"])


PHASE = {
    "name": "Undersøg mere",
    "meaning": "I går ud <b>og</b> ser.",
    "questions": "Hvem har I ikke talt med?\nHvad overraskede?",
    "tools": "Skyggedag",
    "position": 3,
}


def test_a_phase_is_seen_as_a_network_meets_it(desk):
    phase = Phase.objects.first()
    response = look_at(desk, phase, PHASE)
    assert "<li>Hvem har I ikke talt med?</li>" in shown(response)
    assert "I går ud &lt;b&gt;og&lt;/b&gt; ser." in shown(response)
    page = response.content.decode()
    assert "Der er ikke gemt noget." in page
    assert 'value="Undersøg mere"' in page  # what was typed is still there
    saved = desk.post(admin_url(Phase, "change", phase.pk), PHASE)
    phase.refresh_from_db()
    assert (saved.status_code, phase.name) == (CHANGED, "Undersøg mere")


def test_a_new_phase_is_seen_before_there_is_one(desk):
    count = Phase.objects.count()
    response = desk.post(admin_url(Phase, "add"), {**PHASE, "_preview": "1"})
    assert "Skyggedag" in shown(response)
    assert Phase.objects.count() == count


def test_a_question_is_seen_as_whoever_writes_meets_it(desk):
    typed = {"title": "Hvem mærker det?", "short": "Mærker det", "help": "Skriv om én borger."}
    words = shown(look_at(desk, Question.objects.get(number=1), typed))
    assert "<h3>Hvem mærker det?</h3>" in words
    assert '<p class="nv-panel nv-write__help">Skriv om én borger.</p>' in words


def test_a_type_and_a_format_are_seen_with_their_words(desk):
    known = NetworkType.objects.first()
    typed = {"name": "Forsøgsnetværk", "aim": "At prøve.", "usual_length": "Et år"}
    typed |= {"tied_to": "En chef", "position": 1}
    assert "Forsøgsnetværk" in shown(look_at(desk, known, typed))
    typed = {"name": "Gåtur", "meaning": "I går og taler.", "asks": "Gode sko."}
    typed |= {"usually_with": "consultant", "minutes": 45, "position": 1, "is_active": "on"}
    words = shown(look_at(desk, SparringFormat.objects.first(), typed))
    assert "I går og taler." in words
    assert "45 minutter" in words


RULE = {
    "name": "Et forslag venter",
    "subject": "Hvad siger I til »{title}«?",
    "question": "Det har ventet i {waited}.",
    "why": "Du er med i chefforum.",
    "delay_days": 9,
    "repeat_days": 7,
    "at_most": 3,
    "audience": "everyone",
    "channel": 1,
}


def test_a_rule_is_seen_as_the_mail_it_becomes(desk):
    rule = NudgeRule.objects.get(key="proposal_awaits_decision")
    words = shown(look_at(desk, rule, RULE))
    assert "Hvad siger I til »Et netværks navn«?" in words
    assert "Det har ventet i 9 dage." in words
    assert "Du er med i chefforum." in words
    assert "Ikke nu" in words
    assert "http" not in words  # no key to anybody's answer
    assert (Nudge.objects.count(), OutboxMail.objects.count()) == (0, 0)


def test_every_rule_can_be_seen(desk):
    rules = NudgeRule.objects.all()
    assert len(rules) > 10
    for rule in rules:
        assert rule.key in RULE_OF
        assert "Det har ventet i 9 dage." in shown(look_at(desk, rule, RULE)), rule.key


def test_what_is_wrong_is_said_instead_of_shown(desk):
    rule = NudgeRule.objects.get(key="proposal_awaits_decision")
    response = look_at(desk, rule, {**RULE, "question": "Kære {navn}"})
    assert "preview" not in response.context
    assert "I tuborgklammer kan der kun stå" in response.content.decode()
    assert "Kære {navn}" in response.content.decode()


def test_the_button_stands_only_where_there_is_something_to_see(desk):
    from networks.models import StrategicTheme

    assert "Forhåndsvis" in desk.get(admin_url(Phase, "add")).content.decode()
    assert "Forhåndsvis" not in desk.get(admin_url(StrategicTheme, "add")).content.decode()


@pytest.mark.parametrize("who", ["mia", "bo", "noor"])
def test_nobody_else_sees_any_of_it(client, who, request):
    install_content()
    client.force_login(request.getfixturevalue(who))
    path = admin_url(Phase, "change", Phase.objects.first().pk)
    response = client.post(path, {**PHASE, "_preview": "1"})
    assert response.status_code in {302, 403}
    assert reverse("admin:login") in getattr(response, "url", reverse("admin:login"))
