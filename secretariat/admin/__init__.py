"""The secretariat room on its own desk."""

from secretariat.admin import (
    announcement,
    consultant,
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
    "network",
    "nudge",
    "nudge_rule",
    "office",
    "snooze",
    "sparring",
]
