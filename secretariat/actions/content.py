"""The first content of a new installation, all rooms together."""

import tomllib
from pathlib import Path

from django.db import transaction

from networks.actions import content as networks_content
from secretariat.models import NudgeRule

SOURCE = Path(__file__).parent.parent / "content.toml"


@transaction.atomic
def install_content() -> None:
    """Add what is not there yet; a nudge rule begins turned off, until somebody has seen it."""
    networks_content.install_content()
    for row in tomllib.loads(SOURCE.read_text(encoding="utf-8"))["nudge_rule"]:
        NudgeRule.objects.get_or_create(key=row["key"], defaults=row)
