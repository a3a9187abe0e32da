"""The secretariat's own words in a nudge, and that somebody has looked before it asks."""

import pytest

from netvaerk import clock
from netvaerk.nudges import NudgeKind
from netvaerk.people.models import AuditEntry
from netvaerk.refusals import NotPossibleNow
from secretariat.actions.content import install_content
from secretariat.actions.nudge_rules import (
    FILLED_IN,
    SAID_AS_IT_STANDS,
    BracesInWhy,
    LookedAtSomethingElse,
    OutOfBounds,
    TooFarAway,
    TooImpatient,
    UnknownPlaceholder,
    require_sound,
    save_nudge_rule,
    turn_off_rule,
    turn_on_rule,
)
from secretariat.enums import Audience, Channel
from secretariat.models import NudgeRule
from secretariat.nudges import RULES
from tests.secretariat.desk import CHANGED, admin_url

NUMBERS = ("delay_days", "repeat_days", "at_most")


@pytest.fixture
def rule(db) -> NudgeRule:
    install_content()
    return NudgeRule.objects.get(key="no_learning_noted")


@pytest.fixture
def on(rule, karen, today) -> NudgeRule:
    return turn_on_rule(by=karen, rule=rule, active_from=today)


@pytest.fixture
def today():
    return clock.today()


def save_rule(client, rule: NudgeRule, **changed):
    names = ("name", *FILLED_IN, *SAID_AS_IT_STANDS, *NUMBERS, "audience", "channel")
    sent = {name: getattr(rule, name) for name in names}
    return client.post(admin_url(NudgeRule, "change", rule.pk), {**sent, **changed})


def errors_of(response) -> set[str]:
    return set(response.context["adminform"].form.errors)


def test_installed_rules_are_off_until_somebody_has_seen_them(rule):
    assert set(NudgeRule.objects.values_list("is_on", "looked_at")) == {(False, None)}


def test_every_rule_of_the_code_has_its_words_and_every_row_its_rule(rule):
    assert set(NudgeRule.objects.values_list("key", flat=True)) == {one.key for one in RULES}


def test_the_first_words_are_sound_and_stand_in_both_languages(rule):
    for wording in NudgeRule.objects.all():
        require_sound(wording)
        assert all(getattr(wording, name) for name in (*FILLED_IN, *SAID_AS_IT_STANDS))
        assert len(wording.question) < 300


def test_only_what_somebody_waits_for_or_has_its_hour_comes_at_once(rule):
    kinds = {one.key: one.kind for one in RULES}
    instant = NudgeRule.objects.filter(channel=Channel.INSTANT).values_list("key", flat=True)
    assert {kinds[key] for key in instant} == {NudgeKind.ASKED, NudgeKind.APPOINTMENT}
    asked = {key for key, kind in kinds.items() if kind == NudgeKind.ASKED}
    # A seat is offered in a mail of its own, so its nudge is the morning's reminder.
    assert asked - set(instant) == {"seat_offered"}


def test_installing_again_keeps_what_the_secretariat_has_written(rule, karen, client):
    client.force_login(karen)
    save_rule(client, rule, subject="Vores egne ord om »{title}«")
    install_content()
    rule.refresh_from_db()
    assert rule.subject == "Vores egne ord om »{title}«"


@pytest.mark.parametrize(
    "wording",
    ["{name}", "{title.__class__}", "{title!r}", "{title:>9}", "{", "}", "{}", "{0}", "{ title }"],
)
def test_other_braces_than_title_and_waited_are_refused_at_their_field(
    client, karen, rule, wording
):
    client.force_login(karen)
    for field in (*FILLED_IN, *SAID_AS_IT_STANDS):
        response = save_rule(client, rule, **{field: wording})
        assert errors_of(response) == {field}
        assert response.context["adminform"].form[field].value() == wording
    before = rule.subject
    rule.refresh_from_db()
    assert rule.subject == before


def test_why_somebody_gets_it_holds_no_braces_because_it_is_not_filled_in(rule, karen):
    rule.why_en = "You get it because of {title}"
    with pytest.raises(BracesInWhy):
        save_nudge_rule(by=karen, rule=rule)
    rule.why_en, rule.question_en = "", "What about {name}?"
    with pytest.raises(UnknownPlaceholder):
        save_nudge_rule(by=karen, rule=rule)


@pytest.mark.parametrize("number", ["0", "-1", "366", "40000", "9" * 30, "to", "", "1.5"])
@pytest.mark.parametrize("field", NUMBERS)
def test_a_number_out_of_bounds_gets_a_sentence(client, karen, rule, field, number):
    if (field, number) == ("delay_days", "0"):
        return  # at once is a delay too
    client.force_login(karen)
    response = save_rule(client, rule, **{field: number})
    assert errors_of(response) == {field}
    assert response.context["adminform"].form.errors[field][0].startswith("Skriv et tal fra ")


def test_a_number_out_of_bounds_is_refused_by_the_action_too(rule, karen):
    rule.repeat_days = 0
    with pytest.raises(OutOfBounds):
        save_nudge_rule(by=karen, rule=rule)


def test_a_rule_that_nobody_waits_by_is_never_instant(client, karen, rule):
    client.force_login(karen)
    response = save_rule(client, rule, channel=Channel.INSTANT.value)
    assert errors_of(response) == {"channel"}
    assert "samlet mail" in response.context["adminform"].form.errors["channel"][0]
    rule.channel = Channel.INSTANT
    with pytest.raises(TooImpatient):
        save_nudge_rule(by=karen, rule=rule)
    asked = NudgeRule.objects.get(key="receiver_unanswered")
    assert save_rule(client, asked, channel=Channel.INSTANT.value).status_code == CHANGED


def test_a_rule_is_turned_on_by_nothing_that_is_sent_to_its_form(client, karen, rule):
    client.force_login(karen)
    sent = {"is_on": "on", "active_from": "2026-11-01", "looked_at": "2026-11-01 10:00"}
    sent["looked_by"] = str(karen.pk)
    assert save_rule(client, rule, **sent).status_code == CHANGED
    rule.refresh_from_db()
    stands = (rule.is_on, rule.active_from, rule.looked_at, rule.looked_by)
    assert stands == (False, None, None, None)


def test_a_rule_is_turned_on_by_no_saving_of_it(rule, karen, today):
    rule.is_on, rule.active_from = True, today
    rule.looked_at, rule.looked_by = clock.now(), karen
    save_nudge_rule(by=karen, rule=rule)
    rule.refresh_from_db()
    assert (rule.is_on, rule.looked_by) == (False, None)


def test_whoever_turns_it_on_has_looked_and_the_trail_says_so(rule, karen, today):
    turn_on_rule(by=karen, rule=rule, active_from=today)
    rule.refresh_from_db()
    assert (rule.is_on, rule.active_from, rule.looked_by) == (True, today, karen)
    assert AuditEntry.objects.filter(verb="turn_on_rule", by=karen).count() == 1
    with pytest.raises(NotPossibleNow):
        turn_on_rule(by=karen, rule=rule, active_from=today)


def test_what_was_looked_at_is_what_is_turned_on(rule, karen, today):
    NudgeRule.objects.filter(pk=rule.pk).update(audience=Audience.CHIEFS)
    with pytest.raises(LookedAtSomethingElse):
        turn_on_rule(by=karen, rule=rule, active_from=today)
    rule.refresh_from_db()
    assert not rule.is_on


def test_a_rule_begins_about_now(rule, karen, today):
    with pytest.raises(TooFarAway):
        turn_on_rule(by=karen, rule=rule, active_from=today.replace(year=today.year - 2))


def test_new_words_leave_a_rule_on(client, karen, on):
    client.force_login(karen)
    response = save_rule(client, on, question="Hvad har I lært?", subject_en="", why="Derfor")
    assert response["Location"] == admin_url(NudgeRule, "changelist")
    on.refresh_from_db()
    assert (on.is_on, on.looked_by, on.question) == (True, karen, "Hvad har I lært?")


@pytest.mark.parametrize(
    "changed",
    [
        {"delay_days": "1"},
        {"repeat_days": "1"},
        {"at_most": "9"},
        {"audience": Audience.LEADERS.value},
        {"channel": str(Channel.WEEKLY.value)},
    ],
)
def test_another_who_or_when_turns_it_off_and_leads_to_its_dry_run(client, karen, on, changed):
    client.force_login(karen)
    response = save_rule(client, on, **changed)
    assert response["Location"] == admin_url(NudgeRule, "dry_run", on.pk)
    page = client.get(response["Location"]).content.decode()
    assert "Reglen er gemt og slået fra" in page
    on.refresh_from_db()
    assert (on.is_on, on.looked_at, on.looked_by) == (False, None, None)
    turned_off = AuditEntry.objects.get(verb="turn_off_rule")
    assert turned_off.facts["because"] == "changed"


def test_a_rule_is_turned_off_by_one_press(client, karen, on):
    client.force_login(karen)
    address = admin_url(NudgeRule, "turn_off", on.pk)
    client.get(address)
    on.refresh_from_db()
    assert on.is_on
    assert client.post(address)["Location"] == admin_url(NudgeRule, "dry_run", on.pk)
    on.refresh_from_db()
    assert not on.is_on
    assert client.post(address).status_code == CHANGED  # a second press breaks nothing
    with pytest.raises(NotPossibleNow):
        turn_off_rule(by=karen, rule=on)


def test_nobody_else_writes_or_turns_on_a_rule(rule, mia, bo, today):
    for person in (mia, bo):
        with pytest.raises(NotPossibleNow):
            save_nudge_rule(by=person, rule=rule)
        with pytest.raises(NotPossibleNow):
            turn_on_rule(by=person, rule=rule, active_from=today)


def test_the_preview_shows_both_languages_and_saves_nothing(client, karen, rule):
    client.force_login(karen)
    shown = save_rule(
        client, rule, subject="Nyt emne", subject_en="New subject", why_en="", _preview="1"
    )
    page = shown.content.decode()
    assert "Nyt emne" in page
    assert "New subject" in page
    before = rule.subject
    rule.refresh_from_db()
    assert rule.subject == before


def test_the_list_says_how_each_rule_stands(client, karen, rule, django_assert_num_queries):
    client.force_login(karen)
    with django_assert_num_queries(4):
        page = client.get(admin_url(NudgeRule, "changelist")).content.decode()
    assert admin_url(NudgeRule, "dry_run", rule.pk) in page
    assert str(NudgeKind.NETWORK.label) in page
