"""The first content of a new installation; afterwards it is edited in the admin."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from netvaerk.people.models import StakeholderKind
from networks.models import NetworkType, Phase, Question

SOURCE = Path(__file__).parent.parent / "content.toml"


@transaction.atomic
def install_content() -> None:
    """Add the seven questions, types, phases and stakeholder kinds that are not there yet."""
    content = tomllib.loads(SOURCE.read_text(encoding="utf-8"))
    _install(Question, content["question"], key="number")
    _install(NetworkType, content["network_type"], key="key", ordered=True)
    _install(Phase, content["phase"], key="name")
    _install(StakeholderKind, content["stakeholder_kind"], key="key", ordered=True)


def _install(model: Any, rows: list[dict[str, Any]], *, key: str, ordered: bool = False) -> None:
    for position, row in enumerate(rows, start=1):
        defaults = {**row, "position": position} if ordered else row
        model.objects.get_or_create(**{key: row[key]}, defaults=defaults)
