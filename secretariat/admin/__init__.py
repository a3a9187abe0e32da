"""The secretariat room on its own desk."""

from secretariat.admin import consultant, network, nudge, sparring

__all__ = ["consultant", "network", "nudge", "sparring"]
