"""What was agreed with the departments, and agreed again when a network moved on."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from netvaerk import clock
from networks.actions.agreement import confirm_agreement, keep_agreement, propose_agreement
from networks.models import Agreement, Network
from secretariat.demo.story import Story
from secretariat.demo.timeline import Timeline

Row = dict[str, Any]
AGREED_AFTER_DAYS, CONFIRMED_AFTER_DAYS, KEPT_AFTER_DAYS = 6, 3, 2
WAITING_DAYS = 6  # past the nudge's five, whatever the hour
AGREED_FOR = timedelta(days=240)


def tell_agreements(story: Story, timeline: Timeline) -> None:
    """Everybody with a line manager has one; a few still wait for a word."""
    for network in story.text["network"]:
        key = network["key"]
        for member in network.get("member", []):
            joined = min(member["days_ago"], network["decided_days_ago"])
            agreed = max(joined - AGREED_AFTER_DAYS, CONFIRMED_AFTER_DAYS)
            tell_agreement(story, timeline, key, member["person"], days_ago=agreed)
        for change in network.get("phase_change", []):
            days_ago = change["days_ago"] - KEPT_AFTER_DAYS
            timeline.ago(days_ago, _keep_all, story=story, key=key)


def tell_agreement(story: Story, timeline: Timeline, key: str, name: str, *, days_ago: int) -> None:
    given = {"story": story, "key": key, "name": name}
    if [key, name] in story.rooms["agreement"]["waiting"]:
        timeline.ago(WAITING_DAYS, _propose, **given)
    else:
        timeline.ago(days_ago, _propose, **given)
        timeline.ago(days_ago - CONFIRMED_AFTER_DAYS, _confirm, **given)


def _propose(story: Story, key: str, name: str) -> None:
    member, words = story.people[name], story.rooms["agreement"]["words"]
    if member.line_manager is None:
        return
    said = words[(len(name) + len(key)) % len(words)]
    names = ("place", "member_gives", "department_gets", "department_gives")
    propose_agreement(
        by=member,
        network=story.networks[key],
        member=member,
        based_on=0,
        unit=member.unit.parent if member.unit.kind == "unit" else member.unit,
        hours_per_week=Decimal(said["hours"]),
        starts_on=clock.today(),
        ends_on=clock.today() + AGREED_FOR,
        **{name: said[name] for name in names},
    )


def _confirm(story: Story, key: str, name: str) -> None:
    newest = Agreement.objects.newest().filter(network=story.networks[key])
    for agreement in newest.filter(member=story.people[name], manager_confirmed_at=None):
        confirm_agreement(by=agreement.line_manager, agreement=agreement)


def _keep_all(story: Story, key: str) -> None:
    """The network has moved on, and what was agreed still fits."""
    agreed = Agreement.objects.newest().confirmed().filter(network=story.networks[key])
    agreed = agreed.filter(network__in=Network.objects.alive())
    for agreement in agreed.select_related("member", "line_manager"):
        kept = keep_agreement(by=agreement.member, agreement=agreement)
        confirm_agreement(by=agreement.line_manager, agreement=kept)
