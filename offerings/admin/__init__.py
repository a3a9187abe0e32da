"""The offerings room on the secretariat's desk."""

from offerings.admin import offering, place, request, session

__all__ = ["offering", "place", "request", "session"]
