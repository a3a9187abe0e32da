"""The people room on the secretariat's desk."""

from netvaerk.people.admin import invitation, organisation, refused_address, role_word, traces

__all__ = ["invitation", "organisation", "refused_address", "role_word", "traces"]
