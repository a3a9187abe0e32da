"""The offerings room on the secretariat's desk."""

from offerings.admin import offering

__all__ = ["offering"]
