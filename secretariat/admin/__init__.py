"""The secretariat room on its own desk."""

from secretariat.admin import network, nudge, sparring

__all__ = ["network", "nudge", "sparring"]
