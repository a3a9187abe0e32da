"""The secretariat's own words in a nudge."""

import pytest

from secretariat.actions.content import install_content
from secretariat.models import NudgeRule
from tests.secretariat.desk import CHANGED, admin_url


@pytest.fixture
def rule(db) -> NudgeRule:
    install_content()
    return NudgeRule.objects.get(key="no_learning_noted")


def save_rule(client, rule: NudgeRule, **changed):
    sent = {
        name: getattr(rule, name) or ""
        for name in ("name", "subject", "question", "why", "delay_days", "repeat_days")
    }
    return client.post(admin_url(NudgeRule, "change", rule.pk), {**sent, **changed})


def test_installed_rules_are_off_until_somebody_has_seen_them(rule):
    assert set(NudgeRule.objects.values_list("is_on", flat=True)) == {False}


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
    for field in ("subject", "question"):
        response = save_rule(client, rule, **{field: wording})
        assert set(response.context["adminform"].form.errors) == {field}
    before = rule.subject
    rule.refresh_from_db()
    assert rule.subject == before


def test_a_rule_turned_on_has_a_first_day(client, karen, rule):
    client.force_login(karen)
    response = save_rule(client, rule, is_on="on")
    assert set(response.context["adminform"].form.errors) == {"active_from"}
    response = save_rule(client, rule, is_on="on", active_from="2026-11-01")
    assert response.status_code == CHANGED
    rule.refresh_from_db()
    assert rule.is_on


def test_a_rule_repeats_after_a_day_at_least(client, karen, rule):
    client.force_login(karen)
    response = save_rule(client, rule, repeat_days="0")
    assert set(response.context["adminform"].form.errors) == {"repeat_days"}
