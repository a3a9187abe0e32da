"""The people room on the secretariat's desk."""

from netvaerk.people.admin import invitation, organisation, traces

__all__ = ["invitation", "organisation", "traces"]
