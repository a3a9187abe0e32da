"""The secretariat room on its own desk."""

from secretariat.admin import consultant, network, nudge, nudge_rule, snooze, sparring

__all__ = ["consultant", "network", "nudge", "nudge_rule", "snooze", "sparring"]
