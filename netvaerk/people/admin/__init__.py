"""The people room on the secretariat's desk."""

from netvaerk.people.admin import invitation, organisation, role_word, traces

__all__ = ["invitation", "organisation", "role_word", "traces"]
