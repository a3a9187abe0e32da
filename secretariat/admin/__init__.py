"""The secretariat room on its own desk."""

from secretariat.admin import (
    announcement,
    consultant,
    integration,
    network,
    nudge,
    nudge_rule,
    office,
    snooze,
    sparring,
)

__all__ = [
    "announcement",
    "consultant",
    "integration",
    "network",
    "nudge",
    "nudge_rule",
    "office",
    "snooze",
    "sparring",
]
