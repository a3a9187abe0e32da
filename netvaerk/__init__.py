"""The building: settings, URLs, Celery, and the ground floor that every room may stand on."""

from netvaerk.celery import app as celery_app

__all__ = ["celery_app"]
