"""The first content of a new installation, all rooms together."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from netvaerk.people.actions.role_word import install_role_words
from networks.actions import content as networks_content
from secretariat.models import NudgeRule, OfficeHours, QuietPeriod, SparringFormat

SOURCE = Path(__file__).parent.parent / "content.toml"


@transaction.atomic
def install_content() -> None:
    """Add what is not there yet; a nudge rule begins turned off, until somebody has seen it."""
    install_role_words()
    networks_content.install_content()
    content = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    for position, row in enumerate(content["sparring_format"], start=1):
        given = {**row, "position": position}
        SparringFormat.objects.get_or_create(key=row["key"], defaults=given)
    for row in content["nudge_rule"]:
        NudgeRule.objects.get_or_create(key=row["key"], defaults=row)
    _install_office(content["quiet_period"])


def _install_office(quiet_periods: list[dict[str, Any]]) -> None:
    """Together with the hours, once: a period that the secretariat has deleted stays away."""
    _hours, is_new = OfficeHours.objects.get_or_create(pk=1)
    if not is_new:
        return
    for row in quiet_periods:
        QuietPeriod.objects.create(is_yearly=True, **row)
